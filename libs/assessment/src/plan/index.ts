export { complianceLocksOf, lockSentence } from './locks';
export type { ComplianceLock } from './locks';
export type { Plan, PlannedEnvironment, StackSummary } from './plan';
