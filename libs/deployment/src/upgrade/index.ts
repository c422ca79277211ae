export { compareStacks } from './compare-stacks';
export type { LeftStack, StackComparison } from './compare-stacks';
export { upgradeReport } from './report';
export { savedStacks } from './saved-stacks';
