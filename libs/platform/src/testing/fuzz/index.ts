export { keysToTry } from './changes';
export { fuzzModels, keysGiven } from './fuzz';
export type { FuzzCounts, FuzzSettings } from './fuzz';
