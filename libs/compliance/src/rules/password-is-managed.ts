import { only } from './examples';
import { ruleFor } from './rule';

/** The password of the database's administrator is made, kept and rotated by AWS; no person and no template knows it. */
export const passwordIsManaged = ruleFor({
  name: 'PasswordIsManaged',
  control: '164.308(a)(5)(ii)(D)',
  sameAs: 'AWS Security Hub: SecretsManager.1 for the secret that RDS manages',
  types: ['AWS::RDS::DBInstance'],
  wrong: ({ properties }) =>
    properties['ManageMasterUserPassword'] === true && properties['MasterUserPassword'] === undefined
      ? undefined
      : 'The administrator’s password of the database is not managed by RDS. Allowed: ManageMasterUserPassword true.',
  examples: {
    fails: [
      ['a password in the template', only('AWS::RDS::DBInstance', { MasterUserPassword: 'x' })],
      ['nothing', only('AWS::RDS::DBInstance', {})],
    ],
    passes: [['a managed password', only('AWS::RDS::DBInstance', { ManageMasterUserPassword: true })]],
  },
});
