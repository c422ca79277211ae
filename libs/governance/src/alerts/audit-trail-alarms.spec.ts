import { Match, Template } from 'aws-cdk-lib/assertions';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import EVENTS from '../testing/audit-events.json';
import { matchesPattern } from '../testing/filter-pattern';
import { testStack } from '../testing/stack';
import { AUDIT_ALARMS } from './audit-alarms';
import { AuditTrailAlarms, breakGlassUsed } from './audit-trail-alarms';
import { patternOf } from './filter-pattern';

const alarms = [...AUDIT_ALARMS, breakGlassUsed('acme-break-glass')];
const events: Readonly<Record<string, { readonly matches: object; readonly mustNot: object }>> = EVENTS;

test('every alarm has its events, and the use of root comes first', () => {
  expect(Object.keys(events).sort()).toEqual(alarms.map(({ id }) => id).sort());
  expect(alarms[0]?.id).toBe('RootUsed');
});

test('the recommendations of CIS 7.0 are all there', () => {
  const asked = alarms.flatMap(({ cis }) => (cis === undefined ? [] : [Number(cis.split('.')[1])]));
  expect(asked.sort((one, other) => one - other)).toEqual(Array.from({ length: 15 }, (_, index) => index + 1));
});

test.each(alarms.map((alarm) => [alarm.id, alarm] as const))(
  '%s is raised by its event and by no other',
  (id, { filter }) => {
    expect(matchesPattern(patternOf(filter), events[id]?.matches)).toBe(true);
    expect(matchesPattern(patternOf(filter), events[id]?.mustNot)).toBe(false);
    expect(
      matchesPattern(patternOf(filter), {
        eventName: 'ListBuckets',
        eventSource: 's3.amazonaws.com',
        userIdentity: { type: 'AssumedRole' },
      }),
    ).toBe(false);
  },
);

test.each([
  ['without a closing parenthesis', '{ ($.a = "b" }'],
  ['without braces', '($.a = "b")'],
  ['with one ampersand', '{ ($.a = "b") & ($.c = "d") }'],
  ['with a value that is not quoted', '{ ($.a = b) }'],
])('the evaluator refuses a pattern %s', (_, pattern) => {
  expect(() => matchesPattern(pattern, {})).toThrow();
});

test('a pattern that is too long is refused before AWS refuses it', () => {
  expect(() => patternOf('x'.repeat(1021))).toThrow('1025 characters');
});

test('each filter has an alarm on its metric that tells every topic', () => {
  const stack = testStack();
  new AuditTrailAlarms(stack, 'Alarms', {
    logGroup: new LogGroup(stack, 'Log'),
    namespace: 'Acme/AuditTrail',
    title: 'Account 111122223333',
    topics: [new Topic(stack, 'Emails'), new Topic(stack, 'Slack')],
  });
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::Logs::MetricFilter', AUDIT_ALARMS.length);
  template.resourceCountIs('AWS::CloudWatch::Alarm', AUDIT_ALARMS.length);
  template.hasResourceProperties('AWS::Logs::MetricFilter', {
    FilterPattern: patternOf(AUDIT_ALARMS[0]?.filter ?? ''),
    MetricTransformations: [{ MetricNamespace: 'Acme/AuditTrail', MetricName: 'RootUsed', MetricValue: '1' }],
  });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    AlarmDescription: Match.stringLikeRegexp('Account 111122223333: The root user was used'),
    Namespace: 'Acme/AuditTrail',
    MetricName: 'RootUsed',
    Threshold: 1,
    Period: 300,
    TreatMissingData: 'notBreaching',
    AlarmActions: [{ Ref: Match.stringLikeRegexp('^Emails') }, { Ref: Match.stringLikeRegexp('^Slack') }],
  });
});
