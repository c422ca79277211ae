import { only } from './examples';
import { ruleFor } from './rule';

/** Whatever a policy adds later, a role cannot exceed the boundary that the administrator of the account set. */
export const roleHasBoundary = ruleFor({
  name: 'RoleHasBoundary',
  control: '164.308(a)(4)(ii)(C)',
  sameAs: 'IAM guide: permissions boundaries',
  types: ['AWS::IAM::Role'],
  wrong: ({ properties }) =>
    properties['PermissionsBoundary'] === undefined ? 'The role has no permissions boundary.' : undefined,
  examples: {
    fails: [['a role without a boundary', only('AWS::IAM::Role', {})]],
    passes: [['a role with a boundary', only('AWS::IAM::Role', { PermissionsBoundary: 'arn:aws:iam::1:policy/x' })]],
  },
});
