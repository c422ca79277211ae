/**
 * Environment variables that a task must not set: ECS sets them, the AWS SDKs read credentials from them, or the program loader obeys
 * them. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-fargate.html and
 * https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html
 */
const RESERVED: Readonly<Record<string, string>> = {
  AWS_ACCESS_KEY_ID: 'static credentials would replace the task’s role',
  AWS_SECRET_ACCESS_KEY: 'static credentials would replace the task’s role',
  AWS_SESSION_TOKEN: 'static credentials would replace the task’s role',
  AWS_PROFILE: 'a profile would replace the task’s role',
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: 'ECS sets it, so that the SDKs find the task’s role',
  AWS_CONTAINER_CREDENTIALS_FULL_URI: 'the SDKs would ask another address for credentials',
  AWS_CONTAINER_AUTHORIZATION_TOKEN: 'the SDKs would send it with every request for credentials',
  AWS_WEB_IDENTITY_TOKEN_FILE: 'another identity would replace the task’s role',
  AWS_ROLE_ARN: 'another identity would replace the task’s role',
  AWS_EXECUTION_ENV: 'ECS sets it',
  ECS_CONTAINER_METADATA_URI: 'ECS sets it',
  ECS_CONTAINER_METADATA_URI_V4: 'ECS sets it',
  ECS_AGENT_URI: 'ECS sets it',
  PATH: 'the image sets it; another value hides the image’s programs',
  LD_PRELOAD: 'the program loader would load other code',
  LD_LIBRARY_PATH: 'the program loader would load other code',
};

/** Why a task must not set a variable; undefined if it may. */
export function reservedVariable(name: string): string | undefined {
  return Object.hasOwn(RESERVED, name) ? RESERVED[name] : undefined;
}
