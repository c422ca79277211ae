export { approve, personAtTerminal, unnamedLosses } from './approval';
export { askingApprover, holdingApprover } from './approver';
export type { Approver } from './approver';
export { concernsOf } from './risks';
export type { Concern, ConcernKind } from './risks';
