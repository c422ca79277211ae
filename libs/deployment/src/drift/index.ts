export { driftsOf } from './drifts';
export { recordedStacks } from './recorded-stacks';
export { propertyWords, renderDrift } from './render-drift';
export { isInSync } from './stack-drift';
export type { StackDrift } from './stack-drift';
