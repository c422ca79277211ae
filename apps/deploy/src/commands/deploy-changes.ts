import type { SSMClient } from '@aws-sdk/client-ssm';
import { EXIT, stopOnSignal } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { requireAccount, Clients } from '@careplane/deployment/aws';
import { approve, personAtTerminal, askingApprover, holdingApprover, concernsOf } from '@careplane/deployment/review';
import type { Approver, Concern } from '@careplane/deployment/review';
import { commandLine } from '../render/command-line';
import { costOfChanges, lookAt, readProposals, ChangeSetMaker } from '@careplane/deployment/change-sets';
import { Bookkeeper, pairKey, readParameters, takeLocks } from '@careplane/deployment/ledger';
import type { Pair, Sources, Standing } from '@careplane/deployment/ledger';
import { tellProgress, rollOut } from '@careplane/deployment/rollout';
import { stacksOfAll, standing } from '@careplane/deployment/assembly';
import type { Request } from '@careplane/deployment/assembly';
import type { StackResult } from '@careplane/deployment/rollout';
import { renderChanges } from '../render/changes';
import { conclude, nothingLeft } from './deploy-end';
import type { DeployOptions } from './deploy';

export interface Found {
  readonly open: readonly Pair[];
  readonly sources: Sources;
  readonly ssm: SSMClient;
  readonly standings: readonly Standing[];
}

/** The next run continues either way: stacks that are being changed are waited for, and prepared change sets are used. */
const STOPPING =
  'Stopping when the stacks that are being changed are done. Again to stop at once: CloudFormation then goes on by itself, and the same command continues.';

/** Deploy what is not deployed: prepare, show, approve, execute, write the ledger. */
export async function runDeploy(
  request: Request,
  found: Found,
  options: DeployOptions,
  terminal: Terminal,
): Promise<Exit> {
  const { name } = request.model;
  const clients = new Clients({ model: request.model, purpose: 'deploy', directory: request.directory }, found.ssm);
  const caller = await requireAccount(request.model, clients);
  const stopping = stopOnSignal(STOPPING, terminal.talk);
  const held = await takeLocks(clients.ssm, name, found.open, caller.arn, terminal.talk);
  const maker = new ChangeSetMaker((text) => terminal.talk(text), clients);
  try {
    // While waiting for a lock, another deploy may have done it all.
    const parameters = await readParameters(clients.ssm, name);
    const known = found.standings.filter(({ record }) => record !== undefined);
    const since = (pair: Pair) => known.find((each) => each.pair === pair)?.record?.at;
    const open = found.open.filter((pair) => {
      const record = standing(request, pair, parameters);
      return record === undefined || record.at === since(pair);
    });
    if (open.length === 0) return nothingLeft(request, parameters.ledger, options, terminal);
    const approver = approverFor(request, open, options, terminal);
    const stacks = stacksOfAll(request, open);
    const again = commandLine('deploy', request.directory, options);
    const outlook = await lookAt(request, stacks, clients, {
      maker,
      values: parameters.values,
      onlyLooking: false,
      again,
      progress: terminal.progress,
    });
    const concerns = concernsOf(outlook.prepared.flatMap(({ changes }) => changes));
    const cost = costOfChanges(outlook.prepared);
    const shown = renderChanges(outlook.prepared, concerns, cost);
    // A person who is asked must see it, also where standard output is for a program.
    if (!options.json) terminal.data(shown);
    else if (!isApproved(options)) terminal.talk(shown);
    const nothing = outlook.prepared.every(({ kind }) => kind === 'unchanged');
    const answer = nothing ? ({ approved: true } as const) : await approver.approve(outlook.prepared, concerns);
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
    const totals = new Map(outlook.prepared.map(({ stack, changes }) => [stack.name, changes.length]));
    const progress = tellProgress(terminal.progress, totals);
    const rolling = rollOut(request, outlook, clients, {
      maker,
      again,
      valuesNow: () => books.values(),
      valuesThen: parameters.values,
      confirm: (approved, current) => approver.confirm(approved, current),
      watch: progress.watch,
      ended: async (result) => {
        tell(result, terminal);
        for (const pair of await books.close(result)) terminal.talk(`${pairKey(pair)} is deployed, and in the ledger`);
      },
      stop: () => stopping.asked() || held.lost(),
    });
    const results = await rolling.finally(progress.end);
    const { closed } = books;
    return conclude(
      { request, outlook, concerns, cost, results, closed, standings: found.standings, again },
      options,
      terminal,
    );
  } finally {
    maker.end();
    await held.release();
    stopping.end();
  }
}

/** Whether nobody is to be asked any more. */
function isApproved({ yes, changeSets }: DeployOptions): boolean {
  return yes === true || changeSets !== undefined;
}

function approverFor(request: Request, open: readonly Pair[], options: DeployOptions, terminal: Terminal): Approver {
  const { directory, model } = request;
  const settings = { yes: isApproved(options), allowed: options.allowReplace ?? [] };
  const asker = personAtTerminal();
  const ask = (concerns: readonly Concern[]) => approve(concerns, settings, asker, model.name);
  if (options.changeSets !== undefined) {
    const prepare = commandLine('diff', directory, options);
    return holdingApprover(readProposals(options.changeSets, request, open, prepare), ask);
  }
  return askingApprover(ask, (current, concerns) => {
    terminal.talk(`${current.stack.name}: what would change is not what was shown; it is now:`);
    terminal.talk(renderChanges([current], concerns, 'not estimated again.'));
  });
}

function tell({ stack, outcome, status, reasons, seconds }: StackResult, terminal: Terminal): void {
  if (outcome === 'unchanged') return;
  const state = status === '' ? '' : ` (${status})`;
  terminal.talk(
    [`${stack.name}: ${outcome}${state}, ${seconds} s`, ...reasons.map((reason) => `  ${reason}`)].join('\n'),
  );
}
