export { readAssembly } from './assembly';
export { digestOfPair, inputsOf, pairsOf, requestOf, requireShared, stacksOfAll, standing } from './opened-assemblies';
export type { Request } from './opened-assemblies';
export { parametersMadeBy } from './template';
export type { Template } from './template';
export { fromTo } from './values';
