import { only, PRODUCTION, resource } from './examples';
import { ruleFor } from './rule';
import { inProduction, isNamedBy, listOf } from './template-values';

/** An alarm has an action, and the topics of production have a subscriber. */
export const alarmReachesPeople = ruleFor({
  name: 'AlarmReachesPeople',
  control: '164.308(a)(6)(i)',
  sameAs: 'AWS Config: CLOUDWATCH_ALARM_ACTION_CHECK',
  types: ['AWS::CloudWatch::Alarm', 'AWS::SNS::Topic'],
  where: (subject) => subject.type === 'AWS::CloudWatch::Alarm' || inProduction(subject),
  wrong: (subject) => {
    const { type, properties } = subject;
    if (type === 'AWS::CloudWatch::Alarm')
      return listOf(properties['AlarmActions']).length > 0 && properties['ActionsEnabled'] !== false
        ? undefined
        : 'The alarm has no action, so no one hears of it.';
    return isNamedBy(subject, 'AWS::SNS::Subscription', 'TopicArn') ||
      isNamedBy(subject, 'AWS::Chatbot::SlackChannelConfiguration', 'SnsTopicArns')
      ? undefined
      : 'The topic has no subscriber: add an address to alertEmails in platform.yaml.';
  },
  examples: {
    fails: [
      ['an alarm without an action', only('AWS::CloudWatch::Alarm', {})],
      ['a topic that no one reads', only('AWS::SNS::Topic', PRODUCTION)],
    ],
    passes: [
      ['an alarm', only('AWS::CloudWatch::Alarm', { AlarmActions: [{ Ref: 'Topic' }] })],
      [
        'a topic with a reader',
        only('AWS::SNS::Topic', PRODUCTION, {
          Reader: resource('AWS::SNS::Subscription', { TopicArn: { Ref: 'JudgedResource' }, Protocol: 'email' }),
        }),
      ],
    ],
  },
});
