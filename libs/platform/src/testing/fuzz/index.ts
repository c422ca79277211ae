export { keysToTry } from './changes';
export { fuzzModels, generatedPlatforms } from './fuzz';
export type { FuzzCounts, FuzzSettings, GeneratedPlatform } from './fuzz';
