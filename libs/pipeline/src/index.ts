export { deployBuild, imageBuild, scanBuild } from './app-builds';
export type { ImageSource } from './app-builds';
export { buildspec } from './buildspec';
export type { Build, Phase, Step } from './buildspec';
export { deployPlatformBuild, preparePlatformBuild } from './platform-builds';
export { CRANE } from './tools';
export type { Architecture, Tool, TrivySettings } from './tools';
