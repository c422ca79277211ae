import { Clients, parameterStore, requireAccount } from '@careplane/deployment/aws';
import { leftoversOf, neverDeployed, readParameters } from '@careplane/deployment/ledger';
import type { Leftover } from '@careplane/deployment/ledger';
import type { Target } from '@careplane/platform/target';
import { leftoversAsData, renderLeftovers } from './render/leftovers';

/** What is left over, as far as it belongs to what was asked for: all of it for a platform, its own unit for a service. */
export function leftoversIn({ model, selection }: Target, leftovers: readonly Leftover[]): readonly Leftover[] {
  if (selection.service === undefined) return leftovers;
  const own = model.services.find(({ name }) => name === selection.service)?.unit;
  return leftovers.filter(({ unit }) => unit === own);
}

/**
 * Ask the ledger in the account for what is in no file.
 *
 * @throws BadInput for credentials of another account; ToolFailed when the account cannot be asked
 */
export async function leftInAccount(target: Target) {
  const { model, directory } = target;
  const ssm = parameterStore(model.region);
  await requireAccount(model, new Clients({ model, purpose: 'look', directory }, ssm));
  const { ledger } = await readParameters(ssm, model.name);
  const leftovers = leftoversIn(target, leftoversOf(model, ledger));
  const text = renderLeftovers(model, leftovers, neverDeployed(model, ledger));
  return {
    data: leftoversAsData(leftovers),
    text: text === '' ? 'The account has nothing that is in no file.' : text,
  };
}
