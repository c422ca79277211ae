import { spawnSync } from 'node:child_process';
import { renderPath } from '@careplane/problems';
import type { WrittenPlatform } from '../model';
import { platformSchema, serviceSchema } from '../schema';
import { platformWith, PRODUCTION, serviceWith } from '../testing/examples';
import type { WrittenWeb } from '../testing/examples';
import { platformRules } from './platform';
import { serviceRules } from './service';

type Written = Partial<WrittenPlatform>;

const connection = (place: string): Written => ({
  githubConnectionArn: `arn:aws:codeconnections:${place}:connection/6f1c2f6e-4f0c-4f0e-9a55-6c2b2f4f2a10`,
});
const here = connection('us-east-2:111122223333');

describe('triggerPaths', () => {
  const filtered = (source: WrittenWeb['source'], repository?: WrittenPlatform['repository']) =>
    serviceRules
      .triggerPathsNeedGithub(
        serviceWith({ source, image: { triggerPaths: ['api/**'] } }),
        platformWith({ ...here, ...(repository === undefined ? {} : { repository }) }),
      )
      .map(({ path }) => renderPath(path));

  it.each<[source: WrittenWeb['source'], repository: WrittenPlatform['repository']]>([
    [{ github: 'acme/mono' }, undefined],
    [{ path: '.' }, { github: 'acme/platform' }],
    [{ path: '.' }, undefined], // It has no pipelines at all.
  ])('are fine with %j in %j', (source, repository) => expect(filtered(source, repository)).toEqual([]));

  it.each<[source: WrittenWeb['source'], repository: WrittenPlatform['repository']]>([
    [{ codecommit: 'api' }, undefined],
    [{ path: '.' }, { codecommit: 'acme-platform' }],
  ])('cannot work with %j in %j', (source, repository) =>
    expect(filtered(source, repository)).toEqual(['image.triggerPaths']),
  );
});

test.each([
  'main',
  'release/2026.11',
  'refs',
  'a/refs/heads',
  'a.b',
  'lock',
  'a.locks',
  'heads/x',
  'refs/heads/x',
  'refs/x',
  'HEAD',
  'a..b',
  'a//b',
  'a/',
  'a/.b',
  'a.lock',
  'a.',
])('git and the rule agree on %j', (branch) => {
  const environments = { production: { ...PRODUCTION, branch } };
  const accepted = platformRules.branchesHaveNamesOfGit(platformWith({ environments })).length === 0;
  const { status } = spawnSync('git', ['check-ref-format', '--branch', branch]);
  // Git would take a full reference as the name of a branch, and make refs/heads/refs/heads/x of it.
  expect(accepted).toBe(status === 0 && !branch.startsWith('refs/'));
});

describe('what reaches a command line is a plain relative path', () => {
  const accepts = (dockerfile: string) =>
    serviceSchema.safeParse({ name: 'api', source: { path: '.' }, image: { dockerfile } }).success;

  it.each(['Dockerfile', 'docker/api.Dockerfile', '.', './Dockerfile', 'a..b/c', '..a', '@scope/x'])(
    '%j is one',
    (path) => expect(accepts(path)).toBe(true),
  );

  it.each([
    '',
    '/etc/passwd',
    '../x',
    'a/../b',
    'a/..',
    '..',
    '-f',
    '--file=x',
    'a b',
    'a;b',
    '$(id)',
    '`id`',
    'a\nb',
    'a"b',
  ])('%j is none', (path) => expect(accepts(path)).toBe(false));
});

it.each([
  [{ retentionDays: 2191 }, false],
  [{ retentionDays: 2192 }, true],
  [{ lock: 'compliance' }, true],
  [{ lock: 'none' }, false],
])('evidence %j is taken: %s', (evidence, taken) => {
  const written = {
    name: 'acme',
    account: '111122223333',
    region: 'us-east-2',
    environments: { production: PRODUCTION },
  };
  expect(platformSchema.safeParse({ ...written, evidence }).success).toBe(taken);
});

it.each([
  [{ codecommit: 'a' }, true],
  [{ github: 'a/b' }, true],
  [{}, false],
  [{ github: 'a/b', codecommit: 'a' }, false],
  [{ codecommit: 'a', branch: '-x' }, false],
  [{ codecommit: 'a', create: true }, true],
  [{ codecommit: 'a.git' }, false],
  [{ codecommit: 'a b' }, false],
  [{ codecommit: 'a'.repeat(101) }, false],
])('repository %j is taken: %s', (repository, taken) => {
  const written = {
    name: 'acme',
    account: '111122223333',
    region: 'us-east-2',
    environments: { production: PRODUCTION },
  };
  expect(platformSchema.safeParse({ ...written, repository }).success).toBe(taken);
});
