export { readStacks } from './assembly';
export type { AssembledStack, Assembly } from './assembly';
export { openAssemblies } from './opened-assemblies';
export type { OpenedUnit } from './opened-assemblies';
export { parametersMadeBy } from './template';
export type { Template } from './template';
export { fromTo } from './values';
