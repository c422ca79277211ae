import { CfnResource, Stack } from 'aws-cdk-lib';
import { HIPAASecurityChecks, NIST80053R5Checks } from 'cdk-nag';
import type { NagPack } from 'cdk-nag';
import { equivalentOf, SHARED_WITH_HIPAA } from './equivalent-rules';

/** The rules that a pack asks, by name. */
function rulesOf(pack: NagPack): Map<string, unknown> {
  const rules = new Map<string, unknown>();
  Object.assign(pack, {
    applyRule: ({ rule }: { rule: { name: string } }) => rules.set(rule.name, rule),
  });
  pack.validateScope(new CfnResource(new Stack(), 'Any', { type: 'AWS::CDK::Metadata' }));
  return rules;
}

test('the table has the rules that are one function in both packs, and no others', () => {
  const hipaa = rulesOf(new HIPAASecurityChecks());
  const same = [...rulesOf(new NIST80053R5Checks())].filter(([name, rule]) => hipaa.get(name) === rule);
  expect(same.map(([name]) => name).sort()).toEqual([...SHARED_WITH_HIPAA].sort());
});

test.each([
  ['NIST.800.53.R5-S3BucketLoggingEnabled', 'HIPAA.Security::HIPAA.Security-S3BucketLoggingEnabled'],
  [
    'NIST.800.53.R5-RDSLoggingEnabled[LogExport::general]',
    'HIPAA.Security::HIPAA.Security-RDSLoggingEnabled[LogExport::general]',
  ],
  ['NIST.800.53.R5-KMSBackingKeyRotationEnabled', undefined],
  ['AwsSolutions-S1', undefined],
])('%s is acknowledged by %s', (rule, id) => expect(equivalentOf(rule)).toBe(id));
