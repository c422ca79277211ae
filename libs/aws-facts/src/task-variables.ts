/** A variable that a task must not set: why, and what to do instead. */
export interface ReservedVariable {
  readonly reason: string;
  readonly fix: string;
}

const ROLE = 'remove it; a task gets credentials from its role, and permissions from taskPolicyArns';
const OURS = 'remove it; choose another name for a value of your own';
const IMAGE = 'remove it; set it in the Dockerfile';

/**
 * Environment variables that a task must not set: ECS sets them, the AWS SDKs read credentials from them, or the program loader obeys
 * them. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-environment-variables.html and
 * https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html
 */
const RESERVED: readonly (readonly [fix: string, reasons: Readonly<Record<string, string>>])[] = [
  [
    ROLE,
    {
      AWS_ACCESS_KEY_ID: 'static credentials would replace the task’s role',
      AWS_SECRET_ACCESS_KEY: 'static credentials would replace the task’s role',
      AWS_SESSION_TOKEN: 'static credentials would replace the task’s role',
      AWS_PROFILE: 'a profile would replace the task’s role',
      AWS_SHARED_CREDENTIALS_FILE: 'a file of credentials would replace the task’s role',
      AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: 'ECS sets it, so that the SDKs find the task’s role',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'the SDKs would ask another address for credentials',
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'the SDKs would send it with every request for credentials',
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: 'the SDKs would send it with every request for credentials',
      AWS_WEB_IDENTITY_TOKEN_FILE: 'another identity would replace the task’s role',
      AWS_ROLE_ARN: 'another identity would replace the task’s role',
    },
  ],
  [
    OURS,
    {
      AWS_EXECUTION_ENV: 'ECS sets it',
      ECS_CONTAINER_METADATA_URI: 'ECS sets it',
      ECS_CONTAINER_METADATA_URI_V4: 'ECS sets it',
      ECS_AGENT_URI: 'ECS sets it',
    },
  ],
  [
    IMAGE,
    {
      PATH: 'the image sets it; another value hides the image’s programs',
      LD_PRELOAD: 'the program loader would load other code',
      LD_LIBRARY_PATH: 'the program loader would load other code',
    },
  ],
];

/** Variables that ECS sets to the region in which the task runs. The same value again does no harm. */
const REGION_VARIABLES = new Set(['AWS_REGION', 'AWS_DEFAULT_REGION']);

/** Why a task must not set a variable, whatever its value; undefined if it may. */
export function reservedVariable(name: string): ReservedVariable | undefined {
  const found = RESERVED.find(([, reasons]) => Object.hasOwn(reasons, name));
  const reason = found?.[1][name];
  return found === undefined || reason === undefined ? undefined : { reason, fix: found[0] };
}

/** Whether the AWS SDKs take the region of every request from a variable. */
export function isRegionVariable(name: string): boolean {
  return REGION_VARIABLES.has(name);
}
