import { chmodSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Nx, REPOSITORY } from './testing/nx';
import { TempWorkspace } from './testing/workspace';

// The real Nx on a small workspace of its own, with a stand-in for the CLI that writes down how it was called.

const CLI = `#!/usr/bin/env node
const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
const [verb, folder, ...rest] = process.argv.slice(2);
const units = rest.slice(rest.indexOf('--unit') + 1).filter((word, index, all) => !all.slice(0, index + 1).some((w) => w.startsWith('--')));
const asked = process.env.CAREPLANE_CONFIGURATION;
if (verb === 'deploy' && asked && !rest.includes('--env')) rest.push('(asked for ' + asked + ')');
appendFileSync('calls.log', (verb === 'deploy' ? [verb, folder, ...rest] : [verb, folder, ...units]).join(' ') + '\\n');
if (verb === 'synth') {
  for (const unit of units) {
    if (units.length > 1 && process.env.BROKEN || unit === process.env.BROKEN) {
      console.error('what is wrong with ' + unit);
      process.exit(2);
    }
    mkdirSync('dist/assemblies/' + unit, { recursive: true });
    writeFileSync('dist/assemblies/' + unit + '/template.json', process.env.TEMPLATE ?? unit);
  }
}
`;

let workspace: TempWorkspace;
let nx: Nx;

beforeEach(() => {
  const { plugins: _, ...nxJson } = JSON.parse(readFileSync(join(REPOSITORY, 'nx.json'), 'utf8')) as {
    plugins: string[];
  };
  workspace = new TempWorkspace({
    'nx.json': JSON.stringify({ ...nxJson, plugins: ['@careplane/nx'] }),
    'package.json': '{ "name": "elsewhere", "private": true }',
    'tsconfig.base.json': readFileSync(join(REPOSITORY, 'tsconfig.base.json'), 'utf8'),
    '.gitignore': 'node_modules\ndist\ncalls.log\n.nx\n',
    'apps/medmo/platform.yaml': 'name: medmo\n',
    'apps/medmo/api/service.yaml': 'name: api\n',
    // Stands for anything that changes an assembly behind the back of synth's inputs.
    'apps/medmo/api/project.json': '{ "name": "medmo-api", "targets": { "synth": { "cache": false } } }',
    'apps/medmo/web/service.yaml': 'name: web\n',
    'bin/careplane': CLI,
    'bin/cfn-lint': '#!/bin/sh\ntest -n "$LINT_VERSION" && echo "cfn-lint $LINT_VERSION"\n',
    'node_modules/@careplane/deploy/package.json': '{ "name": "@careplane/deploy", "version": "1.0.0" }',
  });
  lock('1.0.0');
  for (const [name, target] of [
    ['nx', 'node_modules/nx'],
    ['@careplane/nx', 'tools/nx-plugin'],
  ] as const) {
    symlinkSync(join(REPOSITORY, target), join(workspace.root, 'node_modules', name), 'junction');
  }
  for (const bin of ['careplane', 'cfn-lint']) chmodSync(join(workspace.root, 'bin', bin), 0o755);
  nx = new Nx(workspace.root);
});

afterEach(() => {
  nx.dispose();
  workspace.remove();
});

/** The lockfile, which is where Nx knows the versions of packages from. */
const lock = (version: string) =>
  workspace.write(
    'package-lock.json',
    JSON.stringify({
      ...{ name: 'elsewhere', lockfileVersion: 3, requires: true },
      packages: {
        '': { name: 'elsewhere', dependencies: { '@careplane/deploy': version } },
        'node_modules/@careplane/deploy': { version, resolved: `https://registry.example/${version}.tgz` },
      },
    }),
  );

const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const { status, stdout, stderr } = nx.run(args, {
    PATH: [join(workspace.root, 'bin'), process.env.PATH].join(delimiter),
    ...env,
  });
  const log = join(workspace.root, 'calls.log');
  const calls = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
  workspace.write('calls.log', '');
  return { status, output: stdout + stderr, calls };
};

const check = (template: string, lintVersion = '') => {
  const { status, output, calls } = run(['run', 'medmo-api:check'], { TEMPLATE: template, LINT_VERSION: lintVersion });
  if (status !== 0) throw new Error(output);
  return calls;
};

it('checks again what has changed, and only that', () => {
  const again = ['synth apps/medmo/api medmo-api', 'check apps/medmo/api medmo-api'];
  expect(check('good')).toEqual(again);
  expect(check('good')).toEqual(again.slice(0, 1));
  // The assembly, though git ignores it.
  expect(check('bad')).toEqual(again);
  // The judge that had not been there.
  expect(check('bad', '1.51.0')).toEqual(again);
  // The toolkit from npm.
  lock('1.0.1');
  expect(check('bad', '1.51.0')).toEqual(again);
  // And the verdict of a template that had been good before comes from the cache, for that very template.
  expect(check('bad', '1.51.0')).toEqual(again.slice(0, 1));
});

describe('a batch', () => {
  const synth = ['run-many', '-t', 'synth'];

  it('synthesizes the units of a platform in one process, and each of them is cached by itself', () => {
    expect(run(synth).calls).toEqual(['synth apps/medmo medmo-api medmo-web medmo']);
    expect(readFileSync(join(workspace.root, 'dist/assemblies/medmo-web/template.json'), 'utf8')).toBe('medmo-web');
    // medmo-api is not cached here, see its project.json.
    workspace.write('apps/medmo/web/service.yaml', 'name: web\nport: 81\n');
    expect(run(synth).calls).toEqual(['synth apps/medmo medmo-api medmo-web']);
    expect(run(synth).calls).toEqual(['synth apps/medmo/api medmo-api']);
  });

  it('fails the unit with the mistake, in its own words, and no other', () => {
    const { status, output, calls } = run(synth, { BROKEN: 'medmo-web' });
    expect(status).toBe(1);
    expect(output).toContain('what is wrong with medmo-web');
    expect(output).not.toContain('what is wrong with medmo-api');
    expect(calls).toEqual([
      'synth apps/medmo medmo-api medmo-web medmo',
      'synth apps/medmo/api medmo-api',
      'synth apps/medmo/web medmo-web',
      'synth apps/medmo medmo',
    ]);
    expect(run(['run-many', '-t', 'synth', '-p', 'medmo']).calls).toEqual(['']);
  });
});

it('deploys the platform before its services, each to the environment that was asked for, with the approval of the run', () => {
  workspace.write('apps/medmo/platform.yaml', 'name: medmo\nenvironments:\n  staging: {}\n');
  const { status, output, calls } = run(['run', 'medmo-api:deploy:staging', '--yes']);
  expect([status, output]).toEqual([0, expect.anything()]);
  const assembly = '--assembly dist/assemblies --env staging --yes';
  expect(calls.filter((call) => call.startsWith('deploy'))).toEqual([
    `deploy apps/medmo --unit medmo ${assembly}`,
    `deploy apps/medmo/api --unit medmo-api ${assembly}`,
  ]);
  // What both need was there before the first of them.
  expect(calls.findIndex((call) => call.startsWith('deploy'))).toBeGreaterThan(calls.indexOf('check apps/medmo medmo'));
});

it('tells the command of an unknown environment, which Nx would take for all of them', () => {
  const deploy = (...args: string[]) => run(['run', 'medmo-api:deploy', '--yes', ...args]).calls.at(-1);
  const command = 'deploy apps/medmo/api --unit medmo-api --assembly dist/assemblies --yes';
  expect(deploy()).toBe(command);
  expect(deploy('-c', 'prod')).toBe(`${command} (asked for prod)`);
});

it.each([[['affected', '-t', 'synth', '--base=HEAD']], [['run-many', '-t', 'synth']]])(
  'tells a person’s mistake to nx %j, too',
  (args) => {
    workspace.write('lonely/service.yaml', 'name: lonely\n');
    const { status, output } = run(args);
    expect(status).toBe(1);
    expect(output).toContain('lonely/service.yaml belongs to no platform: there is no platform.yaml.');
  },
);

it('tells a person’s mistake in a sentence, without a stack', () => {
  workspace.write('apps/medmo/web/service.yaml', 'port: 80\n');
  const { status, stdout, stderr } = nx.run(['show', 'projects']);
  expect(status).toBe(1);
  expect(stdout + stderr).toContain(
    'apps/medmo/web/service.yaml has no name. Add a line such as "name: api" at the left margin.',
  );
  expect(stdout + stderr).not.toMatch(/^\s+at /m);
});

it('shows every project when a service’s YAML is broken below its name', () => {
  workspace.write('apps/medmo/web/service.yaml', 'name: web\nport: [80\n');
  expect(nx.json<string[]>(['show', 'projects', '--json']).sort()).toEqual(['medmo', 'medmo-api', 'medmo-web']);
});
