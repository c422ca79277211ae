import { only } from './examples';
import { ruleFor } from './rule';
import { listOf } from './template-values';

/** What the description of a way out says of it: `To lab-partner: mllp, not encrypted`. */
export const WAY_OUT = /^To (\S+): (\w+), (encrypted|not encrypted)$/;

/** A way out to a partner that nothing encrypts has a written reason, such as a VPN that does. */
export const egressIsEncrypted = ruleFor({
  name: 'EgressIsEncrypted',
  control: '164.312(e)(2)(ii)',
  sameAs: 'NIST SP 800-53 SC-8(1)',
  types: ['AWS::EC2::SecurityGroup', 'AWS::EC2::SecurityGroupEgress'],
  wrong: ({ type, properties }) => {
    const rules = type === 'AWS::EC2::SecurityGroup' ? listOf(properties['SecurityGroupEgress']) : [properties];
    const plain = rules.flatMap((rule) => {
      const [, partner, protocol, how] = WAY_OUT.exec(String((rule as { Description?: unknown }).Description)) ?? [];
      return how === 'not encrypted' ? [`${partner ?? ''} (${protocol ?? ''})`] : [];
    });
    return plain.length === 0
      ? undefined
      : `Data goes to ${[...new Set(plain)].join(', ')} without encryption. Allowed: TLS or SSH, or a written reason (egress.<name>.unencrypted in service.yaml).`;
  },
  examples: {
    fails: [
      ['a partner over plain MLLP', only('AWS::EC2::SecurityGroup', groupWith('To lab: mllp, not encrypted'))],
      [
        'a rule by itself',
        only('AWS::EC2::SecurityGroupEgress', { Description: 'To mail: smtp, not encrypted', FromPort: 587 }),
      ],
    ],
    passes: [
      ['a partner over MLLP with TLS', only('AWS::EC2::SecurityGroup', groupWith('To lab: mllp, encrypted'))],
      ['HTTPS', only('AWS::EC2::SecurityGroup', groupWith('HTTPS to AWS and partners'))],
    ],
  },
});

function groupWith(Description: string): object {
  return { SecurityGroupEgress: [{ CidrIp: '203.0.113.7/32', Description, FromPort: 2575, ToPort: 2575 }] };
}
