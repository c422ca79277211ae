import { githubPlanRoleName, SHARED_SCOPE } from '@careplane/config';
import type { CiScope, CiTarget } from '../target';
import { indented } from '../yaml-lines';

export const ONE_HOUR = 3_600;

/** A first deploy waits for databases; credentials that end meanwhile would end it. */
export const FOUR_HOURS = 14_400;

/** A job, as far as jobs differ. */
export interface Job {
  readonly id: string;
  /** Lines of the job before its steps. */
  readonly head: readonly string[];
  readonly steps: readonly string[];
}

export function jobText({ id, head, steps }: Job): string {
  return `  ${id}:\n${head.map((lines) => indented(lines, 4)).join('\n')}\n    steps:\n${steps.map((step) => indented(step, 6)).join('\n')}\n`;
}

/** What is shared goes before an environment, where one push deploys both. */
export function sharedBefore({ scopes }: CiTarget, { name, branch }: Pick<CiScope, 'name' | 'branch'>): string[] {
  const shared = scopes.find((scope) => scope.name === SHARED_SCOPE);
  return name === SHARED_SCOPE || shared?.branch !== branch
    ? []
    : [`check-${SHARED_SCOPE}`, `prepare-${SHARED_SCOPE}`, `deploy-${SHARED_SCOPE}`];
}

/**
 * @param succeeded jobs that must have succeeded
 * @param unless jobs that may have had nothing to do, and must not have failed
 */
export function after(succeeded: readonly string[], unless: readonly string[]): string[] {
  const needs = [...succeeded, ...unless];
  const [only] = needs;
  if (unless.length === 0) return [needs.length === 1 ? `needs: ${only ?? ''}` : `needs: [${needs.join(', ')}]`];
  const good = succeeded.map((job) => `needs.${job}.result == 'success'`).join(' && ');
  return [
    `needs: [${needs.join(', ')}]`,
    `if: \${{ !cancelled() && !contains(needs.*.result, 'failure') && !contains(needs.*.result, 'cancelled') && ${good} }}`,
  ];
}

export function concurrency(group: string, cancel: boolean): string[] {
  return ['concurrency:', `  group: ${group}`, `  cancel-in-progress: ${cancel}`];
}

export function permissions(...lines: readonly string[]): string[] {
  return ['permissions:', ...lines.map((line) => `  ${line}`)];
}

/** Only here: this job runs on protected branches, and nothing that it finds is believed without the published command. */
export function cache({ remoteCache }: CiTarget): string[] {
  if (remoteCache === undefined) return [];
  return [
    'env:',
    `  NX_SELF_HOSTED_REMOTE_CACHE_SERVER: ${remoteCache}`,
    '  NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: ${{ secrets.NX_CACHE_TOKEN }}',
  ];
}

export function planRole({ platform }: CiTarget): string {
  return githubPlanRoleName(platform);
}
