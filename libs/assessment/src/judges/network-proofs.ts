import { accessWorld, NETWORK_PROPERTIES, proveAccess } from '@careplane/access-analysis';
import { shortRun } from '@careplane/command-line';
import { brokeDown } from '@careplane/compliance';
import type { JudgeVerdict } from '@careplane/compliance';
import type { PlatformModel } from '@careplane/config';
import { unitsOf } from '@careplane/platform';
import { analyzedPlatform } from '../proofs/analyzed-platform';
import { ownProperties, ownPropertyProblems } from '../proofs/own-properties';
import { reportOf } from '../proofs/proof-report';
import { proofsAsVerdict, PROVER } from '../proofs/proofs-as-verdict';

const JUDGE = `${PROVER} (network)`;

/**
 * What `careplane prove` says about the network, with the properties of platform.yaml, as the verdict of a judge: from what to what connections can be opened. The proofs
 * about principals take longer; `careplane prove` has them.
 *
 * @param assemblies folder with the assemblies of all units
 */
export function networkProofs(model: PlatformModel, assemblies: string): JudgeVerdict {
  try {
    const units = unitsOf(model, {}).map(({ name }) => name);
    const stacks = analyzedPlatform(model, units, assemblies);
    const { environments } = model;
    const properties = [...NETWORK_PROPERTIES, ...ownProperties(model).filter(({ kind }) => kind === 'network')];
    const world = shortRun(() => accessWorld(stacks));
    const [problem] = ownPropertyProblems(model, world, 'platform.yaml').filter(({ path }) => /^networkP/.test(path));
    if (problem !== undefined) {
      const { file, path, message, given, fix } = problem;
      return { judge: JUDGE, ran: false, why: `${path} in ${file} (${given}) ${message}`, fix };
    }
    const proofs = shortRun(() => proveAccess(world, properties, { environments }));
    return { ...proofsAsVerdict(reportOf(proofs, stacks)), judge: JUDGE };
  } catch (error) {
    return brokeDown(JUDGE, error);
  }
}
