export { baseOf, historyOf } from './base';
export { inputsOf, openOf, requireShared, statusesOf } from './deployment-status';
export type { DeploymentStatus } from './deployment-status';
export { ledgerParameter, readParameters, writeRecord } from './ledger';
export type { LedgerRecord } from './ledger';
export { git, refuseDirty, sourcesOf } from './revision';
