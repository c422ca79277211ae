import { instanceMetadata, instanceMetadataPlan } from './instance-metadata';
import type { InstanceMetadata, WantedInstanceMetadata } from './instance-metadata';

const required = { HttpTokens: 'required' };

test.each<[wanted: WantedInstanceMetadata, current: InstanceMetadata, input: object | undefined, kept: string[]]>([
  [{}, {}, required, []],
  [{}, { HttpTokens: 'optional', HttpPutResponseHopLimit: 1 }, required, []],
  [{}, required, undefined, []],
  [{}, { ...required, HttpPutResponseHopLimit: 5 }, undefined, []],
  [{ hopLimit: 2 }, {}, { ...required, HttpPutResponseHopLimit: 2 }, []],
  [{ hopLimit: 2 }, { ...required, HttpPutResponseHopLimit: -1 }, { HttpPutResponseHopLimit: 2 }, []],
  [{ hopLimit: 2 }, { ...required, HttpPutResponseHopLimit: 2 }, undefined, []],
  [{ hopLimit: 2 }, { ...required, HttpPutResponseHopLimit: 5 }, { HttpPutResponseHopLimit: 2 }, []],
  [
    { hopLimit: 2 },
    { HttpTokens: 'optional', HttpPutResponseHopLimit: 1 },
    required,
    ['the hop limit stays 1, which is stricter than 2'],
  ],
  [{}, { ...required, ManagedBy: 'declarative-policy' }, undefined, []],
])('wanted %j, current %j', (wanted, found, input, kept) => {
  const plan = instanceMetadataPlan(wanted, found);
  expect(plan.calls.map((call) => call.input)).toEqual(input === undefined ? [] : [input]);
  expect(plan.kept).toEqual(kept);
});

test('a policy of the organization that allows IMDSv1 is a refusal', () => {
  expect(() => instanceMetadataPlan({}, { HttpTokens: 'optional', ManagedBy: 'declarative-policy' })).toThrow(
    /Ask for HttpTokens in the policy/,
  );
});

test('the hop limit comes from CloudFormation as text', () => {
  const answers = [{ AccountLevel: { ...required, HttpPutResponseHopLimit: 4 } }];
  const { calls } = instanceMetadata.plan({ properties: { HopLimit: '2' }, answers }, '111122223333');
  expect(calls[0]?.input).toEqual({ HttpPutResponseHopLimit: 2 });
});
