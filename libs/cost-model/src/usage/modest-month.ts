import { MODELS_MONTH } from './models-month';
import { MODEST_APPLICATION } from './modest-application';
import { MODEST_OPERATIONS } from './modest-operations';
import type { AssumedUsage } from './usage-profile';

/** Amounts with their reasons, by type and usage key: `AWS::SQS::Queue monthlyRequests`. */
export type AssumedAmounts = Readonly<Record<string, readonly [amount: number, why: string]>>;

/**
 * A modest month, which a platform's estimate assumes and `usage init` begins with: a web application that serves a million requests of
 * 20 KB, mostly in office hours. Amounts are for each resource, by type and usage key. A key that is not here is shown in the file as a
 * comment, without an amount.
 */
export const MODEST_MONTH: readonly AssumedAmounts[] = [MODELS_MONTH, MODEST_APPLICATION, MODEST_OPERATIONS];

/** Types whose usage is that of another type. */
const SAME_AS: ReadonlyMap<string, string> = new Map([
  ['AWS::Backup::BackupPlan', 'AWS::Backup::BackupVault'],
  ['AWS::Elasticsearch::Domain', 'AWS::OpenSearchService::Domain'],
]);

/** The assumption for a usage key; undefined if there is none. */
export function modestMonth(type: string, key: string): AssumedUsage | undefined {
  const name = `${SAME_AS.get(type) ?? type} ${key}`;
  const found = MODEST_MONTH.find((amounts) => Object.hasOwn(amounts, name))?.[name];
  return found && { amount: found[0], why: found[1] };
}
