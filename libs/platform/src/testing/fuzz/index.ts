export { keysToTry } from './changes';
export { fuzzModels } from './fuzz';
export type { FuzzCounts, FuzzSettings } from './fuzz';
