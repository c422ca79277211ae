import * as z from 'zod';
import { eachOnce, nameOf, words } from '../primitives';
import { containerCheckSchema } from './container-check';
import { absolutePath, containerUser, variableName, variableValue } from './container-values';
import { sidecarMountsSchema } from './mounts';

/** Containers that a task has at most besides its own; ECS takes ten in all, and GuardDuty adds its agent. */
export const MAX_SIDECARS = 5;

/** An image by registry, repository and digest. */
const pinnedImage = z
  .string()
  .max(400)
  .regex(
    /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+(?::\d{1,5})?(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)+@sha256:[0-9a-f]{64}$/,
    {
      error:
        'must be registry/repository@sha256:… without a tag, because a tag can be moved to an image that was not scanned',
    },
  );

const sidecarSchema = z
  .strictObject({
    image: pinnedImage.describe(
      'Image of another maker, by registry, repository and digest: public.ecr.aws/nginx/nginx@sha256:… The digest is that of the image for the architecture of the service, not that of an index of several. The service’s pipeline copies it into a repository of the platform, after the gate.',
    ),
    port: z
      .int()
      .min(1024)
      .max(65535)
      .optional()
      .describe(
        'TCP port of the container, which the others in the task reach at localhost. Default: none. The load balancer never reaches it.',
      ),
    cpu: z
      .int()
      .min(1)
      .max(16384)
      .optional()
      .describe('CPU units of the task that are reserved for it. Default: none; it shares what the task has.'),
    memoryMiB: z
      .int()
      .min(16)
      .max(122880)
      .default(128)
      .describe('Memory of the task in MiB that is reserved for it; it may use more while the task has more.'),
    essential: z
      .boolean()
      .default(true)
      .describe(
        'Whether the task ends when this container ends. Without it, the task goes on, and no one restarts it.',
      ),
    start: z
      .enum(['before', 'after'])
      .default('before')
      .describe(
        'Whether it starts before the container of the service, or after it. The later one waits until the other runs or, if that has a health check, is healthy.',
      ),
    user: containerUser,
    entryPoint: words.optional().describe('Entry point, as a list of words. Default: the ENTRYPOINT of the image.'),
    command: words.optional().describe('Command, as a list of words. Default: the CMD of the image.'),
    writablePaths: z
      .array(absolutePath)
      .max(5)
      .refine(...eachOnce)
      .default([])
      .describe('Writable paths in memory, 64 MiB each. The rest of the root file system is read-only.'),
    fileSystems: sidecarMountsSchema,
    environment: z
      .record(variableName, variableValue)
      .default({})
      .describe('Environment variables that are not secret.'),
    secrets: z
      .array(variableName)
      .max(20)
      .refine(...eachOnce)
      .default([])
      .describe(
        'Environment variables whose values come from Secrets Manager: /<platform>/<environment>/<service>/<sidecar>/<NAME>, with a random value until you write the real one.',
      ),
    healthCheck: containerCheckSchema
      .optional()
      .describe('The health check of ECS. Default: none; it is then healthy while its process runs.'),
  })
  .describe('A container that runs beside the service in each task.');

export const sidecarsSchema = z
  .record(nameOf('Name of a sidecar', 24), sidecarSchema)
  .refine((sidecars) => Object.keys(sidecars).length <= MAX_SIDECARS, {
    error: `must have at most ${MAX_SIDECARS} sidecars`,
  })
  .default({})
  .describe(
    'Containers of other makers that run beside the service in each task, such as a proxy or a collector, by names of your own. They share the network and the permissions of the task.',
  );
