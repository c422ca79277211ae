export { fakeAws } from './aws';
export type { FakeAws } from './aws';
export { stackOf } from './stacks';
