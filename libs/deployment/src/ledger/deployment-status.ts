import { doubtOf, historyOf } from './base';
import { pairKey } from './ledger';
import type { LedgerRecord, Pair, Parameters } from './ledger';
import { standing } from '../assembly/opened-assemblies';
import type { Request } from '../assembly/opened-assemblies';
import type { Sources } from './revision';

/** What the ledger says of a unit in an environment. */
export interface Standing {
  readonly pair: Pair;
  /** What is deployed; undefined where nothing is, or nothing is known. */
  readonly record: LedgerRecord | undefined;
  /** Whether that is what would be deployed. */
  readonly same: boolean;
}

/** How every selected pair stands: what `deploy` deploys is what `diff` shows. */
export function standingsOf(request: Request, sources: Sources, parameters: Parameters): Standing[] {
  const history = sources.given === true ? undefined : historyOf(request.directory);
  const clean = sources.revision !== '' && sources.changed.length === 0;
  return request.pairs.map((pair) => {
    const record = standing(request, pair, parameters);
    // What a commit can be named for now is noted again, so that `careplane base` knows where to begin.
    const unnamed = record !== undefined && (record.revision === '' || record.dirty);
    const nameless =
      clean && (history === undefined ? sources.given === true && unnamed : doubtOf(record, history) !== undefined);
    return { pair, record: parameters.ledger.get(pairKey(pair)), same: record !== undefined && !nameless };
  });
}

/** Pairs for which something is left to do. */
export function openOf(standings: readonly Standing[]): Pair[] {
  return standings.filter(({ same }) => !same).map(({ pair }) => pair);
}
