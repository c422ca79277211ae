import type { ClusterEngine, InstanceEngine } from '@careplane/aws-facts';
import type { bucketSchema } from './schema/bucket';
import type { cacheSchema } from './schema/cache';
import type { fileSystemSchema } from './schema/file-system';
import type { queueSchema } from './schema/queue';
import type { topicSchema } from './schema/topic';
import type { z } from 'zod';

/** A database of an environment, defaults and overrides merged. */
export type DatabaseSettings = InstanceSettings | ClusterSettings;

/** An instance of RDS with a volume of its own. */
export interface InstanceSettings extends AnyDatabase {
  readonly engine: InstanceEngine;
  readonly storageGiB: number;
  readonly maxStorageGiB: number;
}

/** A cluster of Aurora. */
export interface ClusterSettings extends AnyDatabase {
  readonly engine: ClusterEngine;
  /** Capacity units of db.serverless; none for another class. */
  readonly capacity?: { readonly min: number; readonly max: number };
  readonly ioOptimized: boolean;
}

interface AnyDatabase {
  /** Name under databases in platform.yaml; none for the first database. */
  readonly key?: string;
  /** Name of the instance or cluster: `<platform>-<environment>`, or `<platform>-<key>-<environment>`. */
  readonly identifier: string;
  /** Of the first database in the instance. */
  readonly name: string;
  readonly engineVersion: string;
  readonly instanceClass: string;
  readonly multiAz: boolean;
  readonly pointInTimeRecoveryDays: number;
  readonly port: number;
}

/** A cache in one environment. */
export interface CacheSettings extends Readonly<Omit<z.output<typeof cacheSchema>, 'nodes'>> {
  readonly name: string;
  /** Nodes in all: the primary and its replicas. */
  readonly nodes: number;
}

/** A bucket for patient data and its settings, which are the same in every environment. */
export interface Bucket extends Readonly<z.output<typeof bucketSchema>> {
  readonly name: string;
}

/** What a service may do with a bucket; `write` includes deleting, which keeps the old version. */
export type BucketUse = 'read' | 'write' | 'both';

/** A topic, and the queues that get its messages. */
export interface Topic extends Readonly<z.output<typeof topicSchema>> {
  readonly name: string;
}

/** A file system and its settings, which are the same in every environment. */
export interface FileSystemSettings extends Readonly<z.output<typeof fileSystemSchema>> {
  readonly name: string;
}

/** A queue and its settings, which are the same in every environment. */
export interface Queue extends Readonly<z.output<typeof queueSchema>> {
  readonly name: string;
}

/** What a service may do with a queue; `receive` includes deleting what was received. */
export type QueueUse = 'send' | 'receive' | 'both';
