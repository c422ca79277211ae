import { join } from 'node:path';
import { careplane } from './testing/careplane';
import { folderWith, MEDMO } from '@careplane/platform/testing';

describe('careplane scan', () => {
  it.each<[readonly string[], number, RegExp]>([
    [['--help'], 0, /Usage: careplane scan[^]*image[^]*gate/],
    [['image', '--help'], 0, /Usage: careplane scan image[^]*--report-only/],
    [['--version'], 0, /^\d+\.\d+\.\d+\n$/],
    [[], 2, /Usage: careplane scan/],
    [['gate'], 2, /required option '--from <dir>'/],
    [['gate', '--from', '/nowhere'], 1, /contains no finished scan/],
    [['config', '.', '--json'], 2, /--repository is missing/],
  ])('%j ends as careplane-scan does', (args, status, message) => {
    const ended = careplane(['scan', ...args], { cwd: folderWith() });
    expect(ended.status).toBe(status);
    expect(ended.stdout + ended.stderr).toMatch(message);
  });
});

const TEMPLATE = 'Resources: { Nat: { Type: AWS::EC2::NatGateway } }';

describe('careplane cost', () => {
  it.each<[readonly string[], number, RegExp]>([
    [['--help'], 0, /^Usage: careplane cost[^]*estimate[^]*tco/],
    [['estimate', '--help'], 0, /^Usage: careplane cost estimate[^]*--budget/],
    [['--version'], 0, /^\d+\.\d+\.\d+\n$/],
    [[], 2, /Usage: careplane cost/],
    [['estimate', 'web.yaml', '--region', 'us-east-2'], 0, /NatGateway/],
    [['estimate', 'web.yaml', '--region', 'us-east-2', '--budget', '5'], 1, /Over the budget/],
    [['estimate', '/nowhere.yaml'], 2, /\/nowhere\.yaml:1\n {2}It does not exist/],
  ])('%j ends as careplane-cost does', (args, status, message) => {
    const ended = careplane(['cost', ...args], { cwd: folderWith({ 'web.yaml': TEMPLATE }) });
    expect(ended.status).toBe(status);
    expect(ended.stdout + ended.stderr).toMatch(message);
  });
});

it('prices a platform in its own process, and starts no other', () => {
  const folder = folderWith({
    'no-children.cjs': `const children = require('node:child_process');
for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'])
  children[name] = () => { throw new Error('started a process'); };`,
  });
  const { status, stdout, stderr } = careplane(['cost', 'estimate', MEDMO, '--env', 'staging', '--json'], {
    env: { NODE_OPTIONS: `--require ${join(folder, 'no-children.cjs')}` },
  });
  expect({ status, stderr: stderr.replace(/^synthesizing .*\n/gm, '') }).toEqual({ status: 0, stderr: '' });
  expect(JSON.parse(stdout)).toHaveProperty('totals');
});
