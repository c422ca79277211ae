import { only, resource } from './examples';
import { ruleFor } from './rule';
import { isNamedBy } from './template-values';

/** What the firewall saw and refused leaves a record. */
export const firewallIsLogged = ruleFor({
  name: 'FirewallIsLogged',
  control: '164.312(b)',
  sameAs: 'AWS Config: WAFV2_LOGGING_ENABLED',
  types: ['AWS::WAFv2::WebACL'],
  wrong: (subject) =>
    isNamedBy(subject, 'AWS::WAFv2::LoggingConfiguration', 'ResourceArn')
      ? undefined
      : 'The web ACL has no logging configuration.',
  examples: {
    fails: [['a web ACL alone', only('AWS::WAFv2::WebACL', {})]],
    passes: [
      [
        'a web ACL with a log',
        only(
          'AWS::WAFv2::WebACL',
          {},
          {
            Log: resource('AWS::WAFv2::LoggingConfiguration', {
              ResourceArn: { 'Fn::GetAtt': ['JudgedResource', 'Arn'] },
            }),
          },
        ),
      ],
    ],
  },
});
