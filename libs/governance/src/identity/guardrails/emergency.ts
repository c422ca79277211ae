import type { Guardrail } from '../duty';

const STACK_WRITES = [
  'cloudformation:Continue*',
  'cloudformation:Create*',
  'cloudformation:Delete*',
  'cloudformation:Execute*',
  'cloudformation:Rollback*',
  'cloudformation:Set*',
  'cloudformation:Update*',
] as const;

/**
 * The emergency role may do everything but what has to survive an administrator. It could make itself a second administrator
 * without these guardrails, so it gives no rights: it takes them away, and repairs.
 */
export const emergency = {
  'no-second-administrator': {
    why: 'a new user, role or policy would not have the guardrails of the emergency role',
    deny: [
      'iam:Accept*',
      'iam:Add*',
      'iam:Associate*',
      'iam:AttachGroupPolicy',
      'iam:Create*',
      'iam:Deactivate*',
      'iam:Delete*Boundary',
      'iam:Enable*',
      'iam:Put*',
      'iam:Reset*',
      'iam:Send*',
      'iam:Set*',
      'iam:UpdateAssumeRolePolicy',
      'iam:UpdateLoginProfile',
      'iam:UpdateO*',
      'iam:UpdateSAMLProvider',
      'iam:UpdateUser',
      'iam:Upload*',
      'identitystore:*',
      'rolesanywhere:*',
      'sso-directory:*',
      'sso:*',
      'sts:AssumeRole',
      'sts:GetFederationToken',
      'sts:GetWebIdentityToken',
    ],
    on: ['*'],
  },
  'no-other-policy': {
    why: 'the one policy that may be attached in an emergency denies everything',
    deny: ['iam:AttachRolePolicy', 'iam:AttachUserPolicy'],
    on: ['*'],
    conditions: { ArnNotEquals: { 'iam:PolicyARN': 'arn:{partition}:iam::aws:policy/AWSDenyAll' } },
  },
  /**
   * The roles of the platform are within their boundary; other roles of the account may be administrators. The execution role of the
   * shared stacks can change the audit trail and this role's policies.
   */
  'no-other-roles-passed': {
    why: 'a service with the role of another administrator would work without these guardrails',
    deny: ['iam:PassRole'],
    on: {
      allBut: [
        'arn:{partition}:iam::{account}:role{path}/*',
        'arn:{partition}:iam::{account}:role/careplane-{platform}-{environment}-execution',
      ],
    },
  },
  /** A stack changes with the role that CloudFormation has stored for it: whoever updates it needs no right of their own. */
  'record-stacks-stay': {
    why: 'the stacks of trail, rights, backups and keys change by the pipeline, also in an emergency',
    deny: STACK_WRITES,
    on: { allBut: ['arn:{partition}:cloudformation:*:{account}:stack/{platform}-*-{environment}/*'] },
  },
  'data-stacks-stay': {
    why: 'the stacks of vaults and keys are those of an environment, too',
    deny: STACK_WRITES,
    on: [
      'arn:{partition}:cloudformation:*:{account}:stack/{platform}-data-{environment}/*',
      'arn:{partition}:cloudformation:*:{account}:stack/{platform}-backup-copy-{environment}/*',
    ],
  },
  'pipelines-stay': {
    why: 'a pipeline without its approval, or with another source, changes rights in the name of its role',
    deny: [
      'codebuild:Create*',
      'codebuild:Start*',
      'codebuild:Update*',
      'codepipeline:CreatePipeline',
      'codepipeline:UpdatePipeline',
      'lambda:Add*',
      'lambda:Create*',
      'lambda:Invoke*',
      'lambda:Update*',
    ],
    on: ['*'],
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
