interface Given {
  readonly unit?: readonly string[];
  readonly env?: string;
  readonly assembly?: string;
  readonly changeSets?: string;
}

/** A command of careplane as a person would type it, for the end of a message. */
export function commandLine(command: string, directory: string, { unit, env, assembly, changeSets }: Given): string {
  return [
    `careplane ${command} ${directory}`,
    ...(unit === undefined ? [] : [`--unit ${unit.join(' ')}`]),
    ...(env === undefined ? [] : [`--env ${env}`]),
    ...(assembly === undefined ? [] : [`--assembly ${assembly}`]),
    ...(changeSets === undefined ? [] : [`--change-sets ${changeSets}`]),
  ].join(' ');
}
