export { unnamedLosses } from './approval';
export type { Review } from './review';
export { risksOf } from './risks';
export type { Risk, RiskKind } from './risks';
