import * as z from 'zod';
import { DEFAULT_BOOTSTRAP_QUALIFIER } from '../access/names';
import { backupSchema, recoverySchema } from './backup';
import { bucketName, bucketSchema } from './bucket';
import { cacheName, cacheSchema } from './cache';
import { databaseKey, databaseSchema } from './database';
import { environmentSchema } from './environment';
import { identitySchema } from './identity';
import { contactsSchema, governanceSchema } from './governance';
import { handoverSchema } from './handover';
import { networkSchema } from './network';
import { networkPropertiesSchema } from './network-properties';
import { propertiesSchema } from './properties';
import { evidenceSchema, repositorySchema, slackSchema, trivySchema } from './pipelines';
import { fileSystemName, fileSystemSchema } from './file-system';
import { queueName, queueSchema } from './queue';
import { topicName, topicSchema } from './topic';
import {
  accountId,
  auditLogRetentionDays,
  email,
  environmentName,
  logRetentionDays,
  nameOf,
  reason,
  regionName,
} from './primitives';

export const retentionSchema = z
  .strictObject({
    logDays: logRetentionDays
      .default(365)
      .describe('Days for which logs of applications and builds are kept, one of the periods of CloudWatch Logs.'),
    auditLogDays: auditLogRetentionDays
      .default(2192)
      .describe(
        'Days for which audit logs are kept: AWS WAF, and connections and changes of rights of the database. Six years or more (45 CFR 164.316(b)(2)(i)), one of the periods of CloudWatch Logs.',
      ),
    accessLogDays: z
      .int()
      .min(30)
      .max(3653)
      .default(2192)
      .describe(
        'Days for which the load balancer’s access logs are kept. The default is six years (45 CFR 164.316(b)(2)(i)).',
      ),
    untaggedImageDays: z
      .int()
      .min(1)
      .max(365)
      .default(14)
      .describe('Days after which an image without a tag is deleted.'),
    images: z.int().min(10).max(1000).default(100).describe('Number of commit-tagged images kept in each repository.'),
  })
  .describe('Retention periods.');

export const firewallSchema = z
  .strictObject({
    requestsPer5Minutes: z
      .int()
      .min(100)
      // AWS WAF takes 2,000,000,000, and a static site gets ten times the limit.
      .max(200_000_000)
      .default(2000)
      .describe('Limit of requests from one address in five minutes. Above the limit the address is blocked.'),
    countOnly: z
      .array(
        z.strictObject({
          rule: z
            .string()
            .regex(/^[A-Za-z0-9_]+$/)
            .describe('Name of a rule in AWSManagedRulesCommonRuleSet, such as SizeRestrictions_BODY.'),
          reason,
        }),
      )
      .default([])
      .describe('Rules of the common rule set that count requests instead of blocking them, each with the reason.'),
  })
  .describe('AWS WAF in front of every load balancer.');

/**
 * https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html. The lengths are those of the strictest
 * resource types: CloudFormation's schemas of AWS::ECR::Repository and AWS::AccessAnalyzer::Analyzer take one character less than
 * AWS's general 128 and 256, and several take no empty value.
 */
const TAG_CHARACTERS = /^[\p{L}\p{N}\p{Zs}_.:/=+@-]*$/u;
const TAG_KEY = /^(?![aA][wW][sS]:)[\p{L}\p{N}\p{Zs}_.:/=+@-]*$/u;
const TAG_CHARACTERS_IN_WORDS = 'letters, digits, spaces and _ . : / = + - @';

export const platformSchema = z
  .strictObject({
    name: nameOf('Name of the platform, in front of every stack name', 20),
    account: accountId.describe('AWS account, 12 digits in quotes.'),
    region: regionName.describe('AWS region.'),
    bootstrapQualifier: z
      .string()
      .regex(/^[a-z0-9]{1,10}$/, {
        error: 'must be 1 to 10 lower-case letters and digits, as in cdk bootstrap --qualifier',
      })
      .default(DEFAULT_BOOTSTRAP_QUALIFIER)
      .describe(
        'Qualifier of the CDK bootstrap whose bucket is used, as in cdk bootstrap --qualifier. The default is CDK’s own; use another one if the default bootstrap of an account belongs to another team. Cannot be changed after the first deploy.',
      ),
    githubConnectionArn: z
      .string()
      .regex(
        /^arn:[a-z-]+:(?:codeconnections|codestar-connections):[a-z0-9-]+:\d{12}:connection\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
        {
          error: 'must be the ARN of a CodeConnections connection',
        },
      )
      .optional()
      .describe(
        'CodeConnections connection through which GitHub sources are read. Default: none; needed by github sources and a github repository.',
      ),
    repository: repositorySchema.optional(),
    network: networkSchema.prefault({}),
    environments: z
      .record(environmentName, environmentSchema)
      .refine((environments) => Object.keys(environments).length > 0, { error: 'must have at least one environment' })
      .describe('The environments by name.'),
    database: databaseSchema.prefault({}),
    databases: z
      .record(databaseKey, databaseSchema)
      .default({})
      .describe(
        'Further databases of each environment, by their names: one for a purpose or an engine of its own. Each costs what the first one costs. A service names those that it uses under databases.',
      ),
    calledServices: z
      .record(
        nameOf('Name of a service', 24),
        z
          .strictObject({
            port: z
              .int()
              .min(1024)
              .max(65535)
              .optional()
              .describe(
                'Port of the private load balancer at which the service is called. Default: computed from the name alone. Needed only if two services get the same number; the problem report then names a free one.',
              ),
          })
          .describe('A web service that other services call.'),
      )
      .default({})
      .describe(
        'Web services that other services of the platform call inside of the VPC, by their names. Each environment then has a private load balancer. A service names those that it calls under calls.',
      ),
    queues: z
      .record(queueName, queueSchema)
      .default({})
      .describe(
        'Queues for messages between services, by their names. Each environment has its own. A service names the queues that it uses under queues.',
      ),
    topics: z
      .record(topicName, topicSchema)
      .default({})
      .describe(
        'Topics whose messages go to several queues, by their names. Each environment has its own. A service names the topics that it publishes to under topics.',
      ),
    caches: z
      .record(cacheName, cacheSchema)
      .default({})
      .describe(
        'Caches of the platform, by their names. Each environment has its own. A service names the caches that it uses under caches.',
      ),
    buckets: z
      .record(bucketName, bucketSchema)
      .default({})
      .describe(
        'Buckets for patient data, by their names. Each environment has its own. A service names the buckets that it uses under buckets.',
      ),
    fileSystems: z
      .record(fileSystemName, fileSystemSchema)
      .default({})
      .describe(
        'File systems that several tasks share, by their names. Each environment has its own. A service names those that it mounts under fileSystems.',
      ),
    backup: backupSchema.prefault({}),
    recovery: recoverySchema.prefault({}),
    retention: retentionSchema.prefault({}),
    firewall: firewallSchema.prefault({}),
    trivy: trivySchema.prefault({}),
    evidence: evidenceSchema.prefault({}),
    slack: slackSchema.optional(),
    identity: identitySchema.optional(),
    governance: governanceSchema.optional(),
    contacts: contactsSchema.optional(),
    properties: propertiesSchema,
    networkProperties: networkPropertiesSchema,
    handover: handoverSchema.prefault({}),
    alertEmails: z
      .array(email)
      .default([])
      .describe('E-mail addresses for alarms and pipeline notifications. AWS sends each address a message to confirm.'),
    tags: z
      .record(
        z
          .string()
          .min(1)
          .max(127)
          .regex(TAG_KEY, { error: `must be ${TAG_CHARACTERS_IN_WORDS}, and must not begin with aws:` }),
        z
          .string()
          .min(1)
          .max(255)
          .regex(TAG_CHARACTERS, { error: `must be ${TAG_CHARACTERS_IN_WORDS}` }),
      )
      .refine((tags) => Object.keys(tags).length <= 40, { error: 'must have at most 40 tags' })
      .default({})
      .describe('Tags on every resource, in addition to careplane:platform, careplane:unit and careplane:environment.'),
  })
  .describe('One platform: its account and region, its environments, its database and its protections.');
