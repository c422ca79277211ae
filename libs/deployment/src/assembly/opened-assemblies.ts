import { BadInput } from '@careplane/command-line';
import { SHARED_SCOPE } from '@careplane/config';
import type { Target } from '@careplane/platform/target';
import { unitEnvironmentsOf } from '@careplane/platform/unit-environments';
import { shellWord } from '@careplane/problems';
import type { UnitEnvironment } from '@careplane/platform/unit-environments';
import { filesOf, readAssembly } from './assembly';
import type { AssembledStack, Assembly } from './assembly';
import { refuseForeignAssembly } from './trusted-assembly';

/** A selected unit in a selected environment, as its assembly has it. */
export interface OpenedUnit extends UnitEnvironment {
  readonly assembly: Assembly;
  /** Stacks of the environment, and those that all environments of the unit share. */
  readonly stacks: readonly AssembledStack[];
  /** Those of them that this run works on: with `--only-env`, the stacks of the environment alone. */
  readonly work: readonly AssembledStack[];
}

/**
 * Read the assemblies of everything that was selected.
 *
 * @param folder what `synth` wrote: a folder for each unit
 * @throws BadInput when an assembly is missing, lacks an environment, or is not what `synth` writes
 */
export function openAssemblies(target: Target, folder: string): OpenedUnit[] {
  const { directory, model, onlyEnvironment } = target;
  const synth = `careplane synth ${shellWord(directory)} --out ${shellWord(folder)}`;
  const selected = unitEnvironmentsOf(target);
  const units = [...new Set(selected.map(({ unit }) => unit))];
  const assemblies = units.map((unit) => {
    const files = filesOf(folder, unit, synth);
    refuseForeignAssembly(model, unit, files);
    return readAssembly(files, unit);
  });
  return selected.map(({ unit, environment }) => {
    const assembly = assemblies.find((each) => each.unit === unit);
    if (!assembly?.stacks.some((stack) => (stack.environment ?? SHARED_SCOPE) === environment)) {
      throw new BadInput(
        `The assembly of ${unit} in ${folder} has no stack of ${environment}, because it was written for other environments. Write it again: ${synth}`,
      );
    }
    return openedUnit(assembly, environment, onlyEnvironment);
  });
}

/** @param onlyEnvironment work on the stacks of the environment alone */
export function openedUnit(assembly: Assembly, environment: string, onlyEnvironment = false): OpenedUnit {
  const stacks = assembly.stacks.filter((stack) => [undefined, environment].includes(stack.environment));
  const work = onlyEnvironment ? stacks.filter((stack) => stack.environment !== undefined) : stacks;
  return { unit: assembly.unit, environment, assembly, stacks, work };
}

/** The assemblies of some units, each once. */
export function assembliesIn(opened: readonly OpenedUnit[]): Assembly[] {
  return [...new Set(opened.map(({ assembly }) => assembly))];
}

/** Stacks that a run works on, each once. */
export function workOf(opened: readonly OpenedUnit[]): AssembledStack[] {
  return [...new Map(opened.flatMap(({ work }) => work).map((stack) => [stack.key, stack])).values()];
}
