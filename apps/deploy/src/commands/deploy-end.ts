import { EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import type { Concern } from '@careplane/deployment/review';
import { pairKey } from '@careplane/deployment/ledger';
import type { LedgerRecord, Pair, Standing } from '@careplane/deployment/ledger';
import type { Outlook } from '@careplane/deployment/change-sets';
import type { Request } from '@careplane/deployment/assembly';
import type { StackResult } from '@careplane/deployment/rollout';
import { preparedAsData } from '../render/changes';
import { renderResults, resultsAsData } from '../render/results';
import { renderStanding } from '../render/standing';

/** All that a deploy has to tell when it is over. */
export interface Conclusion {
  readonly request: Request;
  readonly outlook: Outlook;
  readonly concerns: readonly Concern[];
  readonly cost: string;
  readonly results: readonly StackResult[];
  /** Pairs that are in the ledger now. */
  readonly closed: readonly Pair[];
  readonly standings: readonly Standing[];
  /** Command that continues. */
  readonly again: string;
}

interface Form {
  readonly json?: boolean;
}

/** Say how it came out, what was left, and what to type next. */
export function conclude(end: Conclusion, { json }: Form, terminal: Terminal): Exit {
  const { request, outlook, concerns, cost, results, again } = end;
  if (json) {
    const changes = outlook.prepared.map(preparedAsData);
    terminal.data(JSON.stringify({ ...resultsAsData(request.model.name, end), changes, concerns, cost }, null, 2));
  } else terminal.data(renderResults(results));
  const namesOf = (outcome: StackResult['outcome']) =>
    results.filter((result) => result.outcome === outcome).map(({ stack }) => stack.name);
  const [failed, refused, left] = [namesOf('failed'), namesOf('refused'), namesOf('not started')];
  if (failed.length > 0) {
    const ways = results.flatMap(({ wayOut }) => wayOut ?? []);
    terminal.talk(`Failed: ${failed.join(', ')}. What was done stays; correct the cause, then continue.`);
    terminal.talk(ways.length > 0 ? ways.join('\n') : `  ${again}`);
    return EXIT.toolFailed;
  }
  if (refused.length > 0) {
    terminal.talk(`Not deployed: ${refused.join(', ')}. What was done stays; continue: ${again}`);
    return EXIT.no;
  }
  if (left.length > 0) {
    terminal.talk(`Stopped before ${left.join(', ')}. Continue: ${again}`);
    return EXIT.toolFailed;
  }
  return EXIT.ok;
}

/** While this run waited for its turn, another one did the same. */
export function nothingLeft(
  request: Request,
  ledger: ReadonlyMap<string, LedgerRecord>,
  { json }: Form,
  terminal: Terminal,
): Exit {
  const standings = request.pairs.map((pair) => ({ pair, record: ledger.get(pairKey(pair)), same: true }));
  const data = resultsAsData(request.model.name, { results: [], closed: [], standings });
  terminal.data(json ? JSON.stringify(data, null, 2) : renderStanding(standings));
  terminal.talk('Nothing is left to deploy: another deploy has just done it.');
  return EXIT.ok;
}
