import { only } from './examples';
import { ruleFor } from './rule';
import { shown } from './template-values';

/** The database has no public address. */
export const databaseIsPrivate = ruleFor({
  name: 'DatabaseIsPrivate',
  control: '164.312(a)(1)',
  sameAs: 'AWS Config: RDS_INSTANCE_PUBLIC_ACCESS_CHECK',
  types: ['AWS::RDS::DBInstance'],
  wrong: ({ properties: { PubliclyAccessible } }) =>
    PubliclyAccessible === false ? undefined : `PubliclyAccessible is ${shown(PubliclyAccessible)}. Allowed: false.`,
  examples: {
    fails: [
      ['a public database', only('AWS::RDS::DBInstance', { PubliclyAccessible: true })],
      ['the default', only('AWS::RDS::DBInstance', {})],
    ],
    passes: [['a private database', only('AWS::RDS::DBInstance', { PubliclyAccessible: false })]],
  },
});
