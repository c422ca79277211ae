interface Given {
  readonly unit?: readonly string[];
  readonly env?: string;
  readonly assembly?: string;
}

/** A command of careplane as a person would type it, for the end of a message. */
export function commandLine(command: string, directory: string, { unit, env, assembly }: Given): string {
  return [
    `careplane ${command} ${directory}`,
    ...(unit === undefined ? [] : [`--unit ${unit.join(' ')}`]),
    ...(env === undefined ? [] : [`--env ${env}`]),
    ...(assembly === undefined ? [] : [`--assembly ${assembly}`]),
  ].join(' ');
}
