import { Clients, parameterStore, requireAccount } from '@careplane/deployment/aws';
import { readParameters } from '@careplane/deployment/ledger';
import { unitEnvironmentKey, unitEnvironmentsOf } from '@careplane/platform/unit-environments';
import type { Target } from '@careplane/platform/target';
import type { DeployedState } from './input';

/**
 * What the ledger in the account has of each unit and environment. Units that were never deployed are left out.
 *
 * @throws ToolFailed when the account cannot be asked
 */
export async function deployedState(target: Target): Promise<DeployedState> {
  const { model, directory } = target;
  const ssm = parameterStore(model.region);
  const { ledger } = await readParameters(ssm, model.name);
  // The ledger of another account knows nothing: that would look like a platform that was never deployed.
  await requireAccount(model, new Clients({ model, purpose: 'look', directory }, ssm));
  const units = unitEnvironmentsOf(target).flatMap((each) => {
    const record = ledger.get(unitEnvironmentKey(each));
    return record === undefined ? [] : [{ ...each, revision: record.revision, at: record.at, by: record.by }];
  });
  return { known: true, units };
}
