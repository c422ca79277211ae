import type { ServiceRules } from './rules';

/** Permission sets have ids that AWS chooses; the instance is named in the template, and the account is its administrator. */
export const sso: ServiceRules = {
  types: {
    'AWS::SSO::Assignment': [
      'iam:GetSAMLProvider',
      'iam:ListRolePolicies',
      'sso:CreateAccountAssignment',
      'sso:DeleteAccountAssignment',
      'sso:DescribeAccountAssignmentCreationStatus',
      'sso:DescribeAccountAssignmentDeletionStatus',
      'sso:ListAccountAssignments',
    ],
    'AWS::SSO::PermissionSet': [
      'sso:AttachCustomerManagedPolicyReferenceToPermissionSet',
      'sso:CreatePermissionSet',
      'sso:DeletePermissionSet',
      'sso:DescribePermissionSet',
      'sso:DescribePermissionSetProvisioningStatus',
      'sso:DetachCustomerManagedPolicyReferenceFromPermissionSet',
      'sso:GetInlinePolicyForPermissionSet',
      'sso:GetPermissionsBoundaryForPermissionSet',
      'sso:ListCustomerManagedPolicyReferencesInPermissionSet',
      'sso:ListManagedPoliciesInPermissionSet',
      'sso:ListTagsForResource',
      'sso:ProvisionPermissionSet',
      'sso:TagResource',
      'sso:UntagResource',
      'sso:UpdatePermissionSet',
    ],
  },
  limits: [],
};
