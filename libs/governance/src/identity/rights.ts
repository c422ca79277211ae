/** Rights as data, without the CDK: for policies that are made outside of a stack, and for documents. */
export { compiledPolicies, emergencyBoundary, emergencyPolicies, LONGEST_MANAGED_POLICY } from './compile';
export { DUTIES } from './duties';
export { EMERGENCY_BOUNDARY, GROUPS } from './groups';
export { GUARDRAILS } from './guardrails';
export type { IdentityPlace } from './place';
