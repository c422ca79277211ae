export { platformSchema } from './platform';
export { serviceSchema, unknownKindSchema, WORKLOAD_KINDS, WORKLOAD_SCHEMAS } from './service';
export type { WorkloadKind } from './service';
