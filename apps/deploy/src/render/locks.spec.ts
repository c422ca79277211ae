import { complianceLocksOf } from '@careplane/assessment/plan';
import type { PlatformModel } from '@careplane/config';
import { renderLocks } from './locks';

const model = (years: number, lock: 'governance' | 'compliance') =>
  ({
    backup: { vaultLock: lock, retentionDays: 35 },
    buckets: [{ name: 'scans', lock: { mode: lock, days: years * 365 } }, { name: 'letters' }],
    evidence: { lock, retentionDays: years * 365 },
    governance: { baseline: 'own', retentionYears: 7, auditTrail: { lock } },
  }) as unknown as PlatformModel;

test('a lock that no one can remove is in the plan, and one of a hundred years with a warning', () => {
  expect(complianceLocksOf(model(6, 'governance'))).toEqual([]);
  const locks = complianceLocksOf(model(100, 'compliance'));
  expect(locks.map(({ path, days }) => `${path} ${days}`)).toEqual([
    'backup.vaultLock 35',
    'buckets.scans.lock 36500',
    'evidence.lock 36500',
    'governance.auditTrail.lock 2557',
  ]);
  const [backup, bucket, evidence, trail] = locks.map((lock) => renderLocks([lock]));
  expect(evidence).toContain('WARNING');
  expect(bucket?.replace(/\s+/g, ' ')).toMatch(
    /buckets\.scans\.lock: each object in the bucket scans is kept for 36500 days .*WARNING/,
  );
  expect(`${backup ?? ''}${trail ?? ''}`).not.toContain('WARNING');
});
