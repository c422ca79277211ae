import { only } from './examples';
import { ruleFor } from './rule';
import { DATABASE_TYPES, isClusterMember } from './template-values';

/** The password of the database's administrator is made, kept and rotated by AWS; no person and no template knows it. */
export const passwordIsManaged = ruleFor({
  name: 'PasswordIsManaged',
  control: '164.308(a)(5)(ii)(D)',
  sameAs: 'AWS Security Hub: SecretsManager.1 for the secret that RDS manages',
  types: DATABASE_TYPES,
  where: (subject) => !isClusterMember(subject),
  wrong: ({ properties }) =>
    properties['ManageMasterUserPassword'] === true && properties['MasterUserPassword'] === undefined
      ? undefined
      : 'The administrator’s password of the database is not managed by RDS. Allowed: ManageMasterUserPassword true.',
  examples: {
    fails: [
      ['a password in the template', only('AWS::RDS::DBInstance', { MasterUserPassword: 'x' })],
      ['a cluster with nothing', only('AWS::RDS::DBCluster', {})],
      ['nothing', only('AWS::RDS::DBInstance', {})],
    ],
    passes: [
      ['an instance of a cluster', only('AWS::RDS::DBInstance', { DBClusterIdentifier: { Ref: 'Cluster' } })],
      ['a managed password', only('AWS::RDS::DBInstance', { ManageMasterUserPassword: true })],
    ],
  },
});
