import { clinic, lab, MEDMO } from '@careplane/platform/testing';
import { handoverFacts } from '../facts/facts';
import { ofType } from '../facts/resources';
import { inputOf } from '../testing/medmo';
import { alarmBlocks, alarmKindsOf } from './alarms';

it.each([
  ['medmo', () => MEDMO],
  ['a platform with every kind of workload', lab],
  ['a platform that uses what medmo does not', clinic],
])('every alarm of %s has one first thing to do, and is counted once', (_, folder) => {
  const facts = handoverFacts(inputOf(folder()));
  const alarms = ofType(facts.resources, 'AWS::CloudWatch::Alarm');
  const wrong = alarms.filter(({ logicalId }) => alarmKindsOf(logicalId).length !== 1);
  expect(wrong.map(({ logicalId }) => `${logicalId}: ${alarmKindsOf(logicalId).join(', ')}`)).toEqual([]);
  const [table] = alarmBlocks(facts, []).filter((block) => block.kind === 'table');
  const counted = (table?.rows ?? []).map(([, count]) => Number(count));
  expect(counted.reduce((sum, count) => sum + count, 0)).toBe(alarms.length);
});

it('an alarm of another name would be missed', () => expect(alarmKindsOf('SomethingNewAlarm0123ABCD')).toEqual([]));
