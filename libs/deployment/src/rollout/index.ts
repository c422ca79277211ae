export { tellProgress } from './progress';
export { rollOut } from './rollout';
export type { StackResult } from './rollout';
