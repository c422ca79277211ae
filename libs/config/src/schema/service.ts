import { z } from 'zod';
import { variablesInWords } from '../connections';
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
    path: urlPath.optional().describe('Path that answers when the service is well. Default: /.'),
    codes: codes.optional().describe('Status codes that count as well: "200", "200,302" or "200-299". Default: "200".'),
    intervalSeconds: z.int().min(5).max(300).optional().describe('Seconds between two checks. Default: 30.'),
    timeoutSeconds: z
      .int()
      .min(2)
      .max(60)
      .optional()
      .describe('Seconds after which a check has failed; less than the interval. Default: 5.'),
    graceSeconds: z
      .int()
      .min(0)
      .max(300)
      .optional()
      .describe('Seconds a new task has to start before failed checks count. Default: 60.'),
    command: z
      .array(z.string().min(1))
      .min(2)
      .optional()
      .describe(
        'Command of the check inside the container, in ECS form: ["CMD", "/app/health"] or ["CMD-SHELL", "…"]. Default: curl or, without it, wget asks for the path and compares the status code; an image with neither needs a command of its own.',
      ),
  })
  .describe('How ECS and the balancer tell whether a task is well. Default: status 200 at /, every 30 seconds.');

const label = z.string().regex(/^(?:@|[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)$/, {
  error: 'must be one DNS label in lower case, or @ for the environment’s domain itself',
});

const routePattern = z
  .string()
  .max(128)
  .regex(/^\/[A-Za-z0-9_.$/~"'@:+&*?-]*$/, {
    error: 'must be a path pattern of the balancer: it starts with / and may hold * and ?',
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
      .describe('Path patterns: * is any run of characters, ? any one. Each becomes a rule of the balancer.'),
    priority: z
      .int()
      .min(1)
      .max(50000)
      .optional()
      .describe(
        'Priority of the balancer’s rule. Default: computed from the route alone, narrower paths first. Only needed when two routes happen to get the same number; the problem report then names a free one. For a route with a single path.',
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
    .describe('How many tasks run, and what makes the number change. Default: as the environment says.'),
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
    .describe('Requests that go to this service. Default: all of the domain.'),
};

const serviceEnvironmentSchema = z
  .strictObject(deploymentKeys)
  .describe(
    'What this environment has different. environment, scaling and healthCheck are merged key by key; the rest replaces.',
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
      .describe('Folder of this repository that holds the source, relative to the service’s folder. Default: none.'),
  })
  .refine((source) => Object.values(source).filter((value) => value !== undefined).length === 1, {
    error: 'must hold exactly one of github, codecommit and path',
  })
  .describe('Where the service’s source is: exactly one of github, codecommit and path.');

export const serviceSchema = z
  .strictObject({
    name: nameOf('Name of the service', 24),
    source: sourceSchema,
    image: imageSchema.prefault({}),
    port: z
      .int()
      .min(1024)
      .max(65535)
      .default(8080)
      .describe('TCP port on which the container listens; a user other than root cannot open those below 1024.'),
    protocol: protocolSchema,
    architecture: z.enum(['x86_64', 'arm64']).default('x86_64').describe('Processor architecture of the image.'),
    user: z
      .string()
      .regex(/^(?!0+(?::|$))(?!root(?::|$))[a-z0-9_][a-z0-9_-]*(?::[a-z0-9_][a-z0-9_-]*)?$/, {
        error: 'must be a user or user:group other than root',
      })
      .default('1000:1000')
      .describe('User (and group) that the container runs as, by number or by a name the image knows; never root.'),
    writablePaths: z
      .array(z.string().regex(/^\/[A-Za-z0-9._/-]+$/, { error: 'must be an absolute path' }))
      .max(10)
      .default(['/tmp'])
      .describe('Paths that are writable, in memory, 64 MiB each. The rest of the root file system is read-only.'),
    secrets: z
      .array(variableName)
      .max(40)
      .default([])
      .describe(
        'Environment variables whose values come from Secrets Manager. For each the service’s stack makes a secret named /<platform>/<environment>/<service>/<NAME> with a random value; put the real one there.',
      ),
    database: z
      .boolean()
      .default(false)
      .describe(
        `Whether the service may reach the database. It gets ${variablesInWords('database')}, and signs in through IAM as the MySQL user of its own name.`,
      ),
    taskPolicyArns: z
      .array(
        z
          .string()
          .regex(/^arn:[a-z-]+:iam::\d{12}:policy\/.+$/, { error: 'must be the ARN of a customer-managed IAM policy' }),
      )
      .max(8)
      .default([])
      .describe('Customer-managed policies that the running service gets besides its own (for its buckets or queues).'),
    ...deploymentKeys,
    environments: z
      .record(environmentName, serviceEnvironmentSchema)
      .default({})
      .describe('What is different in an environment, by its name.'),
  })
  .describe('One service: a container image behind the balancer, in every environment of its platform.');
