import { DUTIES } from '../duties';
import type { Guardrail } from '../duty';

/** Actions that work without MFA. The list is made from the duties, so that the two cannot differ. */
export const WITHOUT_MFA: readonly string[] = [
  ...Object.values(DUTIES)
    .filter(({ withoutMfa }) => withoutMfa)
    .flatMap(({ allow }) => allow.flatMap(({ actions }) => actions)),
  // A command line gets its session with MFA by this call.
  'sts:GetSessionToken',
].sort();

/** How and from where people work. */
export const session = {
  /**
   * `BoolIfExists`, because requests with an access key and no session do not have the key at all: they are denied too. Sessions
   * of Identity Center never have it, so there the directory asks for MFA.
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
   */
  mfa: {
    why: 'nothing works without MFA but setting it up: 45 CFR 164.312(d)',
    usersOnly: true,
    deny: { allBut: WITHOUT_MFA },
    on: ['*'],
    conditions: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
  },
  'home-regions': {
    why: 'no resources and no data outside of the platform’s regions',
    deny: {
      allBut: [
        'access-analyzer:*',
        'account:*',
        'billing:*',
        'budgets:*',
        'ce:*',
        'cloudtrail:LookupEvents',
        'cur:*',
        'iam:*',
        'invoicing:*',
        'organizations:*',
        'payments:*',
        'pricing:*',
        'route53:*',
        's3:ListAllMyBuckets',
        'sts:*',
        'wafv2:*',
      ],
    },
    on: ['*'],
    conditions: { StringNotEquals: { 'aws:RequestedRegion': ['{homeRegion}'] } },
  },
} as const satisfies Readonly<Record<string, Guardrail>>;
