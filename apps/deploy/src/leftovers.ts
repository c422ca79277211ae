import { Clients, parameterStore, requireAccount } from '@careplane/deployment/aws';
import {
  leftoversAsData,
  leftoversIn,
  leftoversOf,
  neverDeployed,
  readParameters,
  renderLeftovers,
} from '@careplane/deployment/ledger';
import type { Target } from '@careplane/platform/target';

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
  const text = renderLeftovers(directory, leftovers, neverDeployed(model, ledger));
  return {
    data: leftoversAsData(leftovers),
    text: text === '' ? 'The account has nothing that is in no file.' : text,
  };
}
