import type { Citation } from '../controls/citations';
import type { CloudFormationTemplate } from '../rules/rule';

/** What a part of an account's baseline must have. */
export interface Requirement {
  /** Part of the baseline, as a key of `governance` in platform.yaml. */
  readonly part: string;
  /** What is missing when it does not hold, continuing "The baseline has no". */
  readonly what: string;
  /** Safeguards that are not met without it, beside those that rely on the whole baseline. */
  readonly controls: readonly Citation[];
  /** Whether it is asked for in the first region of an account only. @default false */
  readonly onceForAnAccount?: boolean;
  /** Name in `governance.accountSettings.leftOut`, where the configuration can give a reason for this one alone. */
  readonly leftOutAs?: string;
  readonly holds: (template: CloudFormationTemplate) => boolean;
}

/** A property at a path of names, or undefined. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((found, name) => (found as Record<string, unknown> | undefined)?.[name], value);
}

/** A list, or none where a property is not one. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
