import { z } from 'zod';
import { describeConnection, forEachConnection } from '../connections';
import { codecommitRepository, githubRepository, imageSchema } from './pipelines';
import { environmentName, nameOf } from './primitives';
import { protocolSchema } from './protocol';
import { scalingOverridesSchema } from './scaling';

const codes = z.string().regex(/^[2-4]\d\d(?:-[2-4]\d\d)?(?:,[2-4]\d\d(?:-[2-4]\d\d)?)*$/, {
  error: 'must be HTTP status codes from 200 to 499, single, as a list or as a range: "200", "200,302" or "200-299"',
});

const urlPath = z
  .string()
  .max(128)
  .regex(/^\/[A-Za-z0-9_.~!$&'()*+,;=:@%/?-]*$/, { error: 'must be a URL path that starts with /' });

const healthCheckOverridesSchema = z
  .strictObject({
    path: urlPath.optional().describe('Path of the health check. Default: /.'),
    codes: codes
      .optional()
      .describe('Status codes of a healthy answer: "200", "200,302" or "200-299". Default: "200".'),
    intervalSeconds: z.int().min(5).max(300).optional().describe('Seconds between two checks. Default: 30.'),
    timeoutSeconds: z
      .int()
      .min(2)
      .max(60)
      .optional()
      .describe('Timeout of a check in seconds; less than the interval. Default: 5.'),
    graceSeconds: z
      .int()
      .min(0)
      .max(300)
      .optional()
      .describe('Start time of a new task in seconds, during which failed checks do not count. Default: 60.'),
    command: z
      .array(z.string().min(1))
      .min(2)
      .optional()
      .describe(
        'Command of the check inside the container, in ECS form: ["CMD", "/app/health"] or ["CMD-SHELL", "…"]. Default: curl or, if it is missing, wget requests the path and compares the status code. An image with neither needs its own command.',
      ),
  })
  .describe('The health check of ECS and the load balancer. Default: status 200 at /, every 30 seconds.');

const label = z.string().regex(/^(?:@|[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)$/, {
  error: 'must be one DNS label in lower case, or @ for the environment’s domain itself',
});

const routePattern = z
  .string()
  .max(128)
  .regex(/^\/[A-Za-z0-9_.$/~"'@:+&*?-]*$/, {
    error: 'must be a path pattern of the load balancer: it starts with / and may contain * and ?',
  });

const routeSchema = z
  .strictObject({
    host: label
      .default('@')
      .describe(
        'Label in front of the environment’s domain (api gives api.staging.medmo.example), or @ for the domain itself.',
      ),
    paths: z
      .array(routePattern)
      .min(1)
      .max(20)
      .default(['/*'])
      .describe('Path patterns: * stands for any characters, ? for any one. Each becomes a rule of the load balancer.'),
    priority: z
      .int()
      .min(1)
      .max(50000)
      .optional()
      .describe(
        'Priority of the load balancer’s rule. Default: computed from the route alone, narrower paths first. Needed only if two routes get the same number; the problem report then names a free one. Only for a route with a single path.',
      ),
  })
  .describe('Requests that go to this service.');

const variableName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: 'must be the name of an environment variable' });

/** YAML writes numbers and booleans without quotes; a container’s environment knows only text. */
const variableValue = z.union([z.string(), z.number(), z.boolean()]);

const deploymentKeys = {
  cpu: z
    .int()
    .optional()
    .describe('CPU units of a task, 1024 for one vCPU: 256, 512, 1024, 2048, 4096, 8192 or 16384. Default: 256.'),
  memoryMiB: z.int().optional().describe('Memory of a task in MiB; each CPU size allows its own range. Default: 512.'),
  scaling: scalingOverridesSchema
    .optional()
    .describe('The number of tasks and its scaling. Default: the environment’s scaling.'),
  healthCheck: healthCheckOverridesSchema.optional(),
  environment: z
    .record(variableName, variableValue)
    .optional()
    .describe('Environment variables that are not secret. Default: none.'),
  routes: z
    .array(routeSchema)
    .min(1)
    .max(10)
    .optional()
    .describe('Requests that go to this service. Default: all requests of the domain.'),
};

const serviceEnvironmentSchema = z
  .strictObject(deploymentKeys)
  .describe(
    'Settings that differ in this environment. environment, scaling and healthCheck are merged key by key; other keys replace the service’s value.',
  );

export const sourceSchema = z
  .strictObject({
    github: githubRepository
      .optional()
      .describe(
        'GitHub repository as owner/repository, read through the platform’s githubConnectionArn. Default: none.',
      ),
    codecommit: codecommitRepository
      .optional()
      .describe('Name of a CodeCommit repository in the platform’s account and region. Default: none.'),
    path: z
      .string()
      .optional()
      .describe('Folder of the source in this repository, relative to the service’s folder. Default: none.'),
  })
  .refine((source) => Object.values(source).filter((value) => value !== undefined).length === 1, {
    error: 'must have exactly one of github, codecommit and path',
  })
  .describe('The source of the service: exactly one of github, codecommit and path.');

export const serviceSchema = z
  .strictObject({
    name: nameOf('Name of the service', 24),
    description: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe('What the service is for, in one sentence; the handover shows it. Default: none.'),
    source: sourceSchema,
    image: imageSchema.prefault({}),
    port: z
      .int()
      .min(1024)
      .max(65535)
      .default(8080)
      .describe('TCP port of the container. A non-root user cannot open ports below 1024.'),
    protocol: protocolSchema,
    architecture: z.enum(['x86_64', 'arm64']).default('x86_64').describe('Processor architecture of the image.'),
    user: z
      .string()
      .regex(/^(?!0+(?::|$))(?!root(?::|$))[a-z0-9_][a-z0-9_-]*(?::[a-z0-9_][a-z0-9_-]*)?$/, {
        error: 'must be a user or user:group other than root',
      })
      .default('1000:1000')
      .describe('User (and group) of the container, by number or by a name in the image; never root.'),
    writablePaths: z
      .array(z.string().regex(/^\/[A-Za-z0-9._/-]+$/, { error: 'must be an absolute path' }))
      .max(10)
      .default(['/tmp'])
      .describe('Writable paths in memory, 64 MiB each. The rest of the root file system is read-only.'),
    secrets: z
      .array(variableName)
      .max(40)
      .default([])
      .describe(
        'Environment variables whose values come from Secrets Manager. For each, the service’s stack creates a secret /<platform>/<environment>/<service>/<NAME> with a random value; replace it with the real value.',
      ),
    ...forEachConnection((kind) => z.boolean().default(false).describe(describeConnection(kind))),
    taskPolicyArns: z
      .array(
        z.string().regex(/^arn:[a-z-]+:iam::\d{12}:policy\/(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,128}$/, {
          error: 'must be the ARN of a customer-managed IAM policy',
        }),
      )
      .max(8)
      .default([])
      .describe(
        'Additional customer-managed policies of the running service (for its buckets or queues). Each applies in the environments of its account.',
      ),
    ...deploymentKeys,
    environments: z
      .record(environmentName, serviceEnvironmentSchema)
      .default({})
      .describe('Settings that differ in an environment, by its name.'),
  })
  .describe('One service: a container image behind the load balancer, in every environment of its platform.');
