// The whole platform leaves the account: data stays unless it is named, and what is named leaves nothing behind.
import {
  DescribeDBClusterSnapshotsCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeDBSnapshotsCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { ListBucketsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { World } from '../deploy/world';
import { report } from '../harness';
import { evidenceBucket, disposals } from '../retire/evidence';
import { killedAndContinued } from '../retire/kill';
import { access } from './deployed';

/** A cluster of Aurora, and an instance. */
const CLUSTER = 'medmo-events-staging';
const INSTANCE = 'medmo-records-staging';

interface FileSystem {
  readonly FileSystemId: string;
  readonly NumberOfMountTargets: number;
}

/** File systems of the account; the emulator looks at the name of the service, and at no signature. */
async function fileSystems(world: World): Promise<readonly FileSystem[]> {
  const { region, endpoint, credentials } = access(world);
  const scope = `${credentials.accessKeyId}/20260101/${region}/elasticfilesystem/aws4_request`;
  const answer = await fetch(`${endpoint}/2015-02-01/file-systems`, {
    headers: { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none` },
  });
  return ((await answer.json()) as { FileSystems: FileSystem[] }).FileSystems;
}

/** Retire everything, with a cluster, an instance and a bucket that are named. */
export async function everythingIsRetired(world: World): Promise<void> {
  const evidence = evidenceBucket(world);
  const [rds, s3] = [new RDSClient(access(world)), new S3Client({ ...access(world), forcePathStyle: true })];
  const buckets = async () =>
    ((await s3.send(new ListBucketsCommand({}))).Buckets ?? []).flatMap(({ Name }) => Name ?? []);
  const bucket = (await buckets()).find((name) => name.includes('documents') && name.includes('staging')) ?? '';
  for (const Body of ['a claim', 'the claim, corrected'])
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'claim.txt', Body }));

  const named = [CLUSTER, INSTANCE, bucket];
  const whole = ['retire', 'apps/medmo', '--whole-platform'];
  const shown = world.careplane([...whole, '--delete-data', ...named]);
  report(
    'without --run: what is kept and what is deleted with its data, by name',
    shown.status === 0 && named.every((name) => shown.stdout.includes(name)) && /KEPT/.test(shown.stdout),
    `exit ${shown.status}\n${shown.stdout}${shown.stderr}`,
  );
  const run = [...whole, '--run', '--reason', 'the hospital has closed', '--delete-data', ...named, '--yes', 'medmo'];
  const one = world.careplane(run);
  report(
    'data is deleted only when each name is given once more: exit 1, and nothing is changed',
    one.status === 1 && one.stderr.includes(CLUSTER) && (await buckets()).includes(bucket),
    `exit ${one.status}\n${one.stdout}${one.stderr}`,
  );
  const ended = await killedAndContinued(world, [...run, ...named], 500);
  const left = Object.keys(await world.stacks()).filter((name) => name.startsWith('medmo'));
  report(
    `the platform is retired, ${ended.kills} times killed: only the access stack is left`,
    ended.status === 0 && left.join() === 'medmo-access',
    `exit ${ended.status}, ${left.join()}\n${ended.stdout}${ended.stderr}`,
  );
  const { DBClusters = [] } = await rds.send(new DescribeDBClustersCommand({}));
  const { DBInstances = [] } = await rds.send(new DescribeDBInstancesCommand({}));
  const { DBSnapshots = [] } = await rds.send(new DescribeDBSnapshotsCommand({ SnapshotType: 'manual' }));
  const { DBClusterSnapshots = [] } = await rds.send(new DescribeDBClusterSnapshotsCommand({ SnapshotType: 'manual' }));
  const databases = [
    ...DBClusters.map(({ DBClusterIdentifier }) => DBClusterIdentifier ?? ''),
    ...DBInstances.map(({ DBInstanceIdentifier }) => DBInstanceIdentifier ?? ''),
  ];
  report(
    'the named cluster is gone with its instances, and the named instance and bucket: no snapshot and no object is left',
    !databases.some((name) => name.startsWith(CLUSTER) || name === INSTANCE) &&
      DBSnapshots.length + DBClusterSnapshots.length === 0 &&
      !(await buckets()).includes(bucket),
    JSON.stringify([databases, DBSnapshots, DBClusterSnapshots, await buckets()]),
  );
  report(
    'what was not named is there: the other databases, their clusters and their buckets',
    ['medmo-events-production', 'medmo-search-staging', 'medmo-records-production'].every((name) =>
      databases.includes(name),
    ) && (await buckets()).some((name) => name.includes('documents') && name.includes('production')),
    JSON.stringify([databases, await buckets()]),
  );
  const files = await fileSystems(world);
  report(
    'both file systems are there, and no mount target leads to them',
    files.length === 2 && files.every(({ NumberOfMountTargets }) => NumberOfMountTargets === 0),
    JSON.stringify(files),
  );
  const records = await disposals(world, evidence);
  const text = JSON.stringify(records);
  const points = await world.emulator.backups();
  report(
    'the record of the disposal names what was deleted, and the last backup of each',
    named.every((name) => text.includes(name)) &&
      [`cluster:${CLUSTER}`, `db:${INSTANCE}`].every((arn) =>
        points.some(({ ResourceArn, State }) => ResourceArn.endsWith(arn) && State === 'COMPLETED'),
      ),
    `${JSON.stringify(points.map(({ ResourceArn, State }) => [ResourceArn, State]))}\n${text.slice(0, 3000)}`,
  );
}
