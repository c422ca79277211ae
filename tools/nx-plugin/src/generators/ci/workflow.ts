import {
  githubDeployRoleName,
  githubEnvironmentName,
  githubImageRoleName,
  githubPlanRoleName,
  SHARED_SCOPE,
} from '@careplane/config';
import {
  CHECKED_OUTPUT,
  EXCEPTIONS_FILE,
  IMAGE_ARCHIVE,
  IMAGE_OUTPUT,
  PREPARED_OUTPUT,
  PYTHON,
} from '@careplane/pipeline/builds';
import type { Build } from '@careplane/pipeline/builds';
import { ACTIONS } from './actions';
import { baseBuild, checkBuild, deployScopeBuild, imageDeployBuild, imageScanBuild, prepareBuild } from './builds';
import { scriptOf } from './script';
import { branchesOf } from './target';
import type { CiScope, CiTarget } from './target';
import { indented, variableLines } from './yaml-lines';

const ONE_HOUR = 3_600;
/** A first deploy waits for databases; credentials that end meanwhile would end it. */
const FOUR_HOURS = 14_400;

/** A job, as far as jobs differ. */
interface Job {
  readonly id: string;
  /** Lines of the job before its steps. */
  readonly head: readonly string[];
  readonly steps: readonly string[];
}

/** The text of the workflow. */
export function workflow(target: CiTarget): string {
  const jobs = [base(target), ...target.scopes.flatMap((scope) => scopeJobs(target, scope))];
  return `# Deploys ${target.platform} and its services: what has changed since it was last deployed, and nothing else.
# Made by nx g @careplane/nx:ci; it is yours now. The roles are in ${target.folder}/github-roles.yaml.
#
# Jobs with a role in AWS (id-token: write) run published commands only, by their checksums. Jobs that run this repository's
# own code, its install scripts included, have no role.
name: deploy ${target.platform}

on:
  push:
    branches: [${branchesOf(target).map(quote).join(', ')}]
  workflow_dispatch:

# Nothing by default; each job says what it needs.
permissions: {}

defaults:
  run:
    shell: bash

env:
  NO_COLOR: '1'
  NX_DAEMON: 'false'
  # No remote cache: a verdict that decides over a deploy is never taken from where others can write.
  NX_SELF_HOSTED_REMOTE_CACHE_SERVER: ''

jobs:
${jobs.map(jobText).join('\n')}`;
}

function jobText({ id, head, steps }: Job): string {
  return `  ${id}:\n${head.map((lines) => indented(lines, 4)).join('\n')}\n    steps:\n${steps.map((step) => indented(step, 6)).join('\n')}\n`;
}

/** Which commits are deployed, and run: the one job with a role that has the repository's files and history. */
function base(target: CiTarget): Job {
  const outputs = target.scopes.flatMap(({ name, environment }) => [
    `  ${name}: \${{ steps.base.outputs.${name} }}`,
    ...(environment === undefined ? [] : [`  images-${name}: \${{ steps.base.outputs.images-${name} }}`]),
  ]);
  return {
    id: 'base',
    head: [
      'name: what is deployed',
      'runs-on: ubuntu-24.04',
      'timeout-minutes: 15',
      ...concurrency(`base-${target.platform}-\${{ github.ref_name }}`, true),
      ...permissions('contents: read', 'id-token: write'),
      'outputs:',
      ...outputs,
    ],
    steps: [
      checkout('whole'),
      ...nodeSetup(),
      credentials(target, planRole(target), ONE_HOUR),
      run('What is deployed, and what runs', baseBuild(target), { id: 'base' }),
    ],
  };
}

function scopeJobs(target: CiTarget, scope: CiScope): Job[] {
  return [
    check(target, scope),
    prepare(target, scope),
    deploy(target, scope),
    ...(scope.environment === undefined ? [] : imageJobs(target, scope)),
  ];
}

function check(target: CiTarget, scope: CiScope): Job {
  const { name, branch, environment } = scope;
  const images: Record<string, string> =
    environment === undefined ? {} : { IMAGES: `\${{ needs.base.outputs.images-${name} }}` };
  return {
    id: `check-${name}`,
    head: [
      `name: check ${name}`,
      'needs: base',
      `if: github.ref_name == '${branch}'`,
      'runs-on: ubuntu-24.04',
      'timeout-minutes: 60',
      ...concurrency(`check-${target.platform}-${name}`, true),
      ...permissions('contents: read'),
      ...cache(target),
      ...(environment === undefined ? [] : ['outputs:', '  images: ${{ steps.check.outputs.images }}']),
    ],
    steps: [
      checkout('whole'),
      ...nodeSetup(),
      `- uses: ${ACTIONS.setupPython}\n  with:\n    python-version: '${PYTHON}'`,
      ...(target.packages.setup.length === 0 ? [] : [target.packages.setup.join('\n')]),
      `- name: Install the workspace\n  run: ${target.packages.install}`,
      run('Synthesize, price and check what changed', checkBuild(target, scope), {
        id: 'check',
        variables: { BASE: `\${{ needs.base.outputs.${name} }}`, ...images },
      }),
      upload(`checked-${name}`, CHECKED_OUTPUT),
    ],
  };
}

function prepare(target: CiTarget, { name, ...scope }: CiScope): Job {
  return {
    id: `prepare-${name}`,
    head: [
      `name: prepare ${name}`,
      ...after([`check-${name}`], sharedBefore(target, { name, ...scope })),
      'runs-on: ubuntu-24.04',
      'timeout-minutes: 60',
      ...concurrency(`prepare-${target.platform}-${name}`, false),
      ...permissions('id-token: write'),
      'outputs:',
      '  changes: ${{ steps.prepare.outputs.changes }}',
      '  sha256: ${{ steps.prepare.outputs.sha256 }}',
    ],
    steps: [
      ...nodeSetup(),
      download(`checked-${name}`, '.'),
      credentials(target, planRole(target), ONE_HOUR),
      run('Prepare the change sets, and write what is approved', prepareBuild(target, { name, ...scope }), {
        id: 'prepare',
      }),
      upload(`prepared-${name}`, PREPARED_OUTPUT),
    ],
  };
}

function deploy(target: CiTarget, scope: CiScope): Job {
  const { platform } = target;
  const { name } = scope;
  return {
    id: `deploy-${name}`,
    head: [
      `name: deploy ${name}`,
      `needs: prepare-${name}`,
      '# Nobody is asked about nothing.',
      `if: needs.prepare-${name}.outputs.changes != '0'`,
      'runs-on: ubuntu-24.04',
      'timeout-minutes: 240',
      '# Waits here until the reviewers of this environment agree.',
      `environment: ${githubEnvironmentName(platform, name)}`,
      '# One deploy at a time, and none is cut off.',
      ...concurrency(`deploy-${platform}-${name}`, false),
      ...permissions('actions: read', 'id-token: write'),
    ],
    steps: [
      ...nodeSetup(),
      download(`prepared-${name}`, '.'),
      credentials(target, githubDeployRoleName(platform, name), FOUR_HOURS),
      run('Execute the change sets that were approved', deployScopeBuild(target, scope), {
        variables: {
          PREPARED_SHA256: `\${{ needs.prepare-${name}.outputs.sha256 }}`,
          GH_TOKEN: '${{ github.token }}',
        },
      }),
    ],
  };
}

function imageJobs(target: CiTarget, scope: CiScope): Job[] {
  const { platform, packages } = target;
  const { name, environment } = scope;
  if (environment === undefined) return [];
  const matrix = [
    'strategy:',
    '  fail-fast: false',
    '  matrix:',
    `    include: \${{ fromJSON(needs.check-${name}.outputs.images) }}`,
  ];
  const service = { SERVICE: '${{ matrix.service }}' };
  const group = (job: string) => `image-${job}-${platform}-${name}-\${{ matrix.service }}`;
  return [
    {
      id: `image-build-${name}`,
      head: [
        `name: build \${{ matrix.service }} for ${name}`,
        `needs: check-${name}`,
        `if: needs.check-${name}.outputs.images != '[]'`,
        'runs-on: ${{ matrix.runner }}',
        'timeout-minutes: 60',
        ...matrix,
        ...concurrency(group('build'), true),
        ...permissions('contents: read'),
      ],
      steps: [
        checkout('one commit'),
        ...nodeSetup(),
        ...(packages.setup.length === 0 ? [] : [packages.setup.join('\n')]),
        `- name: Install the workspace\n  run: ${packages.install}`,
        [
          '- name: Build the image',
          '  env:',
          indented(variableLines(service), 4),
          '  run: |',
          `    ${packages.exec} nx image "${platform}-$SERVICE" --tool=docker --pull --revision="$GITHUB_SHA" --archive=${IMAGE_OUTPUT}/${IMAGE_ARCHIVE} --exceptions=${IMAGE_OUTPUT}/${EXCEPTIONS_FILE}`,
        ].join('\n'),
        upload(`image-${name}-\${{ matrix.service }}`, IMAGE_OUTPUT, 1),
      ],
    },
    {
      id: `image-scan-${name}`,
      head: [
        `name: scan and push \${{ matrix.service }} for ${name}`,
        '# After the stacks: they have the image repository.',
        ...after(
          [`check-${name}`, `image-build-${name}`],
          [...sharedBefore(target, scope), `prepare-${name}`, `deploy-${name}`],
        ),
        'runs-on: ubuntu-24.04',
        'timeout-minutes: 60',
        ...matrix,
        ...concurrency(group('scan'), false),
        ...permissions('id-token: write'),
      ],
      steps: [
        ...nodeSetup(),
        download(`image-${name}-\${{ matrix.service }}`, '.'),
        credentials(target, githubImageRoleName(platform, name, 'scan'), ONE_HOUR),
        run(
          'Scan, publish what was found, and push what the gate lets through',
          imageScanBuild(target, scope, environment),
          {
            variables: service,
          },
        ),
        upload(`scanned-${name}-\${{ matrix.service }}`, 'scanned'),
      ],
    },
    {
      id: `image-deploy-${name}`,
      head: [
        `name: deploy \${{ matrix.service }} to ${name}`,
        ...after([`check-${name}`, `image-scan-${name}`], []),
        'runs-on: ubuntu-24.04',
        'timeout-minutes: 90',
        ...matrix,
        '# Waits here until the reviewers of this environment agree.',
        `environment: ${githubEnvironmentName(platform, name)}`,
        ...concurrency(group('deploy'), false),
        ...permissions('actions: read', 'id-token: write'),
      ],
      steps: [
        ...nodeSetup(),
        download(`scanned-${name}-\${{ matrix.service }}`, 'scanned'),
        credentials(target, githubImageRoleName(platform, name, 'deploy'), FOUR_HOURS),
        run('Deploy the image by its digest', imageDeployBuild(target, scope, environment), {
          variables: { ...service, GH_TOKEN: '${{ github.token }}' },
        }),
      ],
    },
  ];
}

/** What is shared goes before an environment, where one push deploys both. */
function sharedBefore({ scopes }: CiTarget, { name, branch }: Pick<CiScope, 'name' | 'branch'>): string[] {
  const shared = scopes.find((scope) => scope.name === SHARED_SCOPE);
  return name === SHARED_SCOPE || shared?.branch !== branch
    ? []
    : [`check-${SHARED_SCOPE}`, `prepare-${SHARED_SCOPE}`, `deploy-${SHARED_SCOPE}`];
}

/**
 * @param succeeded jobs that must have succeeded
 * @param unless jobs that may have had nothing to do, and must not have failed
 */
function after(succeeded: readonly string[], unless: readonly string[]): string[] {
  const needs = [...succeeded, ...unless];
  const [only] = needs;
  if (unless.length === 0) return [needs.length === 1 ? `needs: ${only ?? ''}` : `needs: [${needs.join(', ')}]`];
  const good = succeeded.map((job) => `needs.${job}.result == 'success'`).join(' && ');
  return [
    `needs: [${needs.join(', ')}]`,
    `if: \${{ !cancelled() && !contains(needs.*.result, 'failure') && !contains(needs.*.result, 'cancelled') && ${good} }}`,
  ];
}

function concurrency(group: string, cancel: boolean): string[] {
  return ['concurrency:', `  group: ${group}`, `  cancel-in-progress: ${cancel}`];
}

function permissions(...lines: readonly string[]): string[] {
  return ['permissions:', ...lines.map((line) => `  ${line}`)];
}

/** Only here: this job runs on protected branches, and nothing that it finds is believed without the published command. */
function cache({ remoteCache }: CiTarget): string[] {
  if (remoteCache === undefined) return [];
  return [
    'env:',
    `  NX_SELF_HOSTED_REMOTE_CACHE_SERVER: ${remoteCache}`,
    '  NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: ${{ secrets.NX_CACHE_TOKEN }}',
  ];
}

function checkout(history: 'whole' | 'one commit'): string {
  return [
    `- uses: ${ACTIONS.checkout}`,
    '  with:',
    ...(history === 'whole'
      ? ['    # All of it: which revision is deployed can only be found in the whole history.', '    fetch-depth: 0']
      : []),
    '    persist-credentials: false',
  ].join('\n');
}

function nodeSetup(): string[] {
  return [[`- uses: ${ACTIONS.setupNode}`, '  with:', '    node-version: 22'].join('\n')];
}

function credentials(target: CiTarget, role: string, seconds: number): string {
  const { account, region } = target;
  return [
    `- uses: ${ACTIONS.credentials}`,
    '  with:',
    `    role-to-assume: arn:aws:iam::${account}:role/${role}`,
    `    role-duration-seconds: ${seconds}`,
    `    aws-region: ${region}`,
    '    mask-aws-account-id: true',
  ].join('\n');
}

function planRole({ platform }: CiTarget): string {
  return githubPlanRoleName(platform);
}

interface RunSettings {
  readonly id?: string;
  readonly variables?: Readonly<Record<string, string>>;
}

/** All steps of a build in one step of the job: they share variables, as in CodeBuild. */
function run(name: string, build: Build, { id, variables = {} }: RunSettings): string {
  const env = {
    COMMIT: '${{ github.sha }}',
    EXECUTION: '${{ github.run_id }}-${{ github.run_attempt }}',
    ...build.variables,
    ...variables,
  };
  return [
    `- name: ${name}`,
    ...(id === undefined ? [] : [`  id: ${id}`]),
    '  env:',
    indented(variableLines(env), 4),
    '  run: |',
    indented(scriptOf(build), 4),
  ].join('\n');
}

function upload(name: string, path: string, days?: number): string {
  return [
    `- uses: ${ACTIONS.upload}`,
    '  with:',
    `    name: ${name}`,
    `    path: ${path}`,
    '    include-hidden-files: true',
    '    if-no-files-found: error',
    ...(days === undefined ? [] : [`    retention-days: ${days}`]),
  ].join('\n');
}

function download(name: string, path: string): string {
  return [`- uses: ${ACTIONS.download}`, '  with:', `    name: ${name}`, `    path: ${path}`].join('\n');
}

function quote(branch: string): string {
  return /^[A-Za-z][\w-]*$/.test(branch) ? branch : `'${branch}'`;
}
