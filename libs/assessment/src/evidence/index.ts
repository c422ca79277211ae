export { evidenceInput } from './evidence-input';
export type { MadeUnit } from './evidence-input';
export { restoreHours } from './restore-jobs';
export { requireSameAssembly } from './same-assembly';
export { synthesizeUnits } from './synthesize-units';
