import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Nx, REPOSITORY } from './testing/nx';

// The real ESLint with the repository's eslint.config.mjs, started as an editor starts it: without a cached graph.

const nx = new Nx(REPOSITORY);
afterAll(() => nx.dispose());

const BOUNDARIES = '@nx/enforce-module-boundaries';

/** The one case whose rule needs types. */
const PROMISE = 'a forgotten promise';

type Case = readonly [title: string, file: string, text: string];
type Reported = readonly [...Case, complaint: string | RegExp];

const REPORTED: readonly Reported[] = [
  [
    'config → compute',
    'libs/config/src/index.ts',
    "export { Cluster } from '@careplane/compute';\n",
    `${BOUNDARIES}: A project tagged with "scope:config" can only depend on libs tagged with "scope:problems", "scope:aws-facts"`,
  ],
  [
    'networking → data, late',
    'libs/networking/src/index.ts',
    "export const data = () => import('@careplane/data');\n",
    `${BOUNDARIES}: A project tagged with "scope:networking" can only depend on libs tagged with "scope:problems", "scope:aws-facts"`,
  ],
  [
    'compliance → config, by its path',
    'libs/compliance/src/index.ts',
    "export { load } from '../../config/src';\n",
    `${BOUNDARIES}: Projects cannot be imported by a relative or absolute path, and must begin with a npm scope`,
  ],
  [
    'command-line → config',
    'libs/command-line/src/index.ts',
    "export { load } from '@careplane/config';\n",
    `${BOUNDARIES}: A project tagged with "scope:command-line" can only depend on libs tagged with "scope:problems", "scope:aws-facts"`,
  ],
  [
    'command-line → CDK',
    'libs/command-line/src/index.ts',
    "export { App } from 'aws-cdk-lib';\n",
    `${BOUNDARIES}: A project tagged with "scope:command-line" is not allowed to import "aws-cdk-lib"`,
  ],
  [
    // Of a library that imports nothing of ours: with another, Nx reports the circle first.
    'problems → governance',
    'libs/problems/src/index.ts',
    "export { AlarmTopic } from '@careplane/governance';\n",
    `${BOUNDARIES}: A project tagged with "scope:problems" cannot depend on any libs with tags`,
  ],
  [
    'compliance → compute',
    'libs/compliance/src/index.ts',
    "export type { Cluster } from '@careplane/compute';\n",
    `${BOUNDARIES}: A project tagged with "scope:compliance" can only depend on libs tagged with "scope:findings", "scope:problems", "scope:aws-facts"`,
  ],
  [
    'platform → deployment',
    'libs/platform/src/index.ts',
    "export { parameterStore } from '@careplane/deployment/aws';\n",
    `${BOUNDARIES}: Circular dependency between "platform" and "deployment" detected: platform -> deployment -> platform`,
  ],
  [
    'deployment → findings',
    'libs/deployment/src/aws/index.ts',
    "export type { Finding } from '@careplane/findings';\n",
    /A project tagged with "scope:deployment" can only depend on libs tagged with "scope:access-analysis"/,
  ],
  [
    'an app → another app',
    'apps/deploy/src/main.ts',
    "export * from '../../cost/src/main';\n",
    `${BOUNDARIES}: Projects cannot be imported by a relative or absolute path, and must begin with a npm scope`,
  ],
  [
    'config → CDK',
    'libs/config/src/index.ts',
    "export { App } from 'aws-cdk-lib';\n",
    `${BOUNDARIES}: A project tagged with "scope:config" is not allowed to import "aws-cdk-lib"`,
  ],
  [
    'config → one module of the CDK, as a type',
    'libs/config/src/index.ts',
    "export type { IVpc } from 'aws-cdk-lib/aws-ec2';\n",
    `${BOUNDARIES}: A project tagged with "scope:config" is not allowed to import "aws-cdk-lib/aws-ec2"`,
  ],
  [
    'config → constructs',
    'libs/config/src/index.ts',
    "export { Construct } from 'constructs';\n",
    `${BOUNDARIES}: A project tagged with "scope:config" is not allowed to import "constructs"`,
  ],
  [
    'a namespace of the CDK, in a library',
    'libs/networking/src/index.ts',
    "import * as ec2 from 'aws-cdk-lib/aws-ec2';\nexport const { Vpc } = ec2;\n",
    'no-restricted-syntax: Import the names you need: a namespace of the CDK loads all of it, 0.65 s at every start.',
  ],
  [
    'an async function where promises are not checked',
    'libs/networking/src/index.ts',
    'export const late = async () => {};\n',
    'no-restricted-syntax: This library is checked without types, so a forgotten promise would pass: ' +
      'add it to ASYNCHRONOUS.',
  ],
  [
    PROMISE,
    'tools/nx-plugin/src/index.ts',
    'export const late = async () => {};\nlate();\n',
    /^@typescript-eslint\/no-floating-promises: /,
  ],
  [
    'a value import of types',
    'tools/nx-plugin/src/index.ts',
    "import { CreateNodes } from '@nx/devkit';\nexport const nodes: CreateNodes[] = [];\n",
    /^@typescript-eslint\/consistent-type-imports: /,
  ],
  ...Object.entries({
    'jest.setTimeout(1000);': 'time',
    "it('x', () => undefined, 1000);": 'time',
    "test('x', () => undefined, 1000);": 'time',
    "it.only('x', () => undefined, 1000);": 'time',
    "it.each([1])('x', () => undefined, 1000);": 'time',
    'beforeAll(() => undefined, 1000);': 'time',
    "spawnSync('git', [], { timeout: 1000 });": 'time',
    "spawnSync(process.execPath, [], { encoding: 'utf8', timeout: 1000 });": 'time',
    "fetch('http://localhost', { signal: AbortSignal.timeout(1000) });": 'time',
    'expect(performance.now()).toBe(1);': 'time',
    'expect(process.hrtime()).toBe(1);': 'time',
    'expect(Date.now() - start).toBe(1);': 'time',
    'while (Date.now() < start) continue;': 'time',
    "spawnSync('tar', ['-x']);": 'program',
    "execFileSync('openssl', []);": 'program',
    "execSync('git log | head');": 'program',
  }).map(([text, kind]): Reported => [
    `in a test: ${text}`,
    'libs/networking/src/network.spec.ts',
    `${text}\n`,
    kind === 'time'
      ? 'no-restricted-syntax: A busy machine would turn this red: let an event decide, or a clock of the test’s own.'
      : 'no-restricted-syntax: A machine with Node, npm and git alone does not have this program: use Node, or an end-to-end suite.',
  ]),
  [
    'a limit of time in a helper of tests',
    'libs/networking/src/testing/run.ts',
    'jest.setTimeout(1000);\n',
    /^no-restricted-syntax: A busy machine/,
  ],
];

const ALLOWED: readonly Case[] = [
  [
    'nx-plugin → the builds of pipeline',
    'tools/nx-plugin/src/index.ts',
    "export { scanBuild } from '@careplane/pipeline/builds';\n",
  ],
  ['nx-plugin → config', 'tools/nx-plugin/src/index.ts', "export { load } from '@careplane/config';\n"],
  [
    'in a test: git, a shell, dates that are data, and Node',
    'libs/networking/src/network.spec.ts',
    "spawnSync('git', []);\nspawnSync('sh', []);\nspawnSync('/bin/sh', []);\nspawnSync(process.execPath, []);\nexport const date = Date.now() - 1000;\n",
  ],
  ...['config', 'networking', 'platform', 'deployment', 'command-line', 'findings', 'cost-model', 'security-scan'].map(
    (library): Case => [
      `${library} → problems`,
      `libs/${library}/src/${library === 'deployment' ? 'assembly/' : ''}index.ts`,
      "export { nearest } from '@careplane/problems';\n",
    ],
  ),
  ['networking → CDK', 'libs/networking/src/index.ts', "export { Vpc } from 'aws-cdk-lib/aws-ec2';\n"],
];

const cases = [...REPORTED, ...ALLOWED];
let complaints: string[][];
beforeAll(() => {
  complaints = nx.lint(cases.map(([title, file, text]) => ({ file, text, typed: title === PROMISE })));
});
const complaintsOf = (title: string) => complaints[cases.findIndex((one) => one[0] === title)];

it.each(REPORTED)('reports %s', (title, _file, _text, complaint) => {
  expect(complaintsOf(title)).toEqual([typeof complaint === 'string' ? complaint : expect.stringMatching(complaint)]);
});

it('no test of any project is ended by a clock', () => {
  expect(readFileSync(join(REPOSITORY, 'jest.preset.js'), 'utf8')).toContain('  testTimeout: 2 ** 31 - 1,\n');
});

it.each(ALLOWED)('allows %s', (title) => {
  expect(complaintsOf(title)).toEqual([]);
});
