import { BadInput } from '@careplane/command-line';
import type { Release } from './release';

/** What goes back to what. */
export interface Rollback {
  /** The newest successful run: its commit is deployed. */
  readonly from: Release;
  /** The newest successful run of another commit, or of the one that was asked for. */
  readonly to: Release;
  /** The newest run, where it releases that commit already: a second one would do nothing more. */
  readonly running?: Release;
}

/** Digits of a commit below which two commits are easily mixed up; git's own default. */
const LEAST_DIGITS = 7;

/**
 * The release to go back to.
 *
 * @param releases newest first
 * @param wanted commit or its first digits. @default the newest successful run of another commit than the deployed one
 * @throws BadInput for a commit that was never released here, several commits, or the deployed one
 */
export function chooseRelease(pipelineName: string, releases: readonly Release[], wanted?: string): Rollback {
  const released = releases.filter(({ status }) => status === 'Succeeded');
  const [from] = released;
  if (from === undefined)
    throw new BadInput(`No run of ${pipelineName} has succeeded yet, so there is nothing to go back to.`);
  const others = released.filter(({ revision }) => revision !== from.revision);
  const to = wanted === undefined ? others[0] : wantedRelease(pipelineName, released, wanted);
  if (to === undefined) {
    throw new BadInput(
      `${pipelineName} has released one commit only, ${from.revision.slice(0, 12)}, so there is nothing to go back to.`,
    );
  }
  if (to.revision === from.revision) {
    throw new BadInput(`${pipelineName} has ${from.revision.slice(0, 12)} deployed already.${listed(others)}`);
  }
  const [newest] = releases;
  const running = newest?.status === 'InProgress' && newest.revision === to.revision ? newest : undefined;
  return { from, to, ...(running === undefined ? {} : { running }) };
}

function wantedRelease(pipelineName: string, released: readonly Release[], wanted: string): Release {
  if (!/^[0-9a-f]+$/.test(wanted) || wanted.length < LEAST_DIGITS || wanted.length > 40) {
    throw new BadInput(
      `--to ${wanted} is neither a commit (${LEAST_DIGITS} to 40 hexadecimal digits) nor an image digest (sha256: and 64 hexadecimal digits).`,
    );
  }
  const found = released.filter(({ revision }) => revision.startsWith(wanted));
  const revisions = [...new Set(found.map(({ revision }) => revision))];
  if (revisions.length > 1) {
    throw new BadInput(
      `--to ${wanted} is the beginning of several commits: ${revisions.join(', ')}. Give more digits.`,
    );
  }
  const [release] = found;
  if (release !== undefined) return release;
  throw new BadInput(
    `--to ${wanted}: ${pipelineName} has never released this commit. Only what was released before can be released again; a new commit is released by its branch.${listed(released)}`,
  );
}

/** Commits that can be given, each once. */
function listed(releases: readonly Release[]): string {
  const revisions = [...new Set(releases.map(({ revision }) => revision.slice(0, 12)))].slice(0, 5);
  return revisions.length === 0 ? '' : ` Released before: ${revisions.join(', ')}.`;
}
