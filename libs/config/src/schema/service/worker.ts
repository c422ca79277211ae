import * as z from 'zod';
import { environmentName } from '../primitives';
import { queueName } from '../queue';
import { scalingKeys } from '../scaling';
import { containerCheckSchema } from './container-check';
import { containerKeys, singletonKey, sizeAndVariableKeys } from './container';

const workerScalingSchema = z
  .strictObject({
    ...scalingKeys,
    queue: z
      .strictObject({
        name: queueName.describe('A queue that the service receives from.'),
        messagesPerTask: z
          .int()
          .min(1)
          .describe(
            'Target for the waiting messages of each task: the messages that one task finishes in the time that a message may wait.',
          ),
      })
      .optional()
      .describe('Scaling by the messages that wait in a queue. Default: CPU and memory decide.'),
  })
  .describe('The number of tasks and its scaling.');

const workerHealthCheckSchema = containerCheckSchema.describe(
  'The health check of ECS. Default: none; a worker is then healthy while its process runs, and one that hangs is not replaced.',
);

const deploymentKeys = {
  ...sizeAndVariableKeys,
  scaling: workerScalingSchema
    .optional()
    .describe('The number of tasks and its scaling. Default: the environment’s scaling, without requests.'),
  healthCheck: workerHealthCheckSchema.optional(),
};

export const workerSchema = z
  .strictObject({
    kind: z.literal('worker').describe('A worker: runs all the time and has no routes.'),
    ...containerKeys,
    singleton: singletonKey,
    ...deploymentKeys,
    environments: z
      .record(
        environmentName,
        z
          .strictObject(deploymentKeys)
          .describe(
            'Settings that differ in this environment. environment and scaling are merged key by key; other keys replace the service’s value.',
          ),
      )
      .default({})
      .describe('Settings that differ in an environment, by its name.'),
  })
  .describe('A worker: a container that runs all the time and that no request reaches.');
