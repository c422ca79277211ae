import { Clients, parameterStore, requireAccount } from '@careplane/deployment/aws';
import { readParameters } from '@careplane/deployment/ledger';
import type { Target } from '@careplane/platform/target';
import type { DeployedState } from './input';

/**
 * What the ledger in the account has: also of units and environments that are in no file any more.
 *
 * @throws ToolFailed when the account cannot be asked
 */
export async function deployedState({ model, directory }: Target): Promise<DeployedState> {
  const ssm = parameterStore(model.region);
  const { ledger } = await readParameters(ssm, model.name);
  // The ledger of another account knows nothing: that would look like a platform that was never deployed.
  await requireAccount(model, new Clients({ model, purpose: 'look', directory }, ssm));
  const units = [...ledger].map(([key, { revision, at, by }]) => {
    const slash = key.indexOf('/');
    return { unit: key.slice(0, slash), environment: key.slice(slash + 1), revision, at, by };
  });
  return { known: true, units };
}
