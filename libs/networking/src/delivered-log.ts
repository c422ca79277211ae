import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, ResourcePolicy } from 'aws-cdk-lib/aws-logs';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** A log group that a service of AWS delivers into. */
export interface DeliveredLogProps {
  readonly logGroupName: string;
  readonly logKey: IKey;
  /** Days for which the log is kept, one of CloudWatch Logs' periods. */
  readonly logDays: number;
}

/**
 * A log group that outlives its stack, and the policy that lets CloudWatch's delivery write into it for this account alone.
 *
 * @param scope whose children they become, under the ids LogGroup and LogDelivery
 */
export function deliveredLog(
  scope: Construct,
  { logGroupName, logKey, logDays }: DeliveredLogProps,
): { readonly logGroup: LogGroup; readonly policy: ResourcePolicy } {
  const { account, region, partition } = Stack.of(scope);
  const logGroup = new LogGroup(scope, 'LogGroup', {
    logGroupName,
    retention: logDays as RetentionDays,
    encryptionKey: logKey,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  const policy = new ResourcePolicy(scope, 'LogDelivery', {
    policyStatements: [
      new PolicyStatement({
        principals: [new ServicePrincipal('delivery.logs.amazonaws.com')],
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': `arn:${partition}:logs:${region}:${account}:*` },
        },
      }),
    ],
  });
  return { logGroup, policy };
}
