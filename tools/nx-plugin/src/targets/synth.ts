import { ASSEMBLIES, bundleOf, configurationOf, toolkitInputs } from './target';
import type { TargetMaker } from './target';

/** Write the unit's CloudFormation. Cached; several units at once are written by one process (the executor's batch). */
export const synth: TargetMaker = (unit, toolkit) => ({
  executor: '@careplane/nx:synth',
  options: { folder: '{projectRoot}', platform: (unit.platform ?? unit).root, unit: unit.name, out: ASSEMBLIES },
  cache: true,
  ...(toolkit.deploy.bundleProject === undefined ? {} : { dependsOn: bundleOf(toolkit.deploy) }),
  inputs: [...configurationOf(unit), ...toolkitInputs(toolkit.inputs.synth)],
  outputs: [`{workspaceRoot}/${ASSEMBLIES}/${unit.name}`],
  metadata: {
    description: `Write the CloudFormation of ${unit.name} to ${ASSEMBLIES}/${unit.name}.`,
  },
});
