import { BadInput, EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { requireAccount, Clients, parameterStore } from '@careplane/deployment/aws';
import { baseOf, historyOf, readParameters } from '@careplane/deployment/ledger';
import { unitEnvironmentsOf } from '@careplane/platform/unit-environments';
import { loadTarget } from '@careplane/platform/target';
import type { TargetOptions } from '@careplane/platform/target';

export interface BaseOptions extends TargetOptions {
  readonly json?: boolean;
}

/** Print the revision from which `nx affected` should look for changes: the oldest that is deployed. */
export async function base(directory: string, options: BaseOptions, terminal: Terminal): Promise<Exit> {
  const target = loadTarget(directory, options);
  const history = historyOf(directory);
  if (history === undefined) {
    throw new BadInput(
      `${directory} is in no git repository with a commit, so nothing can be compared. In a pipeline, let it clone the full history (CodePipeline: full clone; actions/checkout: fetch-depth: 0).`,
    );
  }
  const { model } = target;
  const ssm = parameterStore(model.region);
  const { ledger } = await readParameters(ssm, model.name);
  // The ledger of another account knows nothing: that would look like a platform that was never deployed.
  await requireAccount(model, new Clients({ model, purpose: 'look', directory }, ssm));
  const found = baseOf(unitEnvironmentsOf(target), ledger, history);
  for (const sentence of found.why) terminal.talk(sentence);
  terminal.data(options.json ? JSON.stringify(found, null, 2) : found.revision);
  return EXIT.ok;
}
