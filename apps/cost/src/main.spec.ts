import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { folderWith, TEMPLATE } from '@careplane/cost-commands/testing';

const ROOT = resolve(__dirname, '..');
const NODE = process.execPath;
const BUNDLER = join(ROOT, '../../tools/bundle/main.ts');

/** The command as it is built from the sources of now. */
let dist: string;

beforeAll(() => {
  dist = join(mkdtempSync(join(tmpdir(), 'careplane-cost-dist-')), 'dist');
  const { status, stderr } = spawnSync(NODE, ['--require', '@swc-node/register', BUNDLER, 'cost', dist], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
});

afterAll(() => rmSync(join(dist, '..'), { recursive: true, force: true }));

/** Files that a command has loaded when it ends. */
function loadedBy(...args: string[]): string[] {
  const folder = folderWith();
  const list = join(folder, 'list.json');
  const spy = `process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(list)}, JSON.stringify(Object.keys(require.cache))));`;
  writeFileSync(join(folder, 'spy.cjs'), spy);
  const { status, stderr } = spawnSync(NODE, ['--require', join(folder, 'spy.cjs'), join(dist, 'main.js'), ...args], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(readFileSync(list, 'utf8')) as string[];
}

describe('the bundle', () => {
  it.each([[['--help']], [['--version']], [['estimate', '--help']]])('%j loads no command and no prices', (args) => {
    expect(loadedBy(...args).filter((file) => /commands|node_modules/.test(file))).toEqual([]);
  });

  it('has no priced type in the command line, which is loaded before each command', () => {
    expect(readFileSync(join(dist, 'main.bundle.js'), 'utf8')).not.toContain('AWS::EC2::NatGateway');
  });

  it.each([
    ['web.yaml', TEMPLATE, ['yaml.js']],
    ['web.json', JSON.stringify({ Resources: { Nat: { Type: 'AWS::EC2::NatGateway' } } }), []],
  ])('loads the YAML parser for YAML alone: %s', (name, template, parser) => {
    const folder = folderWith({ [name]: template });
    const loaded = loadedBy('estimate', join(folder, name), '--region', 'us-east-2').map((file) => basename(file));
    expect(loaded).toContain('cost-estimate.js');
    expect(loaded.filter((file) => file.startsWith('yaml'))).toEqual(parser);
  });

  it('prices a template without the CDK and without the AWS SDK', () => {
    const folder = folderWith({ 'web.yaml': TEMPLATE });
    expect(loadedBy('estimate', join(folder, 'web.yaml')).filter((file) => /node_modules/.test(file))).toEqual([]);
  });

  it.each([[['--format', 'json']], [[]]])(
    'prices a template without what loads data or parts of Node.js for milliseconds: %j',
    (format) => {
      const folder = folderWith({ 'web.yaml': TEMPLATE });
      // Formats of a language load ICU's data. Streams are not used where both outputs are pipes.
      const spy = `
      const found = [];
      const before = process.moduleLoadList.slice();
      const first = (owner, name) => {
        const before = owner[name];
        owner[name] = function (...given) { found.push(name); return Reflect.apply(before, this, given); };
      };
      for (const name of ['toLocaleString']) first(Number.prototype, name);
      for (const name of ['localeCompare', 'normalize']) first(String.prototype, name);
      for (const name of ['NumberFormat', 'DateTimeFormat', 'Collator', 'Segmenter']) Object.defineProperty(Intl, name, { get() { found.push(name); } });
      process.on('exit', () => {
        const late = ['child_process', 'crypto', 'net', 'os', 'stream'].filter((part) => !before.includes('NativeModule ' + part) && process.moduleLoadList.includes('NativeModule ' + part));
        require('fs').writeFileSync(${JSON.stringify(join(folder, 'found.json'))}, JSON.stringify([...found, ...late]));
      });`;
      writeFileSync(join(folder, 'spy.cjs'), spy);
      const args = ['--require', join(folder, 'spy.cjs'), join(dist, 'main.js'), 'estimate', join(folder, 'web.yaml')];
      const { status, stderr } = spawnSync(NODE, [...args, ...format], { encoding: 'utf8' });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(JSON.parse(readFileSync(join(folder, 'found.json'), 'utf8'))).toEqual([]);
    },
  );

  it('reads a load test that holds several series: files of libraries are not taken for parts of the bundle', () => {
    const series = (Label: string) => ({ Label, Timestamps: ['2026-01-05T00:00:00Z'], Values: [2] });
    const folder = folderWith({ 'tasks.json': JSON.stringify({ MetricDataResults: [series('api'), series('web')] }) });
    const { status, stderr } = spawnSync(NODE, [join(dist, 'main.js'), 'load-test', join(folder, 'tasks.json')], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('It has 2 series') as string });
  });

  it('says what a person did wrong without a stack trace, on standard error', () => {
    const { status, stdout, stderr } = spawnSync(NODE, [join(dist, 'main.js'), 'estimate', 'none.yaml'], {
      encoding: 'utf8',
    });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('does not exist');
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

it('the bin says what to do where the bundle was never made', () => {
  const folder = folderWith();
  mkdirSync(join(folder, 'bin'));
  cpSync(join(ROOT, 'bin/careplane-cost.js'), join(folder, 'bin/careplane-cost.js'));
  const { status, stdout, stderr } = spawnSync(NODE, [join(folder, 'bin/careplane-cost.js')], { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
  expect(stderr).toContain('npm run bundle');
});
