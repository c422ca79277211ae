import { costOfChanges } from './cost';
import type { PlannedStack } from './planned-stack';
import type { Template } from '../assembly/template';
import { stackOf } from '../testing/stacks';

const alarms = (count: number): Template => ({
  Resources: Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `Alarm${index}`,
      { Type: 'AWS::CloudWatch::Alarm', Properties: { MetricName: 'CPUUtilization', Period: 60 } },
    ]),
  ),
});
const topic: Template = { Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: {} } } };
const unpriced: Template = { Resources: { Unpriced: { Type: 'AWS::Unpriced::Thing', Properties: {} } } };

function compared(before: Template | undefined, after: Template): PlannedStack {
  return { kind: 'by template', stack: stackOf('medmo-network', after), because: '', changes: [], before };
}

describe('costOfChanges', () => {
  it.each<[string, PlannedStack[], string]>([
    ['nothing', [], 'no difference.'],
    ['an unchanged stack', [{ kind: 'unchanged', stack: stackOf('medmo'), changes: [] }], 'no difference.'],
    ['more', [compared(alarms(1), alarms(3))], '0.20 USD a month more expected, before tax.'],
    ['less', [compared(alarms(3), alarms(1))], '0.20 USD a month less expected, before tax.'],
    ['a new stack', [compared(undefined, alarms(2))], '0.20 USD a month more expected, before tax.'],
    ['the same', [compared(alarms(2), alarms(2))], 'no difference expected, before tax.'],
  ])('of %s', (_, prepared, message) => {
    expect(costOfChanges(prepared)).toBe(message);
  });

  it('counts what is not known, instead of taking it for nothing', () => {
    expect(costOfChanges([compared(undefined, unpriced)])).toBe(
      'at least 0.00 USD a month more expected, before tax. Missing or incomplete: 1 resource, because usage or prices are unknown.',
    );
  });

  it('assumes the usage of a modest month, and says so', () => {
    expect(costOfChanges([compared(undefined, topic)])).toBe(
      '0.01 USD a month more expected (low 0.00, high 0.01), with the usage of a modest month, before tax.',
    );
  });

  it.each<[string, Template, Template, RegExp]>([
    ['what is known goes and what is not comes', alarms(3), unpriced, /^unknown, may be more or less, before tax\./],
    ['what is not known goes', unpriced, { Resources: {} }, /^at most 0\.00 USD a month more expected, before tax\./],
    [
      'and what is known goes with it',
      { Resources: { ...unpriced.Resources, ...alarms(2).Resources } },
      alarms(1),
      /^at least 0\.10 USD a month less expected, before tax\./,
    ],
  ])('takes nothing that is not known for a saving: %s', (_, before, after, message) => {
    expect(costOfChanges([compared(before, after)])).toMatch(message);
  });

  it('says why where a template cannot be priced', () => {
    const circle: Template = {
      Resources: {
        A: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { Ref: 'B' } } },
        B: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { Ref: 'A' } } },
      },
    };
    expect(costOfChanges([compared(undefined, circle)])).toMatch(/^not known: /);
  });
});
