import { shellWord } from '@careplane/problems';

interface Given {
  readonly unit?: readonly string[];
  readonly env?: string;
  readonly assembly?: string;
  readonly changeSets?: string;
  readonly onlyEnv?: boolean;
  readonly revision?: string;
}

/** A command of careplane as a person would type it, for the end of a message. */
export function commandLine(command: string, directory: string, given: Given): string {
  const { unit, env, onlyEnv, assembly, changeSets, revision } = given;
  return [
    `careplane ${command} ${shellWord(directory)}`,
    ...(unit === undefined ? [] : [`--unit ${unit.map(shellWord).join(' ')}`]),
    ...(env === undefined ? [] : [`--env ${shellWord(env)}`]),
    ...(onlyEnv === true ? ['--only-env'] : []),
    ...(assembly === undefined ? [] : [`--assembly ${shellWord(assembly)}`]),
    ...(changeSets === undefined ? [] : [`--change-sets ${shellWord(changeSets)}`]),
    ...(revision === undefined ? [] : [`--revision ${revision}`]),
  ].join(' ');
}
