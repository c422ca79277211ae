export { unnamedLosses } from './approval';
export { plannedStackAsData, renderAccess, renderChanges } from './changes-report';
export type { Review } from './review';
export { risksOf } from './risks';
export type { Risk, RiskKind } from './risks';
