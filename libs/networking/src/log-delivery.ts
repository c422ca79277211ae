import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { CfnLogGroup, LogGroup } from 'aws-cdk-lib/aws-logs';

/**
 * Allow AWS's log delivery to write into a log group, for this account only.
 *
 * The permission is a policy of the log group itself. `AWS::Logs::ResourcePolicy` would be one of the account, which has ten of them in
 * a region, and AWS gives no more: five static sites in two environments would need twenty.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html
 *
 * @param logGroupName the name that the template gives: a log group cannot refer to itself
 */
export function allowLogDelivery(logGroup: LogGroup, logGroupName: string): void {
  const stack = Stack.of(logGroup);
  const { account, region, partition } = stack;
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
}
