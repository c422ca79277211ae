import { accessWorld, NETWORK_PROPERTIES, proveAccess } from '@careplane/access-analysis';
import { brokeDown } from '@careplane/compliance';
import type { JudgeVerdict } from '@careplane/compliance';
import type { PlatformModel } from '@careplane/config';
import { unitsOf } from '@careplane/platform';
import { analyzedPlatform } from './analyzed-platform';
import { reportOf } from './proof-report';
import { proofsAsVerdict, PROVER } from './proofs-as-verdict';

/**
 * What `careplane prove` says about the network, as the verdict of a judge: from what to what connections can be opened. The proofs
 * about principals take longer; `careplane prove` has them.
 *
 * @param assemblies folder with the assemblies of all units
 */
export function networkProofs(model: PlatformModel, assemblies: string): JudgeVerdict {
  try {
    const units = unitsOf(model, {}).map(({ name }) => name);
    const stacks = analyzedPlatform(model, units, assemblies);
    const proofs = proveAccess(accessWorld(stacks), NETWORK_PROPERTIES, { environments: model.environments });
    return { ...proofsAsVerdict(reportOf(proofs, stacks)), judge: `${PROVER} (network)` };
  } catch (error) {
    return brokeDown(`${PROVER} (network)`, error);
  }
}
