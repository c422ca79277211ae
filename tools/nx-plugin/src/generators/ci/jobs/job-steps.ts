import type { Build } from '@careplane/pipeline/builds';
import { ACTIONS } from '../actions';
import { scriptOf } from '../script';
import type { CiTarget } from '../target';
import { indented, variableLines } from '../yaml-lines';
import { CREDENTIALS_STEP, sayWhyRefused } from './role-refused';

/** Why a job gets more than one commit. */
const WHY_MORE = {
  whole: 'All of it: which revision is deployed can only be found in the whole history.',
  'all branches': 'All branches: each environment has the services of its own.',
} as const;

/**
 * @param path folder of the workspace for it. @default - the workspace itself
 * @param ref branch, at its newest commit. @default - the commit of the run
 */
export function checkout(history: 'whole' | 'one commit' | 'all branches', path?: string, ref?: string): string {
  return [
    `- uses: ${ACTIONS.checkout}`,
    '  with:',
    ...(history === 'one commit' ? [] : [`    # ${WHY_MORE[history]}`, '    fetch-depth: 0']),
    '    persist-credentials: false',
    ...(path === undefined ? [] : [`    path: ${path}`]),
    ...(ref === undefined ? [] : [`    ref: ${ref}`]),
  ].join('\n');
}

/** @param version of Node.js, or an expression that gives it */
export function nodeSetup(version = '22'): string[] {
  return [[`- uses: ${ACTIONS.setupNode}`, '  with:', `    node-version: ${version}`].join('\n')];
}

/** Ask AWS for the role; where it refuses, say what it would have allowed. */
export function credentials(target: CiTarget, role: string, seconds: number): string[] {
  const { account, region } = target;
  return [
    [
      `- uses: ${ACTIONS.credentials}`,
      `  id: ${CREDENTIALS_STEP}`,
      '  with:',
      `    role-to-assume: arn:aws:iam::${account}:role/${role}`,
      `    role-duration-seconds: ${seconds}`,
      `    aws-region: ${region}`,
      '    mask-aws-account-id: true',
    ].join('\n'),
    sayWhyRefused(target, role),
  ];
}

interface RunSettings {
  readonly id?: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** Folder of the workspace that has what the build works on. @default - the workspace itself */
  readonly input?: string;
}

/** All steps of a build in one step of the job: they share variables, as in CodeBuild. */
export function run(name: string, build: Build, { id, variables = {}, input }: RunSettings): string {
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
    indented(scriptOf(build, input), 4),
  ].join('\n');
}

export function upload(name: string, path: string, days?: number): string {
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

/** Folder of the workspace for what another job has built. It has run code of the repository, so it gets no other place. */
export const BUILT = 'built';

export function download(name: string, path: string): string {
  return [`- uses: ${ACTIONS.download}`, '  with:', `    name: ${name}`, `    path: ${path}`].join('\n');
}
