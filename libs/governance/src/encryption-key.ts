import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { publisherConditions } from './alarm-topic';
import type { Publisher } from './alarm-topic';

export interface EncryptionKeyProps {
  /** What the key is for; shown in the console. */
  readonly description: string;
  /**
   * Prefixes of the log groups that CloudWatch Logs may encrypt with the key.
   *
   * @default - none
   */
  readonly logGroupPrefixes?: readonly string[];
  /**
   * Services that send messages through topics encrypted with the key.
   *
   * @default - none
   */
  readonly publishers?: readonly Publisher[];
  /**
   * ARNs of topics whose messages SNS writes into queues that are encrypted with the key.
   *
   * @default - none
   */
  readonly topicArns?: readonly string[];
}

/**
 * A customer-managed KMS key: rotated every year, kept when its stack is deleted (otherwise the encrypted data would be
 * lost), and usable by AWS services only for this account and the resources named here.
 */
export class EncryptionKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    const { account, region, partition } = Stack.of(this);
    this.key = new Key(this, 'Key', {
      description: props.description,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    if (props.logGroupPrefixes?.length) {
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
      this.key.addToResourcePolicy(
        new PolicyStatement({
          principals: [new ServicePrincipal(`logs.${region}.amazonaws.com`)],
          actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
          resources: ['*'],
          conditions: {
            ArnLike: {
              'kms:EncryptionContext:aws:logs:arn': props.logGroupPrefixes.map(
                (prefix) => `arn:${partition}:logs:${region}:${account}:log-group:${prefix}*`,
              ),
            },
          },
        }),
      );
    }
    if (props.topicArns?.length) {
      // https://docs.aws.amazon.com/sns/latest/dg/sns-enable-encryption-for-topic-sqs-queue-subscriptions.html
      this.key.addToResourcePolicy(
        new PolicyStatement({
          principals: [new ServicePrincipal('sns.amazonaws.com')],
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: ['*'],
          conditions: {
            ArnEquals: { 'aws:SourceArn': props.topicArns },
            StringEquals: { 'aws:SourceAccount': account },
          },
        }),
      );
    }
    for (const publisher of props.publishers ?? []) {
      // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
      this.key.addToResourcePolicy(
        new PolicyStatement({
          principals: [new ServicePrincipal(publisher.service)],
          actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
          resources: ['*'],
          conditions: publisherConditions(publisher, account),
        }),
      );
    }
  }
}
