export { unnamedLosses } from './approval';
export { plannedStackAsData } from './planned-stack-data';
export type { Review } from './review';
export { risksOf } from './risks';
export type { Risk, RiskKind } from './risks';
