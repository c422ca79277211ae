export { evidenceFile, evidenceInput } from './evidence-input';
export type { MadeUnit, WrittenUnit } from './evidence-input';
export { restoreHours } from './restore-jobs';
export { requireSameAssembly } from './same-assembly';
export { synthesizeUnits } from './synthesize-units';
