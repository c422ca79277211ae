export { baseOf, historyOf } from './base';
export { inputsOf, openOf, requireShared, statusesOf } from './deployment-status';
export type { DeploymentStatus } from './deployment-status';
export { leftoversOf, neverDeployed, stacksToDelete } from './leftovers';
export type { Leftover } from './leftovers';
export { ledgerParameter, readParameters, writeRecord } from './ledger';
export type { LedgerRecord, RecordedStack } from './ledger';
export { commitsAfter, describeNewer, newerDeployed, refuseOlder } from './older';
export { git, refuseDirty, sourcesOf } from './revision';
