export { contentsOf } from './contents';
export type { StackContents } from './contents';
export { scopeOfStack } from './scope';
export { LONGEST_POLICY } from './statement';
export type { Conditions, PolicyDocument, Statement } from './statement';
export { accessStackName, accessTemplate } from './template';
export type { PublishedCommand } from './template';
