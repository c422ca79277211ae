import type { Permission } from '@careplane/pipeline/builds';

/** Read one parameter into a variable. */
export function read(variable: string, name: string): string {
  return `${variable}="$(aws ssm get-parameter --name "${name}" --query Parameter.Value --output text)" && export ${variable}`;
}

/** Read one parameter into a variable, which is empty where there is no such parameter. Any other answer fails. */
export function readIfThere(variable: string, name: string): string {
  return [
    `if ! ${variable}="$(aws ssm get-parameter --name "${name}" --query Parameter.Value --output text 2> "$WORK/parameter.log")"; then`,
    `  ${variable}="" && { grep -q ParameterNotFound "$WORK/parameter.log" || { cat "$WORK/parameter.log" >&2; false; }; }`,
    'fi',
  ].join('\n');
}

export const READ_PARAMETER: Permission = { actions: ['ssm:GetParameter'], on: 'variables' };
