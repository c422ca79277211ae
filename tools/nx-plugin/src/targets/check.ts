import { ASSEMBLIES, assemblyOf, configurationOf, folderArgument, toolkitInputs } from './target';
import type { TargetMaker } from './target';

/** The gate. A cached verdict applies only to exactly these files and exactly these judges. */
export const check: TargetMaker = (unit, toolkit) => ({
  executor: 'nx:run-commands',
  options: { command: `careplane check ${folderArgument(unit)} --unit ${unit.name} --assembly ${ASSEMBLIES}` },
  cache: true,
  dependsOn: ['synth'],
  inputs: [
    ...configurationOf(unit),
    ...toolkitInputs(toolkit.inputs.check),
    assemblyOf(unit),
    // cfn-lint takes part if it is installed. A verdict without cfn-lint must not replace one with it.
    { runtime: '"${CFN_LINT_BIN:-cfn-lint}" --version || echo absent' },
  ],
  metadata: {
    description: `Check that the assembly of ${unit.name} matches the sources, and judge it against the HIPAA rules.`,
  },
});
