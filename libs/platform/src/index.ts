export { jobsOf } from './planned-jobs';
export type { PlannedJob } from './planned-jobs';
export { pipelinesOf } from './planned-pipelines';
export type { PlannedPipeline } from './planned-pipelines';
export { synthesize } from './synthesize';
export type { Synthesized } from './synthesize';
export { unitsOf } from './units';
