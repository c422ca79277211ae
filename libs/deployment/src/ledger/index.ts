export { baseOf, historyOf } from './base';
export { openOf, standingsOf } from './deployment-status';
export type { Standing } from './deployment-status';
export { ledgerParameter, pairKey, readParameters, writeRecord } from './ledger';
export type { LedgerRecord, Pair } from './ledger';
export { Bookkeeper } from './ledger-writer';
export { takeLocks } from './lock';
export { git, refuseDirty, sourcesOf } from './revision';
export type { Sources } from './revision';
