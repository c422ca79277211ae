import { QUOTAS } from '@careplane/aws-facts';
import type { Template } from '../assemblies';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const TEMPLATE = {
  bytes: 1_000_000,
  resources: QUOTAS.resourcesOfStack.most,
  parameters: 200,
  outputs: 200,
} as const;
/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
const TASK_DEFINITION_BYTES = 64 * 1024;
/** Without blanks. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const POLICY_CHARACTERS: Readonly<Record<string, number>> = { 'AWS::IAM::ManagedPolicy': 6_144 };
/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const RULE_TARGETS = 5;
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const ROLE_POLICIES = 10;
/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html */
const QUEUE_POLICY = { bytes: 8192, statements: 20, conditions: 10 } as const;
/** https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html */
const TOPIC_POLICY = { bytes: 30_720, statements: 100 } as const;

interface Properties {
  readonly PolicyDocument?: unknown;
  readonly Targets?: readonly unknown[];
  readonly ManagedPolicyArns?: readonly unknown[];
  readonly [key: string]: unknown;
}

interface Statement {
  readonly Condition?: Readonly<Record<string, object>>;
}

/** What of a template is over a quota of AWS that no schema has. */
export function quotaFaults(stack: string, template: Template): string[] {
  const sizes = {
    bytes: Buffer.byteLength(JSON.stringify(template)),
    resources: Object.keys(template.Resources).length,
    parameters: Object.keys((template as { Parameters?: object }).Parameters ?? {}).length,
    outputs: Object.keys((template as { Outputs?: object }).Outputs ?? {}).length,
  };
  const whole = Object.entries(TEMPLATE).flatMap(([what, most]) => {
    const has = sizes[what as keyof typeof sizes];
    return has > most ? [`${stack} has ${has} ${what}, and CloudFormation takes ${most}`] : [];
  });
  return [...whole, ...Object.entries(template.Resources).flatMap(([id, resource]) => ofResource(id, resource))];
}

function ofResource(id: string, { Type: type, Properties: properties = {} }: Template['Resources'][string]): string[] {
  const { PolicyDocument: policy, Targets: targets = [], ManagedPolicyArns: policies = [] } = properties as Properties;
  const faults: string[] = [];
  const over = (what: string, has: number, most: number) => {
    if (has > most) faults.push(`${type} ${id} has ${has} ${what}, and AWS takes ${most}`);
  };
  if (type === 'AWS::ECS::TaskDefinition')
    over('bytes', Buffer.byteLength(JSON.stringify(properties)), TASK_DEFINITION_BYTES);
  const most = POLICY_CHARACTERS[type];
  if (most !== undefined) over('characters of a policy', JSON.stringify(policy).length, most * 2);
  if (type === 'AWS::Events::Rule') over('targets', targets.length, RULE_TARGETS);
  // An account has ten of them in a region. A log group's own policy takes none of the ten.
  // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html
  if (type === 'AWS::Logs::ResourcePolicy') over('policies of the account for logs', 1, 0);
  if (type === 'AWS::SQS::QueuePolicy' || type === 'AWS::SNS::TopicPolicy') {
    const { Statement: statements = [] } = (policy ?? {}) as { readonly Statement?: readonly Statement[] };
    const limits = type === 'AWS::SQS::QueuePolicy' ? QUEUE_POLICY : TOPIC_POLICY;
    over('bytes of a policy', JSON.stringify(policy).length, limits.bytes);
    over('statements', statements.length, limits.statements);
    const conditions = statements.flatMap(({ Condition = {} }) => Object.values(Condition).flatMap(Object.keys));
    if ('conditions' in limits) over('conditions', conditions.length, limits.conditions);
  }
  if (type === 'AWS::IAM::Role') over('policies', policies.length, ROLE_POLICIES);
  return faults;
}
