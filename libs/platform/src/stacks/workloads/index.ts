import type { WorkloadKind } from '@careplane/config';
import { webService } from './web-service';
import type { BuildWorkload } from './workload';

/** What the stack of a service holds, by its kind. One more kind is a file in this folder and a line here. */
export const WORKLOADS: Readonly<Record<WorkloadKind, BuildWorkload>> = { web: webService };
