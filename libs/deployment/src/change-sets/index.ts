export { writeApprovedChangeSets } from './approved-change-sets-files';
export { changeSetName } from './change-set';
export { changesByTemplate } from './changes';
export type { ChangeAction, Change } from './changes';
export type { PlannedStack } from './planned-stack';
