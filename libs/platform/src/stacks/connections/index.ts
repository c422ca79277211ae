import type { Stack } from 'aws-cdk-lib';
import type { Connection } from '@careplane/compute';
import { connectionsOf } from '@careplane/config';
import type { ConnectionKind } from '@careplane/config';
import { connectBuckets } from './buckets';
import { connectCaches } from './caches';
import { connectCalls } from './calls';
import type { Connect, Connected } from './connect';
import { connectDatabase, connectDatabases } from './database';
import { connectFileSystems } from './file-systems';
import { connectQueues } from './queues';
import { connectTopics } from './topics';

/** One more kind of connection is a file in this folder and a line here. */
const CONNECT: Readonly<Record<ConnectionKind, Connect>> = { database: connectDatabase };

/** Everything that a service is connected to. */
export function connectionsFor(stack: Stack, connected: Connected): Connection[] {
  return [
    ...connectionsOf(connected.service).map((kind) => CONNECT[kind](stack, connected)),
    ...connectDatabases(stack, connected),
    ...connectQueues(stack, connected),
    ...connectTopics(stack, connected),
    ...connectFileSystems(stack, connected),
    ...connectCaches(stack, connected),
    ...connectBuckets(stack, connected),
    ...connectCalls(stack, connected),
  ];
}
