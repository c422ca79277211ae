import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { CfnLogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** A log group that a service of AWS delivers into. */
export interface DeliveredLogProps {
  readonly logGroupName: string;
  readonly logKey: IKey;
  /** Days for which the log is kept, one of CloudWatch Logs' periods. */
  readonly logDays: number;
}

/**
 * A log group that outlives its stack, and into which AWS's log delivery may write for this account alone.
 *
 * The permission is a policy of the log group itself. `AWS::Logs::ResourcePolicy` would be one of the account, which has ten of them in
 * a region, and AWS gives no more: five static sites in two environments would need twenty.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html
 *
 * @param scope whose child it becomes, under the id LogGroup
 */
export function deliveredLog(scope: Construct, { logGroupName, logKey, logDays }: DeliveredLogProps): LogGroup {
  const logGroup = new LogGroup(scope, 'LogGroup', {
    logGroupName,
    retention: logDays as RetentionDays,
    encryptionKey: logKey,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  const stack = Stack.of(scope);
  const { account, region, partition } = stack;
  // By the name that the template gives: a log group cannot refer to itself.
  const streams = stack.formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: `${logGroupName}:*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  (logGroup.node.defaultChild as CfnLogGroup).resourcePolicyDocument = new PolicyDocument({
    statements: [
      new PolicyStatement({
        principals: [new ServicePrincipal('delivery.logs.amazonaws.com')],
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [streams],
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': `arn:${partition}:logs:${region}:${account}:*` },
        },
      }),
    ],
  });
  return logGroup;
}
