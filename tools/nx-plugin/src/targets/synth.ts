import { ASSEMBLIES, bundleOf, configurationOf, toolkitInputs } from './target';
import type { TargetMaker } from './target';

/** Write the unit's CloudFormation. Cached; several units at once are written by one process (the executor's batch). */
export const synth: TargetMaker = (unit, toolkit) => {
  // A platform's assembly has the scan command inside, for its pipelines: that is bundled first, too.
  const bundles = [...bundleOf(toolkit.deploy), ...bundleOf(toolkit.scan)];
  return {
    executor: '@careplane/nx:synth',
    options: { folder: '{projectRoot}', platform: (unit.platform ?? unit).root, unit: unit.name, out: ASSEMBLIES },
    cache: true,
    ...(bundles.length === 0 ? {} : { dependsOn: bundles }),
    inputs: [...configurationOf(unit), ...toolkitInputs(toolkit.inputs.synth)],
    outputs: [unit.name, ...(unit.platform === undefined ? [`${unit.name}-baseline`] : [])].map(
      (name) => `{workspaceRoot}/${ASSEMBLIES}/${name}`,
    ),
    metadata: {
      description: `Write the CloudFormation of ${unit.name} to ${ASSEMBLIES}/${unit.name}.`,
    },
  };
};
