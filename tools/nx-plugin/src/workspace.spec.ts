import { chmodSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Nx, REPOSITORY } from './testing/nx';
import { TempWorkspace } from './testing/workspace';

// The real Nx on a small workspace of its own, with a stand-in for the CLI that writes down how it was called.
jest.setTimeout(120_000);

const CLI = `#!/usr/bin/env node
const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
const [verb, folder, , unit, , directory] = process.argv.slice(2);
appendFileSync('calls.log', [verb, folder, unit].join(' ') + '\\n');
if (verb === 'synth') {
  mkdirSync(directory + '/' + unit, { recursive: true });
  writeFileSync(directory + '/' + unit + '/template.json', process.env.TEMPLATE);
}
`;

let workspace: TempWorkspace;
let nx: Nx;

beforeEach(() => {
  const { plugins: _, ...nxJson } = JSON.parse(readFileSync(join(REPOSITORY, 'nx.json'), 'utf8')) as {
    plugins: string[];
  };
  workspace = new TempWorkspace({
    'nx.json': JSON.stringify({ ...nxJson, plugins: [join(__dirname, 'index.ts')] }),
    'package.json': '{ "name": "elsewhere", "private": true }',
    'tsconfig.base.json': readFileSync(join(REPOSITORY, 'tsconfig.base.json'), 'utf8'),
    '.gitignore': 'node_modules\ndist\ncalls.log\n.nx\n',
    'apps/medmo/platform.yaml': 'name: medmo\n',
    'apps/medmo/api/service.yaml': 'name: api\n',
    // Stands for anything that changes an assembly behind the back of synth's inputs.
    'apps/medmo/api/project.json': '{ "name": "medmo-api", "targets": { "synth": { "cache": false } } }',
    'bin/careplane': CLI,
    'bin/cfn-lint': '#!/bin/sh\ntest -n "$LINT_VERSION" && echo "cfn-lint $LINT_VERSION"\n',
    'node_modules/@careplane/deploy/package.json': '{ "name": "@careplane/deploy", "version": "1.0.0" }',
  });
  lock('1.0.0');
  symlinkSync(join(REPOSITORY, 'node_modules/nx'), join(workspace.root, 'node_modules/nx'), 'junction');
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

const check = (template: string, lintVersion = '') => {
  const run = nx.run(['run', 'medmo-api:check'], {
    TEMPLATE: template,
    LINT_VERSION: lintVersion,
    PATH: [join(workspace.root, 'bin'), process.env.PATH].join(delimiter),
  });
  if (run.status !== 0) throw new Error(run.stdout + run.stderr);
  const log = join(workspace.root, 'calls.log');
  const calls = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
  workspace.write('calls.log', '');
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
});

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
