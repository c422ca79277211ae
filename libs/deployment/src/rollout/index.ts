export { deployOpen } from './deploy';
export type { Approval, DeployOutcome, DeployReporter, DeploySettings } from './deploy';
export { previewDeployment } from './preview';
export type { PreviewSettings } from './preview';
export type { StackResult } from './rollout';
