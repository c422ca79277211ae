import { Stack, Validations } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

export interface ServiceRolesProps {
  /** ARNs of the repositories with the images of its containers. */
  readonly repositoryArns: readonly string[];
  readonly logGroup: ILogGroup;
  readonly secrets: readonly ISecret[];
  /** Key that encrypts the secrets that name no other key. */
  readonly key: IKey;
  /** What the running code may do. */
  readonly taskStatements: readonly PolicyStatement[];
  /** Resources of these statements that end with an asterisk. @default - none */
  readonly taskWildcards?: readonly string[];
  /** Customer-managed policies for the running code besides. */
  readonly taskPolicyArns: readonly string[];
}

/**
 * The two roles of a task. The execution role is ECS's own, for pulling the image, reading the secrets and writing the
 * log; the task role is the running code's. Both may be assumed by ECS for this account's tasks only, and have managed
 * policies: CDK's grants would write inline ones, which no access review lists.
 */
export class ServiceRoles extends Construct {
  readonly execution: Role;
  readonly task: Role;

  constructor(scope: Construct, id: string, props: ServiceRolesProps) {
    super(scope, id);
    this.execution = new Role(this, 'Execution', { assumedBy: ecsTasks(this) });
    this.task = new Role(this, 'Task', {
      assumedBy: ecsTasks(this),
      managedPolicies: props.taskPolicyArns.map((arn, index) =>
        ManagedPolicy.fromManagedPolicyArn(this, `Policy${index}`, arn),
      ),
    });
    this.addExecutionPolicy(props);
    this.addAgentPolicy();
    if (props.taskStatements.length > 0) {
      const policy = new ManagedPolicy(this, 'TaskPolicy', {
        roles: [this.task],
        statements: [...props.taskStatements],
      });
      for (const resource of props.taskWildcards ?? []) acknowledgeObjects(policy, resource);
    }
  }

  private addExecutionPolicy(props: ServiceRolesProps): void {
    const { region } = Stack.of(this);
    const policy = new ManagedPolicy(this, 'ExecutionPolicy', {
      roles: [this.execution],
      statements: [
        new PolicyStatement({ actions: ['ecr:GetAuthorizationToken'], resources: ['*'] }),
        new PolicyStatement({
          actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
          resources: [...props.repositoryArns],
        }),
        new PolicyStatement({
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [props.logGroup.logGroupArn],
        }),
        ...(props.secrets.length === 0
          ? []
          : [
              new PolicyStatement({
                actions: ['secretsmanager:GetSecretValue'],
                resources: props.secrets.map((secret) => secret.secretArn),
              }),
              new PolicyStatement({
                actions: ['kms:Decrypt'],
                resources: [...new Set(props.secrets.map(({ encryptionKey = props.key }) => encryptionKey.keyArn))],
                conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${region}.amazonaws.com` } },
              }),
            ]),
      ],
    });
    Validations.of(policy).acknowledge({
      id: 'AwsSolutions::AwsSolutions-IAM5[Resource::*]',
      reason:
        'ecr:GetAuthorizationToken knows no resources and gives a registry login only; what may be pulled is limited to this service’s own repositories by the next statement.',
    });
  }

  /**
   * Where GuardDuty watches the account, it adds its agent to the task as a container. Without this right the agent does not
   * start, and the task is not watched. Every service has it: an organization can switch GuardDuty on for accounts whose
   * platform has no threat detection of its own, and nothing here says so.
   * https://docs.aws.amazon.com/guardduty/latest/ug/prereq-runtime-monitoring-ecs-support.html
   */
  private addAgentPolicy(): void {
    const { partition, region } = Stack.of(this);
    const repository = `arn:${partition}:ecr:${region}:*:repository/${GUARDDUTY_AGENT}`;
    const policy = new ManagedPolicy(this, 'AgentPolicy', {
      roles: [this.execution],
      statements: [
        new PolicyStatement({
          actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
          resources: [repository],
        }),
      ],
    });
    Validations.of(policy).acknowledge({
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::${repository}]`,
      reason:
        'The repository of GuardDuty’s agent is in an account of AWS, another one in each region; its name is AWS’s own, and the role may only pull from it.',
    });
  }
}

/** Repository of GuardDuty’s agent for Fargate. */
const GUARDDUTY_AGENT = 'aws-guardduty-agent-fargate';

/** cdk-nag asks why a resource ends with an asterisk. */
function acknowledgeObjects(policy: ManagedPolicy, resource: string): void {
  Validations.of(policy).acknowledge({
    id: `AwsSolutions::AwsSolutions-IAM5[Resource::${resource}]`,
    reason:
      'The service chooses the keys of its objects. The bucket is the one that service.yaml names, for the environment of this stack.',
  });
}

/** ECS may take the role for this account's tasks alone (the confused deputy of the IAM guide). */
function ecsTasks(scope: Construct): ServicePrincipal {
  const { account, region, partition } = Stack.of(scope);
  return new ServicePrincipal('ecs-tasks.amazonaws.com', {
    conditions: {
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: { 'aws:SourceArn': `arn:${partition}:ecs:${region}:${account}:*` },
    },
  });
}
