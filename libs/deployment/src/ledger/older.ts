import { BadInput } from '@careplane/command-line';
import { unitEnvironmentKey } from '@careplane/platform/unit-environments';
import type { DeploymentStatus } from './deployment-status';
import { git } from '@careplane/command-line';
import type { Sources } from './revision';

/** Whether a commit comes after the one that is deployed from; undefined where the repository does not have it. */
export type ComesAfter = (revision: string) => boolean | undefined;

/** Git's answer for a folder. A caller that gave the commit does not want git to run there, so nothing is known then. */
export function commitsAfter(folder: string, { revision: ours, given }: Sources): ComesAfter {
  if (given === true || ours === '') return () => undefined;
  const known = new Map<string, boolean | undefined>();
  const ask = (revision: string) => {
    if (!/^[0-9a-f]{40,64}$/.test(revision)) return undefined;
    if (revision === ours) return false;
    if (git(folder, 'cat-file', '-e', `${revision}^{commit}`) === undefined) return undefined;
    return git(folder, 'merge-base', '--is-ancestor', ours, revision) !== undefined;
  };
  return (revision) => {
    if (!known.has(revision)) known.set(revision, ask(revision));
    return known.get(revision);
  };
}

/** Units for which something is to be deployed, and which run a commit that comes after it. */
export function newerDeployed(statuses: readonly DeploymentStatus[], comesAfter: ComesAfter): DeploymentStatus[] {
  return statuses.filter(({ same, record }) => !same && record !== undefined && comesAfter(record.revision) === true);
}

/**
 * Refuse an older commit over a newer one: a rerun of an old pipeline would take back what was deployed since.
 *
 * @param allowed by --allow-older
 * @throws BadInput with each unit, the commit that it runs, and who deployed it
 */
export function refuseOlder(
  statuses: readonly DeploymentStatus[],
  sources: Sources,
  comesAfter: ComesAfter,
  allowed: boolean,
): void {
  const newer = allowed ? [] : newerDeployed(statuses, comesAfter);
  if (newer.length === 0) return;
  throw new BadInput(
    [
      `${sources.revision.slice(0, 12)} is older than what is deployed. Nothing was prepared.`,
      ...newer.map(describeNewer),
      'Deploy the newer commit or a commit after it; to take a change back, git revert makes such a commit. Or give --allow-older.',
    ].join('\n'),
  );
}

/** A unit, and the newer commit that it runs: a line. */
export function describeNewer({ opened, record }: DeploymentStatus): string {
  const { revision = '', at = '', by = '' } = record ?? {};
  return `  ${unitEnvironmentKey(opened)} runs ${revision.slice(0, 12)}, deployed ${at.slice(0, 16).replace('T', ' ')} by ${by}`;
}
