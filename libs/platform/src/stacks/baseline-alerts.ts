import type { Stack } from 'aws-cdk-lib';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import {
  ALARM_PUBLISHERS,
  AlarmTopic,
  AuditTrailAlarms,
  DeadLetterQueue,
  EncryptionKey,
  ProtectionAlerts,
} from '@careplane/governance';
import { breakGlassRoleName } from '@careplane/config';
import type { PlatformModel } from '@careplane/config';
import type { BaselinePlace } from '../baseline-places';
import { pipelineParameter, read } from '../parameters';

/**
 * The alerts of an account: alarms on its audit trail, and events that weaken a protection. They go to the addresses of the
 * platform's alarms and to the security contact, and into the Slack channel that the pipelines' stack has set up.
 */
export function addBaselineAlerts(
  stack: Stack,
  platform: PlatformModel,
  place: BaselinePlace,
  logGroup: ILogGroup,
): void {
  const { name, alertEmails, contacts, slack } = platform;
  // A key of its own: EventBridge must be let in without a condition, and this key opens alerts only.
  const { key } = new EncryptionKey(stack, 'AlertKey', {
    description: `${name}: alerts of the account`,
    publishers: ALARM_PUBLISHERS,
  });
  const emails = [...new Set([...alertEmails, ...(contacts === undefined ? [] : [contacts.security.email])])];
  const { topic } = new AlarmTopic(stack, 'Alerts', { key, emails });
  const slackTopic =
    slack === undefined || !place.isHome
      ? undefined
      : Topic.fromTopicArn(stack, 'SlackTopic', read(stack, pipelineParameter(name, 'slack-topic-arn')));
  const topics = [topic, ...(slackTopic === undefined ? [] : [slackTopic])];
  const title = `Account ${place.account}`;
  const breakGlass = platform.identity === undefined ? {} : { breakGlassRoleName: breakGlassRoleName(name) };
  new AuditTrailAlarms(stack, 'TrailAlarms', {
    logGroup,
    namespace: `Careplane/${name}/AuditTrail`,
    title,
    topics,
    ...breakGlass,
  });
  const { queue } = new DeadLetterQueue(stack, 'Undelivered', { title, ruleNames: [`${name}-baseline-*`], topics });
  new ProtectionAlerts(stack, 'Protection', {
    title,
    emailTopicArn: topic.topicArn,
    ...(slackTopic === undefined ? {} : { slackTopicArn: slackTopic.topicArn }),
    deadLetterQueueArn: queue.queueArn,
    ...breakGlass,
  });
}
