import { quotaSentence } from '@careplane/assessment/plan';
import type { ExceededQuota } from '@careplane/assessment/plan';
import { wrap } from '@careplane/problems';

/** Quotas of an account that are too small for the plan. */
export function renderQuotas(quotas: readonly ExceededQuota[]): string {
  return ['QUOTAS: a deploy would fail at them', ...quotas.map((quota) => wrap(quotaSentence(quota), 2))].join('\n');
}
