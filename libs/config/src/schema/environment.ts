import * as z from 'zod';
import { cacheName, cacheOverridesSchema } from './cache';
import { databaseKey, databaseOverridesSchema } from './database';
import { networkOverridesSchema } from './network';
import { branchName } from './pipelines';
import { accountId, domainName, email, regionName } from './primitives';
import { scalingOverridesSchema } from './scaling';

export const environmentSchema = z
  .strictObject({
    // A tag of an image has 128 characters at most: https://docs.docker.com/reference/cli/docker/image/tag/
    branch: branchName
      .max(128)
      .describe('Branch that is deployed to this environment; also the name of its image tag.'),
    tier: z
      .enum(['production', 'nonproduction'])
      .default('production')
      .describe(
        'The protections that apply. An environment is production by default: Multi-AZ database, two tasks or more, approval before a deploy.',
      ),
    domain: domainName.describe(
      'Domain of the environment. Clients reach services at this domain and at names one label below it.',
    ),
    certificateArn: z
      .string()
      .regex(/^arn:[a-z-]+:acm:[a-z0-9-]+:\d{12}:certificate\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, {
        error: 'must be the ARN of an ACM certificate',
      })
      .optional()
      .describe(
        'ARN of an ACM certificate for the domain and *.domain, and for *.internal.domain if services call each other, in the environment’s account and region. Default: none; give certificateArn or hostedZone.',
      ),
    hostedZone: z
      .strictObject({
        id: z
          .string()
          .regex(/^Z[A-Z0-9]{8,31}$/, {
            error: 'must be the id of a Route 53 hosted zone, such as Z0123456789ABCDEFGHIJ',
          })
          .describe('Id of the Route 53 hosted zone.'),
        name: domainName.describe('Domain of the hosted zone; the environment’s domain must be it or below it.'),
      })
      .optional()
      .describe(
        'Route 53 zone for the validation of the certificate and for the DNS records. Default: none; give hostedZone or certificateArn.',
      ),
    approval: z
      .boolean()
      .optional()
      .describe(
        'Whether a person must approve a deploy. Default: true in production, false elsewhere; false is refused in production.',
      ),
    account: accountId.optional().describe('AWS account of the environment. Default: the platform’s.'),
    region: regionName.optional().describe('AWS region of the environment. Default: the platform’s.'),
    network: networkOverridesSchema.optional(),
    scaling: scalingOverridesSchema
      .optional()
      .describe(
        'Scaling for services of this environment without their own scaling. Default: two to six tasks in production, one or two elsewhere.',
      ),
    database: databaseOverridesSchema.optional(),
    caches: z
      .record(cacheName, cacheOverridesSchema)
      .optional()
      .describe('Settings of caches that differ in this environment, by the names of the caches. Default: none.'),
    databases: z
      .record(databaseKey, databaseOverridesSchema)
      .default({})
      .describe('Settings of this environment’s further databases that differ from the platform’s, by their names.'),
    alertEmails: z
      .array(email)
      .optional()
      .describe('E-mail addresses for this environment’s alarms. Default: the platform’s alertEmails.'),
  })
  .describe('One environment: a branch, a domain, a load balancer, a cluster, a database.');
