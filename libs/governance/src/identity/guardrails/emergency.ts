import type { Guardrail } from '../duty';

/**
 * The emergency role may do everything but what has to survive an administrator. It could make itself a second administrator
 * without these guardrails, so it gives no rights: it takes them away, and repairs.
 */
export const emergency = {
  'no-second-administrator': {
    why: 'a new user, role or policy would not have the guardrails of the emergency role',
    deny: [
      'iam:AddUserToGroup',
      'iam:AttachGroupPolicy',
      'iam:CreateAccessKey',
      'iam:CreateLoginProfile',
      'iam:CreateOpenIDConnectProvider',
      'iam:CreatePolicyVersion',
      'iam:CreateRole',
      'iam:CreateSAMLProvider',
      'iam:CreateServiceSpecificCredential',
      'iam:CreateUser',
      'iam:DeactivateMFADevice',
      'iam:DeleteRolePermissionsBoundary',
      'iam:DeleteUserPermissionsBoundary',
      'iam:PutGroupPolicy',
      'iam:PutRolePermissionsBoundary',
      'iam:PutRolePolicy',
      'iam:PutUserPermissionsBoundary',
      'iam:PutUserPolicy',
      'iam:SetDefaultPolicyVersion',
      'iam:UpdateAssumeRolePolicy',
      'iam:UpdateLoginProfile',
      'iam:UpdateSAMLProvider',
      'sso:*',
      'sts:AssumeRole',
      'sts:GetFederationToken',
    ],
    on: ['*'],
  },
  'no-other-policy': {
    why: 'the one policy that may be attached in an emergency denies everything',
    deny: ['iam:AttachRolePolicy', 'iam:AttachUserPolicy'],
    on: ['*'],
    conditions: { ArnNotEquals: { 'iam:PolicyARN': 'arn:{partition}:iam::aws:policy/AWSDenyAll' } },
  },
  /** The roles of the platform are within their boundary; other roles of the account may be administrators. */
  'no-other-roles-passed': {
    why: 'a service with the role of another administrator would work without these guardrails',
    deny: ['iam:PassRole'],
    on: { allBut: ['arn:{partition}:iam::{account}:role{path}/*', 'arn:{partition}:iam::{account}:role/careplane-*'] },
  },
  'own-policies-stay': {
    why: 'whoever may detach policies could detach these',
    deny: ['iam:*'],
    on: [
      'arn:{partition}:iam::{account}:role{policyPath}{emergencyRole}',
      'arn:{partition}:iam::{account}:policy{policyPath}*',
    ],
  },
} as const satisfies Readonly<Record<string, Guardrail>>;
