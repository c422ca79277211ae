import { ASSEMBLIES, assemblyOf, folderArgument, perEnvironment } from './target';
import type { TargetMaker } from './target';

/** Compare the assembly with what is deployed. Never cached: the account changes without a file changing here. */
export const diff: TargetMaker = (unit) => ({
  executor: 'nx:run-commands',
  ...perEnvironment(unit, `careplane diff ${folderArgument(unit)} --unit ${unit.name} --assembly ${ASSEMBLIES}`),
  cache: false,
  dependsOn: ['synth'],
  inputs: [assemblyOf(unit)],
  metadata: {
    description: `Show in words what a deploy of ${unit.name} would change. Needs AWS credentials; changes nothing.`,
  },
});
