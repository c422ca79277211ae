export { readProposals, writeProposals } from './approved-change-sets-files';
export { changeSetName } from './change-set';
export { changesByTemplate } from './changes';
export type { Action, Change } from './changes';
export { costOfChanges } from './cost';
export { lookAt } from './deploy-plan';
export type { Outlook } from './deploy-plan';
export type { Prepared } from './planned-stack';
export { ChangeSetMaker } from './toolkit';
