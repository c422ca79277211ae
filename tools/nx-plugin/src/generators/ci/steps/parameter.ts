import type { Permission } from '@careplane/pipeline/builds';

/** Read one parameter into a variable. */
export function read(variable: string, name: string): string {
  return `${variable}="$(aws ssm get-parameter --name "${name}" --query Parameter.Value --output text)" && export ${variable}`;
}

export const READ_PARAMETER: Permission = { actions: ['ssm:GetParameter'], on: 'variables' };
