export { diagnose } from './diagnose';
export type { Diagnosis } from './diagnosis';
