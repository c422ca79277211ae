import * as z from 'zod';
import { describeConnection, forEachConnection } from '../../connections';
import { storeVariablesInWords } from '../../stores';
import { bucketName } from '../bucket';
import { cacheName } from '../cache';
import { imageSchema } from '../pipelines';
import { databaseKey } from '../database';
import { eachOnce, nameOf, words } from '../primitives';
import { queueName } from '../queue';
import { topicName } from '../topic';
import { egressSchema } from './egress';
import { mountsSchema } from './mounts';
import { absolutePath, containerUser, variableName, variableValue } from './container-values';
import { sidecarsSchema } from './sidecars';
import { sourceSchema } from './source';
import { tasksSchema } from './tasks';

const diskSchema = z
  .strictObject({
    sizeGiB: z
      .int()
      .min(20)
      .max(200)
      .default(20)
      .describe(
        'Size of the task’s ephemeral storage in GiB, which the image shares. 20 GiB are part of the price of a task. AWS encrypts it with AES-256.',
      ),
    paths: z
      .array(absolutePath)
      .min(1)
      .max(5)
      .describe(
        'Folders on it. The Dockerfile creates each folder for the container’s user and names it in a VOLUME instruction; otherwise the folder belongs to root.',
      ),
  })
  .describe('Writable folders on the task’s disk, which end with the task. Default: none.');

/** The keys that every workload has: its image, its container, and what it may reach. */
export const containerKeys = {
  name: nameOf('Name of the service', 24),
  description: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('What the service is for, in one sentence; the handover shows it. Default: none.'),
  source: sourceSchema,
  image: imageSchema.prefault({}),
  architecture: z.enum(['x86_64', 'arm64']).default('x86_64').describe('Processor architecture of the image.'),
  user: containerUser,
  entryPoint: words
    .optional()
    .describe('Entry point of the container, as a list of words. Default: the ENTRYPOINT of the image.'),
  command: words.optional().describe('Command of the container, as a list of words. Default: the CMD of the image.'),
  stopTimeoutSeconds: z
    .int()
    .min(2)
    .max(120)
    .optional()
    .describe(
      'Time between SIGTERM and SIGKILL when a task is stopped, in which the container finishes its work. Default: 30, the time of ECS.',
    ),
  writablePaths: z
    .array(absolutePath)
    .max(10)
    .default(['/tmp'])
    .describe('Writable paths in memory, 64 MiB each. The rest of the root file system is read-only.'),
  disk: diskSchema.optional(),
  secrets: z
    .array(variableName)
    .max(40)
    .default([])
    .describe(
      'Environment variables whose values come from Secrets Manager. For each, the service’s stack creates a secret /<platform>/<environment>/<service>/<NAME> with a random value; replace it with the real value.',
    ),
  ...forEachConnection((kind) => z.boolean().default(false).describe(describeConnection(kind))),
  databases: z
    .array(databaseKey)
    .refine(...eachOnce)
    .default([])
    .describe(
      'Further databases of platform.yaml that the service may reach, by their names. For each the service gets the variables DATABASE_<NAME>_HOST, DATABASE_<NAME>_PORT, DATABASE_<NAME>_NAME and DATABASE_<NAME>_USER, and signs in through IAM as the user of its own name.',
    ),
  queues: z
    .record(queueName, z.enum(['send', 'receive', 'both']))
    .default({})
    .describe(
      'Queues of platform.yaml that the service uses, each with what it may do there: send, receive (and delete), or both. The variable QUEUE_<NAME>_URL has the address of the queue.',
    ),
  topics: z
    .array(topicName)
    .refine(...eachOnce)
    .default([])
    .describe(
      `Topics of platform.yaml that the service publishes to. The variable ${storeVariablesInWords('topics')} has the ARN of the topic. A subscriber receives from its queue.`,
    ),
  caches: z
    .array(cacheName)
    .refine(...eachOnce)
    .default([])
    .describe(
      `Caches of platform.yaml that the service uses. For each the service gets ${storeVariablesInWords('caches')}; it connects with TLS and signs in as the cache’s signIn says.`,
    ),
  buckets: z
    .record(bucketName, z.enum(['read', 'write', 'both']))
    .default({})
    .describe(
      `Buckets of platform.yaml that the service uses, each with what it may do there: read, write (and delete, which keeps the old version), or both. The variable ${storeVariablesInWords('buckets')} has the name of the bucket.`,
    ),
  fileSystems: mountsSchema,
  calls: z
    .array(nameOf('Name of a service', 24))
    .refine(...eachOnce)
    .default([])
    .describe(
      'Services under calledServices of platform.yaml that the service calls inside of the VPC, by their names. For each the variable SERVICE_<NAME>_URL has the address, https://<name>.internal.<domain>:<port>, and the private load balancer lets the service in at this port alone.',
    ),
  sidecars: sidecarsSchema,
  tasks: tasksSchema,
  taskPolicyArns: z
    .array(
      z.string().regex(/^arn:[a-z-]+:iam::\d{12}:policy\/(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,128}$/, {
        error:
          'must be the ARN of a policy of your own account, such as arn:aws:iam::111122223333:policy/api-reads-archive (policies of AWS are not taken)',
      }),
    )
    .max(8)
    .default([])
    .describe(
      'Additional customer-managed policies of the running service, for what the platform does not have, such as a bucket of another stack: [arn:aws:iam::111122223333:policy/api-reads-archive]. Each applies in the environments of its account. Make them before the first deploy; policies of AWS are not taken.',
    ),
};

/** The keys of every workload that an environment may give differently. */
export const sizeAndVariableKeys = {
  cpu: z
    .int()
    .optional()
    .describe('CPU units of a task, 1024 for one vCPU: 256, 512, 1024, 2048, 4096, 8192 or 16384. Default: 256.'),
  memoryMiB: z.int().optional().describe('Memory of a task in MiB; each CPU size allows its own range. Default: 512.'),
  environment: z
    .record(variableName, variableValue)
    .optional()
    .describe('Environment variables that are not secret. Default: none.'),
  egress: egressSchema
    .optional()
    .describe(
      'Partners that the service connects to on other ports than 443, by names of your own: SMTP, HL7 MLLP, SFTP and others. Default: none; AWS and the internet on port 443 only.',
    ),
};

/** For workloads that run all the time. */
export const singletonKey = z
  .boolean()
  .default(false)
  .describe(
    'Whether there is one task at most, also during a deploy: ECS stops the old task before it starts the new one, so the service is down in between. Cannot be combined with scaling.',
  );
