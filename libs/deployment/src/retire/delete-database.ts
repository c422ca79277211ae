import { setTimeout as pause } from 'node:timers/promises';
import {
  DeleteDBClusterCommand,
  DeleteDBInstanceCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  ModifyDBClusterCommand,
  ModifyDBInstanceCommand,
} from '@aws-sdk/client-rds';
import type { DBCluster, DBInstance, RDSClient } from '@aws-sdk/client-rds';
import { ToolFailed } from '@careplane/command-line';
import { atAws } from '../aws/aws-errors';
import { POLL_MS } from '../aws/settle';

const LONGEST_MS = 2 * 3_600_000;

/**
 * Delete an instance with its automated backups and without a final snapshot: nothing of its data stays but what AWS Backup has.
 *
 * @throws ToolFailed when RDS does not delete it
 */
export async function deleteInstance(client: RDSClient, id: string): Promise<void> {
  await atAws(`deleting the database ${id}`, async () => {
    const found = await findInstance(client, id);
    if (found === undefined) return;
    if (found.DBInstanceStatus !== 'deleting') {
      const by = { DBInstanceIdentifier: id };
      // The protection of a member is its cluster's.
      const member = found.DBClusterIdentifier !== undefined;
      if (found.DeletionProtection === true && !member)
        await client.send(new ModifyDBInstanceCommand({ ...by, DeletionProtection: false, ApplyImmediately: true }));
      await client.send(
        new DeleteDBInstanceCommand({
          ...by,
          SkipFinalSnapshot: true,
          ...(member ? {} : { DeleteAutomatedBackups: true }),
        }),
      );
    }
    await gone(id, () => findInstance(client, id));
  });
}

/**
 * Delete a cluster of Aurora: its instances first, which have no data of their own, then the cluster with its automated backups and
 * without a final snapshot.
 *
 * @throws ToolFailed when RDS does not delete it
 */
export async function deleteCluster(client: RDSClient, id: string): Promise<void> {
  const found = await atAws(`looking at the cluster ${id}`, () => findCluster(client, id));
  if (found === undefined) return;
  for (const { DBInstanceIdentifier: member } of found.DBClusterMembers ?? [])
    if (member !== undefined) await deleteInstance(client, member);
  await atAws(`deleting the cluster ${id}`, async () => {
    if (found.Status !== 'deleting') {
      const by = { DBClusterIdentifier: id };
      if (found.DeletionProtection === true)
        await client.send(new ModifyDBClusterCommand({ ...by, DeletionProtection: false, ApplyImmediately: true }));
      await client.send(new DeleteDBClusterCommand({ ...by, SkipFinalSnapshot: true, DeleteAutomatedBackups: true }));
    }
    await gone(id, () => findCluster(client, id));
  });
}

async function gone(id: string, find: () => Promise<DBInstance | DBCluster | undefined>): Promise<void> {
  for (const end = Date.now() + LONGEST_MS; Date.now() < end; await pause(POLL_MS)) {
    if ((await find()) === undefined) return;
  }
  throw new ToolFailed(`${id} was not deleted within ${LONGEST_MS / 3_600_000} hours. Run the same command again.`);
}

function findInstance(client: RDSClient, id: string): Promise<DBInstance | undefined> {
  return orAbsent(async () => {
    const { DBInstances } = await client.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: id }));
    return DBInstances?.[0];
  });
}

function findCluster(client: RDSClient, id: string): Promise<DBCluster | undefined> {
  return orAbsent(async () => {
    const { DBClusters } = await client.send(new DescribeDBClustersCommand({ DBClusterIdentifier: id }));
    return DBClusters?.[0];
  });
}

async function orAbsent<T>(find: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await find();
  } catch (error) {
    if (/NotFound/.test((error as Error).name)) return undefined;
    throw error;
  }
}
