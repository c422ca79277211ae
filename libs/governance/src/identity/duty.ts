/** Conditions of a policy statement: operator → key → values. Values may have placeholders. */
export type DutyConditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** Why a resource of a duty ends in an asterisk instead of a full name. */
export const DUTY_WILDCARDS = {
  reads:
    'These actions only list or describe, and most of them know no resources. None of them returns data of patients, a secret or a line of a log.',
  findings:
    'These actions mark findings and credentials as handled; they know no resources, or the resource is not known before the incident. None of them gives a permission.',
  named:
    'The name of the platform, of an environment or of its path stands before the asterisk; AWS chooses what follows it.',
  emergency:
    'The role is for emergencies, which cannot be listed beforehand. It needs MFA, ends after an hour, sounds an alarm, and cannot touch audit trail, backups, keys or rights.',
} as const;
export type DutyWildcard = keyof typeof DUTY_WILDCARDS;

/**
 * Something that a group of people has to do, and the least that AWS must allow for it. Plain data: `compile.ts` makes
 * policies of it, and a reviewer reads it without knowing the code.
 */
export interface Duty {
  /** The reason why people need this. */
  readonly why: string;
  /** One or several statements of a policy, all of them `Allow`. */
  readonly allow: readonly DutyStatement[];
  /** Whether it works without MFA, because it is needed to set MFA up. */
  readonly withoutMfa?: boolean;
  /** Whether it belongs to IAM users only: Identity Center keeps passwords and devices in its directory. */
  readonly usersOnly?: boolean;
}

export interface DutyStatement {
  /** Names of actions, without wildcards. */
  readonly actions: readonly string[];
  /** ARNs, with the placeholders of `place.ts`. A statement whose ARNs are about nothing that exists is left out. */
  readonly on: readonly string[];
  readonly conditions?: DutyConditions;
  /** The reason for the asterisk at the end of a resource. */
  readonly wildcard?: DutyWildcard;
}

/** Something that stays forbidden, whatever else is allowed: one statement with `Deny`. */
export interface Guardrail {
  readonly why: string;
  /** Actions that are denied, or all but some. */
  readonly deny: readonly string[] | { readonly allBut: readonly string[] };
  readonly on: readonly string[] | { readonly allBut: readonly string[] };
  readonly conditions?: DutyConditions;
  /** Whether it is about sessions of IAM users only. */
  readonly usersOnly?: boolean;
}
