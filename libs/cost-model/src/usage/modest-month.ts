import { MODEST_APPLICATION } from './modest-application';
import { MODEST_OPERATIONS } from './modest-operations';

/** An assumed amount of a usage key, and why it is that much: a phrase. */
export interface AssumedUsage {
  readonly amount: number;
  readonly why: string;
}

/** Amounts with their reasons, by type and usage key: `AWS::SQS::Queue monthlyRequests`. */
export type AssumedAmounts = Readonly<Record<string, readonly [amount: number, why: string]>>;

/**
 * A modest month, which `usage init` begins with: a web application that serves a million requests of 20 KB, mostly in office
 * hours. Amounts are for each resource, by type and usage key. A key that is not here is shown in the file as a comment, without an
 * amount.
 */
export const MODEST_MONTH: AssumedAmounts = { ...MODEST_APPLICATION, ...MODEST_OPERATIONS };

/** The assumption for a usage key; undefined if there is none. */
export function modestMonth(type: string, key: string): AssumedUsage | undefined {
  const found = MODEST_MONTH[`${type} ${key}`];
  return found && { amount: found[0], why: found[1] };
}
