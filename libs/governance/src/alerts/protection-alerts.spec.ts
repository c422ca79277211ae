import { Match, Template } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { matchesEvent } from '../testing/event-pattern';
import { EVENTS } from '../testing/protection-events';
import { testStack } from '../testing/stack';
import { DeadLetterQueue } from './dead-letter-queue';
import { ProtectionAlerts } from './protection-alerts';
import { type EventDetails, protectionEvents } from './protection-events';

function synthesize(slackTopicArn?: string): Template {
  const stack = testStack();
  const topic = new Topic(stack, 'Emails');
  const { queue } = new DeadLetterQueue(stack, 'Undelivered', {
    title: 'Acme',
    ruleNames: ['acme-*'],
    topics: [topic],
  });
  new ProtectionAlerts(stack, 'Alerts', {
    title: 'Acme',
    emailTopicArn: topic.topicArn,
    ...(slackTopicArn === undefined ? {} : { slackTopicArn }),
    deadLetterQueueArn: queue.queueArn,
    breakGlassRoleName: 'acme-break-glass',
  });
  return Template.fromStack(stack);
}

test('each event has a rule, and each target a dead-letter queue', () => {
  const rules = Object.values(
    synthesize('arn:aws:sns:us-east-2:111122223333:slack').findResources('AWS::Events::Rule'),
  );
  expect(rules).toHaveLength(protectionEvents('acme-break-glass').length);
  for (const { Properties } of rules as { Properties: { Targets: { Id: string; DeadLetterConfig?: object }[] } }[]) {
    expect(Properties.Targets.map(({ Id }) => Id)).toEqual(['Email', 'Slack']);
    expect(Properties.Targets.every(({ DeadLetterConfig }) => DeadLetterConfig !== undefined)).toBe(true);
  }
});

const rules = protectionEvents('acme-break-glass');

test('each rule has events that it must report, and others that it must not', () => {
  expect(Object.keys(EVENTS).sort()).toEqual(rules.map(({ id }) => id).sort());
});

test.each(rules.map((rule) => [rule.id, rule.pattern] as const))(
  '%s reports its events and no other',
  (id, pattern) => {
    const { matches = [], mustNot = [] } = EVENTS[id] ?? {};
    expect([matches.length > 0, mustNot.length > 0]).toEqual([true, true]);
    expect(matches.filter((event) => !matchesEvent(pattern, event))).toEqual([]);
    expect(mustNot.filter((event) => matchesEvent(pattern, event))).toEqual([]);
  },
);

/** An event that two rules report is two messages to people. */
test('no event of one rule is reported by another', () => {
  const twice = Object.entries(EVENTS).flatMap(([id, { matches }]) =>
    rules
      .filter((rule) => rule.id !== id && matches.some((event) => matchesEvent(rule.pattern, event)))
      .map((rule) => `${id} and ${rule.id}`),
  );
  expect(twice).toEqual(['RestoreTestFailed and BackupFailed']);
});

test.each([
  ['a filter that is not known', { detail: { a: [{ suffixes: 'x' }] } }],
  ['a filter with two keys', { detail: { a: [{ prefix: 'x', suffix: 'y' }] } }],
  ['a value that is no list', { source: 'aws.kms' }],
])('the evaluator refuses %s', (_, pattern) => {
  expect(() => matchesEvent(pattern, { source: 'aws.kms', detail: { a: 'x' } })).toThrow();
});

test('a message names who did what, and where', () => {
  synthesize().hasResourceProperties('AWS::Events::Rule', {
    Description: Match.stringLikeRegexp('deletion of a KMS key'),
    EventPattern: { source: ['aws.kms'], detail: { eventName: Match.arrayWith(['ScheduleKeyDeletion']) } },
    Targets: [
      {
        Id: 'Email',
        InputTransformer: {
          InputPathsMap: Match.objectLike({ who: '$.detail.userIdentity.arn', call: '$.detail.eventName' }),
          InputTemplate: Match.stringLikeRegexp('^"Acme: The deletion of a KMS key.*By: <who>'),
        },
      },
    ],
  });
});

/** The text of a message, as EventBridge fills it in: a part that the event lacks is empty. */
function filledIn({ text, paths }: EventDetails, event: unknown): string {
  const part = (path: string): string =>
    String(
      path
        .split('.')
        .slice(1)
        .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], event) ?? '',
    );
  return text.replace(/<(\w+)>/g, (_, name: string) => part(paths[name] ?? `$.${name} is no part`));
}

test.each(rules.map((rule) => [rule.id, rule] as const))('%s says what it is about', (id, { details }) => {
  const named = [...details.text.matchAll(/<(\w+)>/g)].map(([, name]) => name);
  expect(named.sort()).toEqual(Object.keys(details.paths).sort());
  for (const event of EVENTS[id]?.matches ?? []) {
    const message = filledIn({ text: details.text.replace(/>\.? Validation: .*/, '>.'), paths: details.paths }, event);
    // An empty part leaves two spaces, or a space before the punctuation.
    expect(message).not.toMatch(/ {2}| [.,:]|undefined|no part/);
  }
});

test('a threat and a failed job are described by their own parts', () => {
  const message = (id: string): string => {
    const rule = rules.find((one) => one.id === id);
    const [event] = EVENTS[id]?.matches ?? [];
    return rule === undefined ? 'no rule' : filledIn(rule.details, event);
  };
  expect([message('ThreatFound'), message('BackupFailed'), message('KeyDeletion')]).toEqual([
    'Finding 6ab2 of severity 7: Execution:Runtime/NewBinaryExecuted, about a resource of type ECSCluster.',
    'Backup Job State Change: job 8f4b of type RDS is FAILED.',
    'Call: ScheduleKeyDeletion of 1234abcd-12ab-34cd-56ef-1234567890ab. By: arn:aws:iam::111122223333:user/robin.',
  ]);
});

test('without a role for emergencies there is no rule about it', () => {
  expect(protectionEvents().some(({ id }) => id === 'BreakGlass')).toBe(false);
});

test('only the rules of the platform may send to the queue, and a message in it raises the alarm', () => {
  const template = synthesize();
  template.hasResourceProperties('AWS::SQS::QueuePolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Effect: 'Allow',
          Action: 'sqs:SendMessage',
          Principal: { Service: 'events.amazonaws.com' },
          Condition: { ArnLike: { 'aws:SourceArn': Match.anyValue() } },
        }),
      ]),
    },
  });
  expect(JSON.stringify(template.toJSON())).toContain(':events:us-east-2:111122223333:rule/acme-*');
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Threshold: 1,
    AlarmActions: Match.anyValue(),
  });
});
