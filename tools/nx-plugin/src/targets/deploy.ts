import { ASSEMBLIES, assemblyOf, bundleOf, folderArgument, perEnvironment } from './target';
import type { TargetMaker } from './target';

/**
 * Deploy the assembly that was synthesized and checked. Never cached, because only the ledger in the account knows
 * whether there is anything to deploy. The platform goes before its services, with the same arguments, so that an
 * approval given for the run holds for both.
 */
export const deploy: TargetMaker = (unit, toolkit) => ({
  executor: 'nx:run-commands',
  ...perEnvironment(unit, `careplane deploy ${folderArgument(unit)} --unit ${unit.name} --assembly ${ASSEMBLIES}`),
  cache: false,
  // The first is '^deploy' with the arguments passed on.
  dependsOn: [
    { dependencies: true, target: 'deploy', params: 'forward' },
    'synth',
    'check',
    ...bundleOf(toolkit.deploy),
  ],
  inputs: [assemblyOf(unit)],
  metadata: {
    description: `Deploy ${unit.name} from its checked assembly, unless it is already deployed.`,
  },
});
