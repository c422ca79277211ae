import { ASSEMBLIES, assemblyOf, bundleOf, toolkitInputs } from './target';
import type { TargetMaker } from './target';

/** Price the assembly. Cached by what was synthesized and what prices it. */
export const cost: TargetMaker = (unit, toolkit) => ({
  executor: 'nx:run-commands',
  options: { command: estimate(unit.name, 'table') },
  configurations: { json: { command: estimate(unit.name, 'json') } },
  cache: true,
  dependsOn: ['synth', ...bundleOf(toolkit.cost)],
  inputs: [...toolkitInputs(toolkit.inputs.cost), assemblyOf(unit)],
  metadata: {
    description: `Estimate the monthly cost of ${unit.name}.`,
  },
});

function estimate(unit: string, format: 'table' | 'json'): string {
  return `careplane-cost estimate ${ASSEMBLIES}/${unit} --format ${format}`;
}
