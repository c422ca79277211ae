import type { Step } from '../buildspec';
import { BY_DIGEST, READ_MANIFEST, WRITE_MANIFEST } from './registry';

/** The AWS CLI with the environment's own role: in its account and region, with only its permissions. */
export const aws = 'aws --profile careplane-deploy --region "$TARGET_REGION"';
export const stack = '--stack-name "$STACK"';

/**
 * The branch tag marks the running image, and the repository's lifecycle policy keeps this image. The tag therefore
 * moves back if the deploy fails.
 */
export const pointBranchTag: Step = {
  name: 'point the branch tag at the digest',
  phase: 'build',
  why: 'the same manifest under one more name; back to the last one if the deploy fails',
  commands: [
    'PREVIOUS="$(crane digest "$REGISTRY/$REPOSITORY:$BRANCH_TAG" 2>/dev/null || true)" && export PREVIOUS',
    `crane tag ${BY_DIGEST} "$BRANCH_TAG"`,
  ],
  finally: [
    'test "${DEPLOYED:-}" = yes || test -z "${PREVIOUS:-}" || crane tag "$REGISTRY/$REPOSITORY@$PREVIOUS" "$BRANCH_TAG"',
  ],
  permissions: [READ_MANIFEST, WRITE_MANIFEST],
};

/** The permission to change an environment belongs to a role in the environment that this build may assume. */
export const enterEnvironment: Step = {
  name: 'enter the environment',
  phase: 'build',
  why: 'with the role that its own stack has made for this',
  commands: [
    `SESSION="$(aws sts assume-role --role-arn "$DEPLOY_ROLE_ARN" --role-session-name "deploy-$EXECUTION" --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text)"`,
    keepSession('careplane-deploy'),
  ],
  // What happens in the environment is allowed to that role, in the service's own stack.
  permissions: [{ actions: ['sts:AssumeRole'], on: 'environmentRole' }],
};

/** A command that writes the keys in $SESSION into a profile of the AWS CLI. */
export function keepSession(profile: string): string {
  return [
    'printf \'%s\\n\' "$SESSION" | {',
    '  read -r KEY SECRET TOKEN &&',
    `  aws configure set --profile ${profile} aws_access_key_id "$KEY" &&`,
    `  aws configure set --profile ${profile} aws_secret_access_key "$SECRET" &&`,
    `  aws configure set --profile ${profile} aws_session_token "$TOKEN"`,
    '}',
  ].join('\n');
}

/**
 * Nothing but the digest changes: the template and every other parameter stay as they are. CloudFormation waits for ECS;
 * the circuit breaker or an alarm rolls the service back, and CloudFormation the digest. CloudFormation works with a role that
 * can change the running service and nothing else, so that no other template could do more.
 */
export const deployDigest: Step = {
  name: 'deploy the digest',
  phase: 'build',
  why: 'the digest alone changes; the template and every other parameter stay as they are',
  commands: setDigest('ImageDigest'),
};

/**
 * Commands that change one parameter of the stack to "$DIGEST", and wait for the end of the change.
 *
 * @param parameter its logical id
 */
export function setDigest(parameter: string): string[] {
  return [
    [
      `case "$(${aws} cloudformation describe-stacks ${stack} --query 'Stacks[0].StackStatus' --output text)" in`,
      `  CREATE_IN_PROGRESS) ${aws} cloudformation wait stack-create-complete ${stack} ;;`,
      `  *_IN_PROGRESS) ${aws} cloudformation wait stack-update-complete ${stack} || true ;;`,
      'esac',
    ].join('\n'),
    `RUNNING="$(${parameterValue(parameter)})" && export RUNNING`,
    `${aws} cloudformation describe-stacks ${stack} --query "Stacks[0].Parameters[?ParameterKey!='${parameter}'].[ParameterKey]" --output text > "$WORK/parameters"`,
    [
      `if test "$RUNNING" = "$DIGEST"; then echo "$DIGEST ${parameter === 'ImageDigest' ? 'runs already' : 'is the image of the task already'}."; else`,
      `  set -- "ParameterKey=${parameter},ParameterValue=$DIGEST"`,
      '  while read -r NAME; do set -- "$@" "ParameterKey=$NAME,UsePreviousValue=true"; done < "$WORK/parameters"',
      `  ${aws} cloudformation update-stack ${stack} --role-arn "$ROLLOUT_ROLE_ARN" --use-previous-template --capabilities CAPABILITY_IAM CAPABILITY_NAMED_IAM --parameters "$@" &&`,
      `  { ${aws} cloudformation wait stack-update-complete ${stack} ||`,
      `    { ${aws} cloudformation describe-stack-events ${stack} --max-items 50 --query "StackEvents[?ends_with(ResourceStatus, 'FAILED')].[Timestamp,LogicalResourceId,ResourceStatusReason]" --output text >&2; false; }; }`,
      'fi',
    ].join('\n'),
  ];
}

/** A command that prints the value of a parameter of the stack, or None. */
export function parameterValue(parameter: string): string {
  return `${aws} cloudformation describe-stacks ${stack} --query "Stacks[0].Parameters[?ParameterKey=='${parameter}'].ParameterValue | [0]" --output text`;
}

/**
 * What CloudFormation calls done is looked at once more. Of a service in ECS itself: it is stable, it runs the task definition that the
 * stack has made, and the stack has made it with this digest. Of a scheduled job in EventBridge Scheduler: its next run has that task
 * definition. A stack that has neither fails.
 */
export const waitForService = waitFor(physicalId('AWS::ECS::TaskDefinition'));

/** The same for a stack that has a second task definition, of the task before the deploy. */
export const waitForServiceAfterTask = waitFor(
  physicalId('AWS::ECS::TaskDefinition', " && !contains(PhysicalResourceId, '_before-deploy-')"),
);

/** @param task command that prints the task definition of the service */
function waitFor(task: string): Step {
  return {
    name: 'wait for a stable service',
    phase: 'build',
    why: 'and see in ECS or EventBridge Scheduler itself that what runs is what was scanned',
    commands: [
      `SERVICE="$(${physicalId('AWS::ECS::Service')})" && export SERVICE`,
      `TASK="$(${task})" && export TASK`,
      [
        'if test "$SERVICE" = None; then',
        `  GROUP="$(${physicalId('AWS::Scheduler::ScheduleGroup')})" && SCHEDULE="$(${physicalId('AWS::Scheduler::Schedule')})" &&`,
        `  NEXT="$(${aws} scheduler get-schedule --group-name "$GROUP" --name "\${SCHEDULE##*|}" --query Target.EcsParameters.TaskDefinitionArn --output text)"`,
        'else',
        `  ${aws} ecs wait services-stable --cluster "$CLUSTER" --services "$SERVICE" &&`,
        `  NEXT="$(${aws} ecs describe-services --cluster "$CLUSTER" --services "$SERVICE" --query 'services[0].taskDefinition' --output text)"`,
        'fi && export NEXT',
      ].join('\n'),
      'test "$NEXT" = "$TASK"',
      `test "$(${parameterValue('ImageDigest')})" = "$DIGEST"`,
      'export DEPLOYED=yes',
    ],
  };
}

/**
 * A command that prints the physical id of the stack's resource of a type, or None.
 *
 * @param more what must also be true of the resource, in JMESPath
 */
export function physicalId(type: string, more = ''): string {
  return `${aws} cloudformation describe-stack-resources ${stack} --query "StackResources[?ResourceType=='${type}'${more}].PhysicalResourceId | [0]" --output text`;
}
