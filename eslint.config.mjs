import { createProjectGraphAsync, readCachedProjectGraph } from '@nx/devkit';
import nx from '@nx/eslint-plugin';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

// enforce-module-boundaries lets everything pass, with a warning that is easy to miss, while no project graph is cached: after
// `git clone`, and in editors. So it is made here; where it cannot be made, linting fails instead of passing.
try {
  readCachedProjectGraph();
} catch {
  await createProjectGraphAsync();
}

const CDK = ['aws-cdk-lib', 'aws-cdk-lib/**', 'constructs', '@aws-cdk/**', 'cdk-nag'];
const AWS_SDK = ['@aws-sdk/**', '@smithy/**', 'aws-sdk'];

/** Libraries that every library may import, and that import none of ours. */
const SHARED = ['problems', 'aws-facts'];

/** The arrows of the architecture, a line each: which projects one may import, and which packages it may not. */
const depConstraints = [
  // Apps are arguments, a library, and rendering: they import every library, and no app.
  { sourceTag: 'app', onlyDependOnLibsWithTags: ['/^scope:(?!deploy$|scan$|cost$)/'] },
  { sourceTag: 'repository', onlyDependOnLibsWithTags: ['*'] },
  arrow('handover', [
    'assessment',
    'command-line',
    'deployment',
    'platform',
    'config',
    'compliance',
    'cost-model',
    'findings',
    'pages',
  ]),
  // What is said of a platform as a whole: judges, proofs, evidence.
  arrow('assessment', [
    ...['access-analysis', 'command-line', 'compliance', 'config', 'cost-model', 'deployment', 'findings', 'platform'],
    ...['pages', 'security-scan'],
  ]),
  // Commands of several command lines, each defined once.
  arrow('cost-commands', ['platform', 'cost-model', 'command-line', 'pages']),
  arrow('scan-commands', ['findings', 'security-scan', 'command-line']),
  arrow('service-commands', ['platform', 'config', 'deployment', 'command-line']),
  arrow('deployment', ['access-analysis', 'platform', 'config', 'compliance', 'cost-model', 'command-line']),
  // A command's errors for people, and the model of the configuration, are used on every level above them.
  arrow('platform', ['config', 'command-line', 'networking', 'compute', 'data', 'governance', 'pipeline']),
  arrow('security-scan', ['findings']),
  arrow('compliance', ['findings']),
  // The workflow for GitHub has the same steps as the pipelines: the plugin takes them from the entry `builds`, which has no CDK.
  arrow('nx-plugin', ['config', 'pipeline'], CDK),
  arrow('problems', [], [...CDK, ...AWS_SDK]),
  arrow('aws-facts', [], [...CDK, ...AWS_SDK]),
  arrow('config', [], [...CDK, ...AWS_SDK]),
  arrow('cost-model', ['pages'], CDK),
  arrow('findings', ['pages'], CDK),
  arrow('pages', [], [...CDK, ...AWS_SDK]),
  arrow('access-analysis', [], [...CDK, ...AWS_SDK]),
  arrow('command-line', [], [...CDK, ...AWS_SDK]),
  arrow('networking', []),
  arrow('compute', []),
  arrow('data', []),
  arrow('governance', []),
  arrow('pipeline', []),
];

function arrow(from, to, bannedExternalImports = []) {
  const onlyDependOnLibsWithTags = [...to, ...(SHARED.includes(from) ? [] : SHARED)].map((each) => `scope:${each}`);
  return { sourceTag: `scope:${from}`, onlyDependOnLibsWithTags, bannedExternalImports };
}

/**
 * Where promises are at work. Only there the rules run that need types: they take 12 to 20 s and 1 GB for each project,
 * because the types of the CDK are large; the others take 3 s.
 */
const ASYNCHRONOUS = [
  'apps/*/src/**/*.ts',
  'libs/assessment/src/**/*.ts',
  'libs/command-line/src/**/*.ts',
  'libs/compliance/src/**/*.ts',
  'libs/cost-commands/src/**/*.ts',
  'libs/deployment/src/**/*.ts',
  'libs/governance/src/settings/handler/**/*.ts',
  'libs/handover/src/**/*.ts',
  'libs/platform/src/first-platform/**/*.ts',
  'libs/scan-commands/src/**/*.ts',
  'libs/security-scan/src/**/*.ts',
  'libs/service-commands/src/**/*.ts',
  'e2e/**/*.ts',
  'tools/**/*.ts',
];

const CDK_NAMESPACE = {
  selector:
    'ImportDeclaration[source.value=/^aws-cdk-lib(?!.*\\.json$)/] > :matches(ImportNamespaceSpecifier, ImportDefaultSpecifier)',
  message: 'Import the names you need: a namespace of the CDK loads all of it, 0.65 s at every start.',
};

const ASYNC_FUNCTION = {
  selector: ':function[async=true]',
  message: 'This library is checked without types, so a forgotten promise would pass: add it to ASYNCHRONOUS.',
};

/** The functions that start a process. */
const START = '/^(spawn|spawnSync|exec|execSync|execFile|execFileSync|fork)$/';
const CLOCK = 'A busy machine would turn this red: let an event decide, or a clock of the test’s own.';
/**
 * What a test may not do. `npm test` runs on any machine with Node, npm and git, however busy it is: no other program is
 * started, and no wall clock decides.
 */
const IN_TESTS = [
  ...[
    "CallExpression[callee.object.name='jest'][callee.property.name='setTimeout']",
    'CallExpression[callee.name=/^(it|test)$/][arguments.length>2]',
    'CallExpression[callee.object.name=/^(it|test)$/][callee.property.name=/^(only|skip|failing|concurrent)$/][arguments.length>2]',
    "CallExpression[callee.type='CallExpression'][callee.callee.property.name='each'][arguments.length>2]",
    'CallExpression[callee.name=/^(before|after)(All|Each)$/][arguments.length>1]',
    `CallExpression[callee.name=${START}] Property[key.name='timeout']`,
    "CallExpression[callee.object.name='AbortSignal'][callee.property.name='timeout']",
    "MemberExpression[object.name='performance']",
    "MemberExpression[object.name='process'][property.name='hrtime']",
    "BinaryExpression[operator='-'][right.type!='Literal'] > CallExpression.left[callee.object.name='Date']",
    "BinaryExpression[operator=/[<>]/] > CallExpression[callee.object.name='Date']",
  ].map((selector) => ({ selector, message: CLOCK })),
  {
    selector: `CallExpression[callee.name=${START}][arguments.0.type='Literal'][arguments.0.value!=/^(git|sh|\\u002Fbin\\u002Fsh)$/]`,
    message: 'A machine with Node, npm and git alone does not have this program: use Node, or an end-to-end suite.',
  },
];

export default defineConfig(
  { ignores: ['**/node_modules', '**/dist', '**/.dist-*', '**/cdk.out', '**/coverage', '**/.nx'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  tseslint.configs.recommended,
  {
    rules: {
      eqeqeq: 'error',
      // More than five positional arguments cannot be read at the call: pass one object.
      'max-params': ['error', 5],
      // A condition inside a condition has to be read twice: write `if`, or give the inner one a name.
      'no-nested-ternary': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      'no-restricted-syntax': ['error', CDK_NAMESPACE],
    },
  },
  {
    files: ['**/*.ts'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        // The CLI loads libraries late, to start fast, and imports their types at once: no contradiction here.
        { depConstraints, checkDynamicDependenciesExceptions: ['@careplane/**'] },
      ],
    },
  },
  {
    // These work on the sources of everything, tests' helpers among them, which no package exports.
    files: ['e2e/**/*.ts', 'tools/**/*.ts'],
    ignores: ['tools/nx-plugin/**'],
    rules: { '@nx/enforce-module-boundaries': 'off' },
  },
  {
    files: ASYNCHRONOUS,
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
    },
  },
  {
    // A forgotten promise would go unnoticed in these files, so they have none.
    files: ['libs/*/src/**/*.ts'],
    ignores: [...ASYNCHRONOUS, '**/*.spec.ts'],
    rules: {
      // A later setting of a rule replaces an earlier one: both again.
      'no-restricted-syntax': ['error', CDK_NAMESPACE, ASYNC_FUNCTION],
    },
  },
  {
    files: ['**/*.spec.ts', '**/src/testing/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', CDK_NAMESPACE, ...IN_TESTS] },
  },
  {
    files: ['libs/*/src/testing/**/*.ts'],
    ignores: ASYNCHRONOUS,
    rules: { 'no-restricted-syntax': ['error', CDK_NAMESPACE, ASYNC_FUNCTION, ...IN_TESTS] },
  },
  { files: ['libs/*/src/**/*.ts'], rules: { 'no-console': 'error' } },
  // A longer file has more than one job. Comments and blank lines do not count.
  { files: ['**/*.ts'], rules: { 'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }] } },
  {
    files: ['**/*.spec.ts', '**/*.test.ts'],
    rules: { 'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }] },
  },
  {
    // Tables: a row for each control, requirement, alarm or case.
    files: [
      'libs/assessment/src/testing/access-matrix/cases.ts',
      'libs/compliance/src/controls/*.ts',
      'libs/compliance/src/profiles/*/requirements.ts',
      'libs/config/src/rules/*-rules.spec.ts',
      'libs/governance/src/alerts/audit-alarms.ts',
    ],
    rules: { 'max-lines': 'off' },
  },
  { files: ['**/*.{js,cjs}'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
