import * as z from 'zod';
import { environmentName } from '../primitives';
import { protocolSchema } from '../protocol';
import { scalingOverridesSchema } from '../scaling';
import { containerKeys, singletonKey, sizeAndVariableKeys } from './container';
import { healthCheckOverridesSchema, routeSchema } from './web-parts';

const deploymentKeys = {
  ...sizeAndVariableKeys,
  scaling: scalingOverridesSchema
    .optional()
    .describe('The number of tasks and its scaling. Default: the environment’s scaling.'),
  healthCheck: healthCheckOverridesSchema.optional(),
  routes: z
    .array(routeSchema)
    .max(10)
    .optional()
    .describe(
      'Requests of the internet that go to this service. Default: all requests of the domain. An empty list: none; the service is internal, and calledServices of platform.yaml names it.',
    ),
};

export const webSchema = z
  .strictObject({
    kind: z
      .literal('web')
      .default('web')
      .describe('The kind of workload: web, worker, scheduled or static. Each kind has keys of its own.'),
    ...containerKeys,
    port: z
      .int()
      .min(1024)
      .max(65535)
      .default(8080)
      .describe('TCP port of the container. A non-root user cannot open ports below 1024.'),
    protocol: protocolSchema,
    singleton: singletonKey,
    ...deploymentKeys,
    environments: z
      .record(
        environmentName,
        z
          .strictObject(deploymentKeys)
          .describe(
            'Settings that differ in this environment. environment, scaling and healthCheck are merged key by key; other keys replace the service’s value.',
          ),
      )
      .default({})
      .describe('Settings that differ in an environment, by its name.'),
  })
  .describe('A web service: a container behind the load balancer.');
