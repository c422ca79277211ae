import type { SSMClient } from '@aws-sdk/client-ssm';
import { EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { requireAccount, Clients } from '@careplane/deployment/aws';
import { unnamedLosses, concernsOf } from '@careplane/deployment/review';
import {
  changeSetName,
  costOfChanges,
  lookAt,
  writeProposals,
  ChangeSetMaker,
} from '@careplane/deployment/change-sets';
import { commandLine } from '../render/command-line';
import type { Pair, Standing } from '@careplane/deployment/ledger';
import { stacksOfAll } from '@careplane/deployment/assembly';
import type { Request } from '@careplane/deployment/assembly';
import { renderChanges, preparedAsData } from '../render/changes';
import { renderStanding } from '../render/standing';
import { prepares } from './diff';
import type { DiffOptions } from './diff';

export interface ToCompare {
  readonly open: readonly Pair[];
  readonly ssm: SSMClient;
  readonly values: ReadonlyMap<string, string>;
  readonly standings: readonly Standing[];
}

/** Show what deploying some pairs would change. */
export async function runDiff(
  request: Request,
  found: ToCompare,
  options: DiffOptions,
  terminal: Terminal,
): Promise<Exit> {
  const { name } = request.model;
  const clients = new Clients(
    { model: request.model, purpose: prepares(options) ? 'prepare' : 'look', directory: request.directory },
    found.ssm,
  );
  await requireAccount(request.model, clients);
  const maker = prepares(options) ? new ChangeSetMaker((text) => terminal.talk(text), clients) : undefined;
  const looking = lookAt(request, stacksOfAll(request, found.open), clients, {
    maker,
    values: found.values,
    onlyLooking: true,
    again: commandLine('diff', request.directory, options),
    progress: terminal.progress,
  });
  const { prepared } = await looking.finally(() => maker?.end());
  if (options.changeSets !== undefined) writeProposals(options.changeSets, request, found.open, prepared);
  const concerns = concernsOf(prepared.flatMap(({ changes }) => changes));
  const cost = costOfChanges(prepared);
  if (options.json) {
    const { standings } = found;
    terminal.data(
      JSON.stringify({ platform: name, standings, stacks: prepared.map(preparedAsData), concerns, cost }, null, 2),
    );
  } else {
    const unchanged = found.standings.filter(({ same }) => same);
    if (unchanged.length > 0) terminal.data(`${renderStanding(unchanged)}\n`);
    terminal.data(renderChanges(prepared, concerns, cost));
  }
  const losses = unnamedLosses(concerns, []);
  if (losses.length > 0) {
    terminal.talk(
      `Without a person to ask, deploy refuses this unless it is named: ${losses.map((loss) => `--allow-replace ${loss}`).join(' ')}`,
    );
  }
  terminal.talk(nextOf(request, options, found.open));
  return EXIT.ok;
}

function nextOf({ directory, assemblies }: Request, options: DiffOptions, open: readonly Pair[]): string {
  if (options.assembly === undefined) {
    const { unit } = options;
    const synth = commandLine('synth', directory, unit === undefined ? {} : { unit });
    return `Next: ${synth} --out cdk.out, then ${commandLine('deploy', directory, { ...options, assembly: 'cdk.out' })}`;
  }
  const names = assemblies
    .filter(({ unit }) => open.some((pair) => pair.unit === unit))
    .map(({ digest }) => changeSetName(digest));
  const { changeSets } = options;
  const written = changeSets === undefined ? '' : `, written down in ${changeSets}`;
  const prepared = prepares(options) ? `Prepared: ${names.join(', ')}${written}. ` : '';
  return `${prepared}Next: ${commandLine('deploy', directory, options)}`;
}
