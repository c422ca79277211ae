export { exceededQuotas, quotaSentence } from './exceeded-quotas';
export type { CountedStack, ExceededQuota } from './exceeded-quotas';
export { complianceLocksOf, lockSentence } from './locks';
export type { ComplianceLock } from './locks';
export type { Plan, PlannedEnvironment, StackSummary } from './plan';
