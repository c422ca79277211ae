import { ASSEMBLIES, assemblyOf, configurationOf, folderArgument, toolkitInputs } from './target';
import type { TargetMaker } from './target';

/** The gate. Cached, but only for the very files that it judged, by the very judges that were there. */
export const check: TargetMaker = (unit, toolkit) => ({
  executor: 'nx:run-commands',
  options: { command: `careplane check ${folderArgument(unit)} --unit ${unit.name} --assembly ${ASSEMBLIES}` },
  cache: true,
  dependsOn: ['synth'],
  inputs: [
    ...configurationOf(unit),
    ...toolkitInputs(toolkit.inputs.check),
    assemblyOf(unit),
    // cfn-lint judges too where it is installed: a verdict given without it must not stand in for one with it.
    { runtime: '"${CFN_LINT_BIN:-cfn-lint}" --version || echo absent' },
  ],
  metadata: {
    description: `Judge the CloudFormation of ${unit.name}: is it what the sources give, and is it safe under HIPAA?`,
  },
});
