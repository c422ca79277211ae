import type { IdentityPlace } from './place';

/** How long a session of the emergency role lasts, and how old the sign-in with MFA may be, in seconds. */
export const BREAK_GLASS_SECONDS = 3600;

/** ARN of the emergency role, which is where the platform's groups have their policies. */
export function breakGlassRoleArn({ partition, account, policyPath, emergencyRole }: IdentityPlace): string {
  return `arn:${partition}:iam::${account}:role${policyPath}${emergencyRole}`;
}

/**
 * Who may take the role: named users, signed in with MFA within the last hour. Users and not Identity Center, because the role
 * has to work when the directory does not. The account is the principal, limited by name: a user as principal would have to
 * exist already. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function breakGlassTrust(place: IdentityPlace, users: readonly string[]): object {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { AWS: `arn:${place.partition}:iam::${place.account}:root` },
        Condition: {
          ArnEquals: { 'aws:PrincipalArn': users.map((user) => userArn(place, user)) },
          Bool: { 'aws:MultiFactorAuthPresent': 'true' },
          NumericLessThan: { 'aws:MultiFactorAuthAge': String(BREAK_GLASS_SECONDS) },
        },
      },
    ],
  };
}

function userArn({ partition, account }: IdentityPlace, user: string): string {
  return `arn:${partition}:iam::${account}:user/${user}`;
}
