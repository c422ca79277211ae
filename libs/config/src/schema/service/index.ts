import { z } from 'zod';
import { scheduledSchema } from './scheduled';
import { staticSchema } from './static';
import { webSchema } from './web';
import { workerSchema } from './worker';

export { sourceSchema } from './source';
export { jobScheduleSchema } from './scheduled';

/** The schema of each kind of workload. One more kind is a file in this folder and a line here. */
export const WORKLOAD_SCHEMAS = {
  web: webSchema,
  worker: workerSchema,
  scheduled: scheduledSchema,
  static: staticSchema,
};

/** What `kind` in a service.yaml may be. */
export type WorkloadKind = keyof typeof WORKLOAD_SCHEMAS;

export const WORKLOAD_KINDS = Object.keys(WORKLOAD_SCHEMAS) as WorkloadKind[];

/** A service.yaml of any kind. A problem is reported by the schema of the written kind alone: see `documentForm`. */
export const serviceSchema = z
  .union([webSchema, workerSchema, scheduledSchema, staticSchema])
  .describe('One service: a container image and how it runs, or a static site, in every environment of its platform.');

/** What is known of a service whose kind is unknown: nothing but that. */
export const unknownKindSchema = z.looseObject({
  kind: z.enum(WORKLOAD_KINDS).default('web').describe('The kind of workload, which decides which keys there are.'),
});
