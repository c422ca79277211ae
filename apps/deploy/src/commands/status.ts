import { EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { Clients, parameterStore, requireAccount } from '@careplane/deployment/aws';
import {
  leftoversAsData,
  leftoversIn,
  leftoversOf,
  neverDeployed,
  readParameters,
  renderLeftovers,
} from '@careplane/deployment/ledger';
import { renderStatus, statusAsData, unitStatuses } from '@careplane/deployment/status';
import { loadTarget } from '@careplane/platform/target';
import type { TargetOptions } from '@careplane/platform/target';

export interface StatusOptions extends TargetOptions {
  readonly json?: boolean;
}

/** Show what runs where: what the ledger has, the stacks as CloudFormation has them, and what no file names any more. */
export async function status(directory: string, options: StatusOptions, terminal: Terminal): Promise<Exit> {
  const target = loadTarget(directory, options);
  const { model } = target;
  const ssm = parameterStore(model.region);
  const clients = new Clients({ model, purpose: 'look', directory }, ssm);
  await requireAccount(model, clients);
  const { ledger } = await readParameters(ssm, model.name);
  const leftovers = leftoversIn(target, leftoversOf(model, ledger));
  terminal.progress('looking at the stacks');
  const units = await unitStatuses(target, ledger, leftovers, clients);
  if (options.json === true) {
    const data = { platform: model.name, units: statusAsData(units), leftovers: leftoversAsData(leftovers) };
    terminal.data(JSON.stringify(data, null, 2));
    return EXIT.ok;
  }
  terminal.data(renderStatus(units, new Date()));
  const left = renderLeftovers(directory, leftovers, neverDeployed(model, ledger));
  if (left !== '') terminal.data(`\n${left}`);
  return EXIT.ok;
}
