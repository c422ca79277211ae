import { lockSentence } from '@careplane/assessment/plan';
import type { ComplianceLock } from '@careplane/assessment/plan';
import { wrap } from '@careplane/problems';

/** What cannot be deleted once it is written, and until when. */
export function renderLocks(locks: readonly ComplianceLock[]): string {
  const lines = locks.map((lock) => wrap(lockSentence(lock), 2));
  return ['COMPLIANCE LOCKS: no one can remove them, not even AWS or the root user', ...lines].join('\n');
}
