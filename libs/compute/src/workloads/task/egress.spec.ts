import { synthesizeService } from '../../testing/service';

const PARTNER = { about: 'lab: mllp, encrypted', port: 2575, to: ['203.0.113.7/32', '203.0.113.8/32'] };
const groupOf = (egress: NonNullable<Parameters<typeof synthesizeService>[0]>['egress']) => {
  const { template } = synthesizeService({ ...(egress === undefined ? {} : { egress }) });
  const groups = Object.entries(template.findResources('AWS::EC2::SecurityGroup'));
  return groups.find(([id]) => id.startsWith('ServiceSecurityGroup'))?.[1] ?? {};
};
const rulesOf = (group: Record<string, unknown>) =>
  (group['Properties'] as { SecurityGroupEgress: Record<string, unknown>[] }).SecurityGroupEgress.map(
    ({ CidrIp, FromPort, Description }) => [CidrIp, FromPort, Description],
  );

const HTTPS = ['0.0.0.0/0', 443, 'HTTPS to AWS and partners'];

test('nothing but HTTPS goes out by itself', () => expect(rulesOf(groupOf(undefined))).toEqual([HTTPS]));

test('a partner is reached at its addresses and its port alone', () => {
  expect(rulesOf(groupOf([PARTNER]))).toEqual([
    HTTPS,
    ['203.0.113.7/32', 2575, 'To lab: mllp, encrypted'],
    ['203.0.113.8/32', 2575, 'To lab: mllp, encrypted'],
  ]);
});

test('the reason for a connection without encryption is where the judges look for it', () => {
  const plain = { ...PARTNER, about: 'lab: mllp, not encrypted', unencryptedReason: 'A VPN encrypts it.' };
  expect(groupOf([plain])['Metadata']).toMatchObject({
    'careplane:acknowledged': { EgressIsEncrypted: 'lab: mllp, not encrypted: A VPN encrypts it.' },
  });
  expect(JSON.stringify(groupOf([PARTNER])['Metadata'] ?? {})).not.toContain('EgressIsEncrypted');
});
