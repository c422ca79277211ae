import type { SSMClient } from '@aws-sdk/client-ssm';
import { requireAccount } from '../deploy/account';
import { approve, personAtTerminal } from '../deploy/approval';
import { Clients } from '../deploy/clients';
import { commandLine } from '../deploy/command-line';
import { concernsOf } from '../deploy/concerns';
import { costUnknown } from '../deploy/cost';
import { Bookkeeper } from '../deploy/bookkeeper';
import { pairKey, readParameters } from '../deploy/ledger';
import type { Pair, Parameters } from '../deploy/ledger';
import { takeLocks } from '../deploy/lock';
import { lookAt } from '../deploy/outlook';
import { watching } from '../deploy/progress';
import { stacksOfAll, standing } from '../deploy/request';
import type { Request } from '../deploy/request';
import type { Sources } from '../deploy/revision';
import { rollOut } from '../deploy/rollout';
import type { StackResult } from '../deploy/rollout';
import { stopOnSignal } from '../deploy/stop';
import { parametersReadBy } from '../deploy/template';
import { ChangeSetMaker } from '../deploy/toolkit';
import { EXIT } from '../outcome';
import type { Exit } from '../outcome';
import { renderChanges } from '../render/changes';
import { renderResults, resultsAsData } from '../render/results';
import { renderStanding } from '../render/standing';
import type { Standing } from '../render/standing';
import type { Terminal } from '../terminal';
import type { DeployOptions } from './deploy';

export interface Found {
  readonly open: readonly Pair[];
  readonly sources: Sources;
  readonly ssm: SSMClient;
  readonly standings: readonly Standing[];
}

/** Deploy what is not deployed: prepare, show, approve, execute, write the ledger. */
export async function runDeploy(
  request: Request,
  found: Found,
  options: DeployOptions,
  terminal: Terminal,
): Promise<Exit> {
  const { name, region } = request.model;
  const clients = new Clients(region, found.ssm);
  const caller = await requireAccount(request.model, clients);
  const stopping = stopOnSignal(terminal.talk);
  const held = await takeLocks(clients.ssm, name, found.open, caller.arn, terminal.talk);
  const maker = new ChangeSetMaker((text) => terminal.talk(text));
  try {
    // While waiting for a lock, another deploy may have done it all.
    const parameters = await readParameters(clients.ssm, name);
    const known = found.standings.filter(({ record }) => record !== undefined);
    const since = (pair: Pair) => known.find((each) => each.pair === pair)?.record?.at;
    const open = found.open.filter((pair) => {
      const record = standing(request, pair, parameters);
      return record === undefined || record.at === since(pair);
    });
    if (open.length === 0) return nothingLeft(request, parameters, options, terminal);
    const stacks = stacksOfAll(request, open);
    const again = commandLine('deploy', request.directory, options);
    const outlook = await lookAt(request, stacks, clients, {
      maker,
      values: parameters.values,
      early: false,
      again,
      progress: terminal.progress,
    });
    const concerns = concernsOf(outlook.prepared.flatMap(({ changes }) => changes));
    if (!options.json) terminal.data(renderChanges(outlook.prepared, concerns, await costUnknown(outlook.prepared)));
    const settings = { yes: options.yes ?? false, allowed: options.allowReplace ?? [] };
    const asker = personAtTerminal();
    const nothing = outlook.prepared.every(({ kind }) => kind === 'unchanged');
    const answer = nothing ? ({ approved: true } as const) : await approve(concerns, settings, asker, name);
    if (!answer.approved) {
      if (options.json) terminal.data(JSON.stringify({ platform: name, refused: answer.why, concerns }, null, 2));
      terminal.talk(answer.why);
      return EXIT.no;
    }
    const books = new Bookkeeper(
      request,
      open,
      { sources: found.sources, by: caller.arn, reason: options.allowDirty },
      clients.ssm,
      parameters,
    );
    const results = await rollOut(request, outlook, clients, {
      maker,
      allowed: settings.allowed,
      again,
      valuesNow: () => books.values(),
      inputsChanged: (stack, values) =>
        parametersReadBy(stack.template).some((key) => values.get(key) !== parameters.values.get(key)),
      approveAgain: (prepared, worse) => {
        terminal.talk(`${prepared.stack.name}: what would change is not what was shown; it is now:`);
        terminal.talk(renderChanges([prepared], worse, 'not estimated again.'));
        return approve(worse, settings, asker, name);
      },
      watch: watching(terminal.progress),
      ended: async (result) => {
        tell(result, terminal);
        for (const pair of await books.close(result)) terminal.talk(`${pairKey(pair)} is deployed, and in the ledger`);
      },
      stop: () => stopping.asked() || held.lost(),
    });
    return conclude(request, options, { results, again, closed: books.closed, standings: found.standings }, terminal);
  } finally {
    maker.end();
    await held.release();
    stopping.end();
  }
}

/** While this run waited for its turn, another one did the same. */
function nothingLeft(request: Request, { ledger }: Parameters, options: DeployOptions, terminal: Terminal): Exit {
  const standings = request.pairs.map((pair) => ({ pair, record: ledger.get(pairKey(pair)), same: true }));
  if (options.json)
    terminal.data(JSON.stringify(resultsAsData(request.model.name, { results: [], closed: [], standings }), null, 2));
  else terminal.data(renderStanding(standings));
  terminal.talk('Nothing is left to deploy: another deploy has just done it.');
  return EXIT.ok;
}

function tell({ stack, outcome, status, reasons, seconds }: StackResult, terminal: Terminal): void {
  if (outcome === 'unchanged') return;
  const state = status === '' ? '' : ` (${status})`;
  terminal.talk(
    [`${stack.name}: ${outcome}${state}, ${seconds} s`, ...reasons.map((reason) => `  ${reason}`)].join('\n'),
  );
}

interface Conclusion {
  readonly results: readonly StackResult[];
  readonly again: string;
  readonly closed: readonly Pair[];
  readonly standings: readonly Standing[];
}

function conclude(request: Request, options: DeployOptions, end: Conclusion, terminal: Terminal): Exit {
  const { results, again } = end;
  if (options.json) terminal.data(JSON.stringify(resultsAsData(request.model.name, end), null, 2));
  else terminal.data(renderResults(results));
  const bad = results.filter(({ outcome }) => outcome === 'failed');
  const refused = results.filter(({ outcome }) => outcome === 'refused');
  const left = results.filter(({ outcome }) => outcome === 'not started');
  if (bad.length > 0) {
    const ways = bad.flatMap(({ wayOut }) => wayOut ?? []);
    const names = bad.map(({ stack }) => stack.name).join(', ');
    terminal.talk(`Failed: ${names}. What was done stays; correct the cause, then continue.`);
    terminal.talk(ways.length > 0 ? ways.join('\n') : `  ${again}`);
    return EXIT.toolFailed;
  }
  if (refused.length > 0) {
    terminal.talk(
      `Not deployed: ${refused.map(({ stack }) => stack.name).join(', ')}. What was done stays; continue: ${again}`,
    );
    return EXIT.no;
  }
  if (left.length > 0) {
    terminal.talk(`Stopped before ${left.map(({ stack }) => stack.name).join(', ')}. Continue: ${again}`);
    return EXIT.toolFailed;
  }
  return EXIT.ok;
}
