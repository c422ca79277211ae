import * as z from 'zod';
import { reason } from './primitives';

/** What can be done to a resource, in one word. */
export const PROPERTY_VERBS = [
  'read',
  'write',
  'delete',
  'decrypt',
  'approve',
  'deploy',
  'start a release',
  'change a policy',
  'take the role',
  'pass the role',
] as const;

/** What a principal is there for. */
export const PROPERTY_PRINCIPAL_KINDS = [
  'task',
  'task execution',
  'build',
  'pipeline',
  'stack',
  'function',
  'service',
  'person',
  'emergency',
  'assumed',
] as const;

/** Names with wildcards. */
export const wildcardNames = (what: string) =>
  z.array(z.string().min(1)).min(1).describe(`${what}, with * and ? as wildcards.`);

/** Where something belongs. */
export const propertyEnvironment = z
  .string()
  .describe('Name of an environment; production or nonproduction for all environments of the tier; shared.');

const whoSchema = z
  .strictObject({
    kind: z
      .array(z.enum(PROPERTY_PRINCIPAL_KINDS))
      .min(1)
      .optional()
      .describe(
        'What the principals are there for. task: the containers. task execution: ECS, which starts them. stack: CloudFormation. person: users, groups and permission sets. emergency: roles that only people with MFA take. assumed: roles that other principals take. Default: all.',
      ),
    environment: propertyEnvironment.optional().describe('Environment of the principals. Default: all.'),
    name: wildcardNames('Names of roles, users, groups or permission sets')
      .optional()
      .describe('Names of roles, users, groups or permission sets, with * and ? as wildcards. Default: all.'),
    not: wildcardNames('Names of principals that are left out')
      .optional()
      .describe('Names of principals that are left out, with * and ? as wildcards. Default: none.'),
  })
  .describe('The principals that the property is about; every key that is given must fit.');

const onSchema = z
  .strictObject({
    types: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe(
        'CloudFormation types, or words for several types: data, database, secret, key, bucket, log, backup, role, policy, stack, service, image, pipeline, parameter, trail, queue, topic, function. Default: all.',
      ),
    environment: propertyEnvironment.optional().describe('Environment of the resources. Default: all.'),
    name: wildcardNames('Names of resources')
      .optional()
      .describe('Logical ids, construct paths or names of resources, with * and ? as wildcards. Default: all.'),
    arn: z
      .array(z.string().regex(/^(?:arn:|\*$)/, { error: 'must begin with arn:' }))
      .min(1)
      .optional()
      .describe('ARNs, with * and ? as wildcards, in the place of resources of the templates. Default: none.'),
  })
  .describe('The resources that the property is about; every key that is given must fit.');

export const propertyName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{2,63}$/, { error: 'must be 3 to 64 lower-case letters, digits and hyphens' })
  .describe('Name of the property, as in careplane prove --property.');

export const propertyWords = z.string().min(10).describe('The property as a sentence, for people who review it.');

/** Properties of the platform that careplane prove decides. */
export const propertiesSchema = z
  .array(
    z.strictObject({
      name: propertyName,
      words: propertyWords,
      who: whoSchema.default({}),
      cannot: z
        .array(
          z.union([
            z.enum(PROPERTY_VERBS),
            z.string().regex(/^[a-z0-9-]+:[A-Za-z0-9*?]+$/, {
              error: `must be an action such as s3:GetObject, or one of ${PROPERTY_VERBS.join(', ')}`,
            }),
          ]),
        )
        .min(1)
        .describe(`What no such principal can do: actions such as s3:GetObject, or ${PROPERTY_VERBS.join(', ')}.`),
      on: onSchema.default({}),
      withSteps: z
        .boolean()
        .default(false)
        .describe(
          'Whether roles count too that the principal gets to step by step, by taking, passing or rewriting them.',
        ),
      except: z
        .array(z.strictObject({ name: wildcardNames('Names of principals that may do it'), reason }))
        .default([])
        .describe('Principals that may do it all the same, each with the reason.'),
    }),
  )
  .default([])
  .describe('Properties of your own that careplane prove decides, besides those of the toolkit.');
