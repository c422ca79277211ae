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
    `careplane ${command} ${directory}`,
    ...(unit === undefined ? [] : [`--unit ${unit.join(' ')}`]),
    ...(env === undefined ? [] : [`--env ${env}`]),
    ...(onlyEnv === true ? ['--only-env'] : []),
    ...(assembly === undefined ? [] : [`--assembly ${assembly}`]),
    ...(changeSets === undefined ? [] : [`--change-sets ${changeSets}`]),
    ...(revision === undefined ? [] : [`--revision ${revision}`]),
  ].join(' ');
}
