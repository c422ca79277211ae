import { CACHE_NODE_TYPES, EVICTION_POLICIES, VALKEY_VERSIONS } from '@careplane/aws-facts';
import * as z from 'zod';
import { nameOf } from './primitives';

export const cacheName = nameOf('Name of a cache', 20);

const nodeType = z.enum(CACHE_NODE_TYPES as readonly [string, ...string[]]);
const nodes = z.int().min(1).max(6);

/** Settings that an environment may give differently. */
export const cacheOverridesSchema = z
  .strictObject({
    nodeType: nodeType.optional().describe('Node type of ElastiCache. Default: as for the platform.'),
    nodes: nodes.optional().describe('Number of nodes. Default: as for the platform.'),
  })
  .describe('Settings of one cache that differ in this environment.');

export const cacheSchema = z
  .strictObject({
    engineVersion: z
      .enum(VALKEY_VERSIONS)
      .default('8.1')
      .describe('Version of Valkey, in quotes. ElastiCache does not upgrade it by itself.'),
    nodeType: nodeType.default('cache.t4g.small').describe('Node type of ElastiCache.'),
    nodes: nodes
      .optional()
      .describe(
        'Number of nodes: one primary, and replicas in other zones that take over if it fails. Default: 2 in production, 1 elsewhere; 1 is refused in production.',
      ),
    eviction: z
      .enum(EVICTION_POLICIES)
      .default('volatile-lru')
      .describe(
        'What is removed when the memory is full (maxmemory-policy). Libraries that keep job queues in the cache need noeviction.',
      ),
    snapshotDays: z
      .int()
      .min(15)
      .max(35)
      .default(15)
      .describe(
        'Days for which the daily snapshots are kept. ElastiCache takes 35 at most; the HIPAA rules ask for 15.',
      ),
    signIn: z
      .enum(['iam', 'password'])
      .default('iam')
      .describe(
        'How services sign in: with a token of IAM, or with a password that the platform makes and keeps in Secrets Manager, for client libraries that cannot fetch tokens.',
      ),
    port: z
      .int()
      .min(1150)
      .max(65535)
      .default(6379)
      .describe('TCP port of the cache. Cannot be changed after the first deploy.'),
  })
  .describe(
    'A cache of Amazon ElastiCache for Valkey in every environment, encrypted at rest and in transit, with sign-in through IAM or with a password, daily snapshots and alarms.',
  );
