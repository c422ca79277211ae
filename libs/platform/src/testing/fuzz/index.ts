export { keysToTry } from './changes';
export { fuzzModels, generatedPlatforms, keysGiven } from './fuzz';
export type { FuzzCounts, FuzzSettings, GeneratedPlatform } from './fuzz';
