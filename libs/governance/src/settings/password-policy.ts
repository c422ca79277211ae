import type { Setting, SettingCall, SettingPlan, SettingProperties } from './setting';

const READ: SettingCall = {
  service: 'iam',
  operation: 'GetAccountPasswordPolicy',
  action: 'iam:GetAccountPasswordPolicy',
  input: {},
  noneOn: 'NoSuchEntityException',
};

/** A password policy by IAM's own names. A number that is missing sets no limit. */
export interface IamPasswordPolicy {
  /** Characters, 6 to 128. */
  readonly MinimumPasswordLength?: number;
  /** Number of former passwords that cannot be used again, 1 to 24. */
  readonly PasswordReusePrevention?: number;
  /** Days until a password expires, 1 to 1095. */
  readonly MaxPasswordAge?: number;
  readonly RequireSymbols?: boolean;
  readonly RequireNumbers?: boolean;
  readonly RequireUppercaseCharacters?: boolean;
  readonly RequireLowercaseCharacters?: boolean;
  readonly AllowUsersToChangePassword?: boolean;
  /** Whether a user whose password has expired needs an administrator. */
  readonly HardExpiry?: boolean;
}

/** Numbers, and whether the larger one is the stricter one. */
const NUMBERS = { MinimumPasswordLength: true, PasswordReusePrevention: true, MaxPasswordAge: false } as const;
/** Flags of which true is stricter. */
const FLAGS = [
  'RequireSymbols',
  'RequireNumbers',
  'RequireUppercaseCharacters',
  'RequireLowercaseCharacters',
  'HardExpiry',
] as const;

/**
 * Calls that bring the policy to the wanted values, with each stricter value that is there. The request replaces the whole
 * policy, so it carries every value.
 */
export function passwordPolicyPlan(wanted: IamPasswordPolicy, found: IamPasswordPolicy | undefined): SettingPlan {
  const kept: string[] = [];
  const numbers = (Object.keys(NUMBERS) as (keyof typeof NUMBERS)[]).map((name) => {
    const value = stricter(wanted[name], found?.[name], NUMBERS[name]);
    if (value !== undefined && value !== wanted[name]) {
      kept.push(`${name} stays ${value}, which is stricter than ${wanted[name] ?? 'no limit'}`);
    }
    return [name, value] as const;
  });
  const flags = FLAGS.map((name) => {
    if (found?.[name] === true && wanted[name] !== true) kept.push(`${name} stays on`);
    return [name, wanted[name] === true || found?.[name] === true] as const;
  });
  // Who may change a password is a permission. A policy that is there has decided about it.
  const change = found?.AllowUsersToChangePassword ?? wanted.AllowUsersToChangePassword ?? true;
  if (found !== undefined && wanted.AllowUsersToChangePassword !== undefined) {
    if (change !== wanted.AllowUsersToChangePassword) kept.push(`AllowUsersToChangePassword stays ${change}`);
  }
  const policy: IamPasswordPolicy = Object.fromEntries(
    [...numbers, ...flags, ['AllowUsersToChangePassword', change] as const].filter(([, value]) => value !== undefined),
  );
  if (found !== undefined && isEqual(policy, found)) return { calls: [], kept };
  const action = 'iam:UpdateAccountPasswordPolicy';
  return { calls: [{ service: 'iam', operation: 'UpdateAccountPasswordPolicy', action, input: policy }], kept };
}

/** IAM leaves out numbers without a limit, and sends 0 for some of them. */
function stricter(wanted: number | undefined, found: number | undefined, larger: boolean): number | undefined {
  const limits = [wanted, found].filter((value) => value !== undefined && value > 0) as number[];
  if (limits.length === 0) return undefined;
  return larger ? Math.max(...limits) : Math.min(...limits);
}

function isEqual(policy: IamPasswordPolicy, found: IamPasswordPolicy): boolean {
  return (Object.keys(policy) as (keyof IamPasswordPolicy)[]).every((name) => (found[name] ?? false) === policy[name]);
}

/** CloudFormation sends every value as text. */
function wantedOf(properties: SettingProperties): IamPasswordPolicy {
  const named = Object.keys(NUMBERS).filter((name) => properties[name] !== undefined);
  const flags = [...FLAGS, 'AllowUsersToChangePassword'].filter((name) => properties[name] !== undefined);
  return {
    ...Object.fromEntries(named.map((name) => [name, Number(properties[name])])),
    ...Object.fromEntries(flags.map((name) => [name, String(properties[name]) === 'true'])),
  };
}

/**
 * Passwords of IAM users: 45 CFR 164.308(a)(5)(ii)(D) and 164.312(d), FSBP IAM.7, CIS 1.7 and 1.8.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
 */
export const passwordPolicy: Setting = {
  type: 'Custom::CareplanePasswordPolicy',
  title: 'IAM password policy',
  id: () => 'password-policy',
  actions: ['iam:GetAccountPasswordPolicy', 'iam:UpdateAccountPasswordPolicy'],
  scope: 'account',
  reads: () => [READ],
  plan: ({ properties, answers: [answer] }) =>
    passwordPolicyPlan(
      wantedOf(properties),
      (answer as { readonly PasswordPolicy?: IamPasswordPolicy } | undefined)?.PasswordPolicy,
    ),
};
