import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { BIN, careplane } from './testing/careplane';
import { folderWith } from '@careplane/platform/testing';

describe('careplane scan', () => {
  it.each<[readonly string[], number, RegExp]>([
    [['--help'], 0, /Usage: careplane-scan[^]*image[^]*gate/],
    [['image', '--help'], 0, /Usage: careplane-scan image[^]*--report-only/],
    [['--version'], 0, /^\d+\.\d+\.\d+\n$/],
    [[], 2, /Usage: careplane-scan/],
    [['gate'], 2, /required option '--from <dir>'/],
    [['gate', '--from', '/nowhere'], 1, /holds no finished scan/],
    [['config', '.', '--json'], 2, /--repository is missing/],
  ])('%j is careplane-scan’s own, exit code and all', (args, status, told) => {
    const ended = careplane(['scan', ...args], { cwd: folderWith() });
    expect(ended.status).toBe(status);
    expect(ended.stdout + ended.stderr).toMatch(told);
  });
});

const TEMPLATE = 'Resources: { Nat: { Type: AWS::EC2::NatGateway } }';

describe('careplane cost', () => {
  it.each<[readonly string[], number, RegExp]>([
    [['--help'], 0, /^Usage: careplane-cost[^]*estimate[^]*tco/],
    [['estimate', '--help'], 0, /^Usage: careplane-cost estimate[^]*--budget/],
    [['--version'], 0, /^\d+\.\d+\.\d+\n$/],
    [[], 2, /Usage: careplane-cost/],
    [['estimate', 'web.yaml', '--region', 'us-east-2'], 0, /NatGateway/],
    [['estimate', 'web.yaml', '--region', 'us-east-2', '--budget', '5'], 1, /Over the budget/],
    [['estimate', '/nowhere.yaml'], 2, /\/nowhere\.yaml:1\n {2}It does not exist/],
  ])('%j is careplane-cost’s own, exit code and all', (args, status, told) => {
    const ended = careplane(['cost', ...args], { cwd: folderWith({ 'web.yaml': TEMPLATE }) });
    expect(ended.status).toBe(status);
    expect(ended.stdout + ended.stderr).toMatch(told);
  });
});

it.each(['cost', 'scan'])('careplane %s says what to install where its package is not', (name) => {
  const folder = folderWith();
  for (const file of ['compiled.js', 'main.js', 'main.bundle.js', 'outcome.js'])
    cpSync(join(BIN, '../../dist', file), join(folder, file));
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'main.js'), name, '--help'], {
    encoding: 'utf8',
  });
  expect({ status, stdout, stderr }).toEqual({
    status: 3,
    stdout: '',
    stderr: `careplane-${name} is not installed here. Next: npm install @careplane/${name}\n`,
  });
});
