import type { Step } from '../buildspec';
import { BY_DIGEST, READ_MANIFEST, WRITE_MANIFEST } from './registry';

/** The AWS CLI with the environment's own role: in its account and region, with only its permissions. */
const aws = 'aws --profile careplane-deploy --region "$TARGET_REGION"';
const stack = '--stack-name "$STACK"';

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
    [
      'printf \'%s\\n\' "$SESSION" | {',
      '  read -r KEY SECRET TOKEN &&',
      '  aws configure set --profile careplane-deploy aws_access_key_id "$KEY" &&',
      '  aws configure set --profile careplane-deploy aws_secret_access_key "$SECRET" &&',
      '  aws configure set --profile careplane-deploy aws_session_token "$TOKEN"',
      '}',
    ].join('\n'),
  ],
  // What happens in the environment is allowed to that role, in the service's own stack.
  permissions: [{ actions: ['sts:AssumeRole'], on: 'environmentRole' }],
};

/**
 * Nothing but the digest changes: the template and every other parameter stay as they are. CloudFormation waits for ECS;
 * the circuit breaker or an alarm rolls the service back, and CloudFormation the digest. CloudFormation works with a role that
 * can change the running service and nothing else, so that no other template could do more.
 */
export const deployDigest: Step = {
  name: 'deploy the digest',
  phase: 'build',
  why: 'the digest alone changes; the template and every other parameter stay as they are',
  commands: [
    [
      `case "$(${aws} cloudformation describe-stacks ${stack} --query 'Stacks[0].StackStatus' --output text)" in`,
      `  CREATE_IN_PROGRESS) ${aws} cloudformation wait stack-create-complete ${stack} ;;`,
      `  *_IN_PROGRESS) ${aws} cloudformation wait stack-update-complete ${stack} || true ;;`,
      'esac',
    ].join('\n'),
    `RUNNING="$(${aws} cloudformation describe-stacks ${stack} --query "Stacks[0].Parameters[?ParameterKey=='ImageDigest'].ParameterValue | [0]" --output text)" && export RUNNING`,
    `${aws} cloudformation describe-stacks ${stack} --query "Stacks[0].Parameters[?ParameterKey!='ImageDigest'].[ParameterKey]" --output text > "$WORK/parameters"`,
    [
      'if test "$RUNNING" = "$DIGEST"; then echo "$DIGEST runs already."; else',
      '  set -- "ParameterKey=ImageDigest,ParameterValue=$DIGEST"',
      '  while read -r NAME; do set -- "$@" "ParameterKey=$NAME,UsePreviousValue=true"; done < "$WORK/parameters"',
      `  ${aws} cloudformation update-stack ${stack} --role-arn "$ROLLOUT_ROLE_ARN" --use-previous-template --capabilities CAPABILITY_IAM CAPABILITY_NAMED_IAM --parameters "$@" &&`,
      `  { ${aws} cloudformation wait stack-update-complete ${stack} ||`,
      `    { ${aws} cloudformation describe-stack-events ${stack} --max-items 50 --query "StackEvents[?ends_with(ResourceStatus, 'FAILED')].[Timestamp,LogicalResourceId,ResourceStatusReason]" --output text >&2; false; }; }`,
      'fi',
    ].join('\n'),
  ],
};

/**
 * What CloudFormation calls done is looked at once more. Of a service in ECS itself: it is stable, it runs the task definition that the
 * stack has made, and the stack has made it with this digest. Of a scheduled job in EventBridge Scheduler: its next run has that task
 * definition. A stack that has neither fails.
 */
export const waitForService: Step = {
  name: 'wait for a stable service',
  phase: 'build',
  why: 'and see in ECS or EventBridge Scheduler itself that what runs is what was scanned',
  commands: [
    `SERVICE="$(${physicalId('AWS::ECS::Service')})" && export SERVICE`,
    `TASK="$(${physicalId('AWS::ECS::TaskDefinition')})" && export TASK`,
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
    `test "$(${aws} cloudformation describe-stacks ${stack} --query "Stacks[0].Parameters[?ParameterKey=='ImageDigest'].ParameterValue | [0]" --output text)" = "$DIGEST"`,
    'export DEPLOYED=yes',
  ],
};

/** A command that prints the physical id of the stack's resource of a type, or None. */
function physicalId(type: string): string {
  return `${aws} cloudformation describe-stack-resources ${stack} --query "StackResources[?ResourceType=='${type}'].PhysicalResourceId | [0]" --output text`;
}
