import { mkdtempSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseRemote, remoteOf } from './repository';

const acme = { kind: 'github', name: 'acme/health' };

it.each([
  ['https://github.com/acme/health.git', acme],
  ['https://github.com/acme/health', acme],
  ['https://somebody@github.com/acme/health.git', acme],
  ['git@github.com:acme/health.git', acme],
  ['ssh://git@github.com/acme/health.git', acme],
  ['ssh://git@ssh.github.com:443/acme/health.git', acme],
  ['https://github.com/acme/health.io.git', { kind: 'github', name: 'acme/health.io' }],
  [
    'https://git-codecommit.us-east-2.amazonaws.com/v1/repos/health',
    { kind: 'codecommit', name: 'health', region: 'us-east-2' },
  ],
  [
    'ssh://APKA@git-codecommit.us-east-2.amazonaws.com/v1/repos/health',
    { kind: 'codecommit', name: 'health', region: 'us-east-2' },
  ],
  ['codecommit::us-east-2://profile@health', { kind: 'codecommit', name: 'health', region: 'us-east-2' }],
  ['codecommit://health', { kind: 'codecommit', name: 'health' }],
  ['https://gitlab.com/acme/health.git', undefined],
  ['https://github.com.evil.example/acme/health.git', undefined],
  ['/srv/git/health.git', undefined],
])('reads the remote %s', (address, expected) => {
  expect(parseRemote(address)).toEqual(expected);
});

it('asks git for origin, and knows nothing outside of a repository', () => {
  const folder = mkdtempSync(join(tmpdir(), 'careplane-remote-'));
  try {
    expect(remoteOf(folder)).toBeUndefined();
    spawnSync('git', ['init', '--quiet', folder]);
    expect(remoteOf(folder)).toBeUndefined();
    spawnSync('git', ['-C', folder, 'remote', 'add', 'origin', 'git@github.com:acme/health.git']);
    expect(remoteOf(folder)).toEqual(acme);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
