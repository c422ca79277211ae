import { createHash } from 'node:crypto';
import type { CiTarget } from '../target';

/** GitHub runs scheduled workflows on the default branch of the repository alone, and their tokens name it. */
export function nightlyBranch({ defaultBranch, scopes }: Pick<CiTarget, 'defaultBranch' | 'scopes'>): string {
  return defaultBranch ?? scopes[0]?.branch ?? 'main';
}

const HOURS = 3;

/**
 * A minute from 02:01 to 04:59 UTC that is always the same for a platform. It is never the first of an hour, when GitHub has the most
 * to start: https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#schedule
 */
export function nightlyCron(platform: string): string {
  const minutes = createHash('sha256').update(platform).digest().readUInt32BE() % (HOURS * 59);
  return `${1 + (minutes % 59)} ${2 + Math.floor(minutes / 59)} * * *`;
}
