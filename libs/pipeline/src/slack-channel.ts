import { Stack } from 'aws-cdk-lib';
import { CfnSlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

export interface SlackChannelProps {
  readonly configurationName: string;
  readonly workspaceId: string;
  readonly channelId: string;
  readonly topicArns: readonly string[];
}

/**
 * Brings messages of topics into a Slack channel (Amazon Q Developer in chat applications, AWS::Chatbot).
 *
 * The channel is read-only. Its role has no permissions. If permissions are added, the guardrail still limits
 * commands of the channel to reading pipelines. Without a guardrail, AWS's default is administrator access.
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/understanding-permissions.html
 */
export class SlackChannel extends Construct {
  constructor(scope: Construct, id: string, props: SlackChannelProps) {
    super(scope, id);
    const { account, partition } = Stack.of(this);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('chatbot.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    });
    new CfnSlackChannelConfiguration(this, 'Configuration', {
      configurationName: props.configurationName,
      slackWorkspaceId: props.workspaceId,
      slackChannelId: props.channelId,
      snsTopicArns: [...props.topicArns],
      iamRoleArn: role.roleArn,
      guardrailPolicies: [`arn:${partition}:iam::aws:policy/AWSCodePipeline_ReadOnlyAccess`],
      userRoleRequired: true,
      loggingLevel: 'ERROR',
    });
  }
}
