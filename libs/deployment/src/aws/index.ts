export { requireAccount } from './account';
export { Clients } from './clients';
export { parameterStore } from './parameter-store';
export { stacksNow } from './stack-now';
export type { NamedStack, StackNow } from './stack-now';
