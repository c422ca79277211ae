// The whole platform leaves the account: data stays unless it is named, and what is named leaves nothing behind.
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeRepositoriesCommand, ECRClient, PutImageCommand } from '@aws-sdk/client-ecr';
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
/** A repository with an image, which Cloud Control would not delete. */
const REPOSITORY = 'medmo/letters';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

interface FileSystem {
  readonly FileSystemId: string;
  readonly Name?: string;
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

async function imageIsPushed(world: World): Promise<void> {
  const imageManifest = JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, layers: [] });
  const image = { imageManifest, imageManifestMediaType: MANIFEST, imageTag: 'c'.repeat(40) };
  await new ECRClient(access(world)).send(new PutImageCommand({ repositoryName: REPOSITORY, ...image }));
}

async function repositories(world: World): Promise<readonly string[]> {
  const found = await new ECRClient(access(world)).send(new DescribeRepositoriesCommand({}));
  return (found.repositories ?? []).flatMap(({ repositoryName }) => repositoryName ?? []);
}

async function logGroups(world: World): Promise<readonly string[]> {
  const names: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await new CloudWatchLogsClient(access(world)).send(new DescribeLogGroupsCommand({ nextToken }));
    names.push(...(page.logGroups ?? []).flatMap(({ logGroupName }) => logGroupName ?? []));
    ({ nextToken } = page);
  } while (nextToken !== undefined);
  return names;
}

/** Retire everything, with named data of each kind: databases, a bucket, a file system, images and a log group. */
export async function everythingIsRetired(world: World): Promise<void> {
  const evidence = evidenceBucket(world);
  const [rds, s3] = [new RDSClient(access(world)), new S3Client({ ...access(world), forcePathStyle: true })];
  const buckets = async () =>
    ((await s3.send(new ListBucketsCommand({}))).Buckets ?? []).flatMap(({ Name }) => Name ?? []);
  const bucket = (await buckets()).find((name) => name.includes('documents') && name.includes('staging')) ?? '';
  for (const Body of ['a claim', 'the claim, corrected'])
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'claim.txt', Body }));

  await imageIsPushed(world);
  const staging = (await fileSystems(world)).find(({ Name }) => Name?.includes('staging'))?.FileSystemId ?? '';
  const log = (await logGroups(world)).find((name) => name.includes('letters') && name.includes('staging')) ?? '';
  const named = [CLUSTER, INSTANCE, bucket, staging, REPOSITORY, log];
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
    'the named file system is gone; the other one is there, and no mount target leads to it',
    files.length === 1 && files.every((each) => each.FileSystemId !== staging && each.NumberOfMountTargets === 0),
    JSON.stringify(files),
  );
  const [images, logs] = [await repositories(world), await logGroups(world)];
  report(
    'the named repository is gone with its image, and the named log group; the others are there',
    !images.includes(REPOSITORY) && images.includes('medmo/api') && !logs.includes(log) && logs.length > 10,
    JSON.stringify([images, logs]),
  );
  const records = await disposals(world, evidence);
  const text = JSON.stringify(records);
  const points = await world.emulator.backups();
  report(
    'the record of the disposal names what was deleted, and the last backup of each',
    named.every((name) => text.includes(name)) &&
      [`cluster:${CLUSTER}`, `db:${INSTANCE}`, `file-system/${staging}`].every((arn) =>
        points.some(({ ResourceArn, State }) => ResourceArn.endsWith(arn) && State === 'COMPLETED'),
      ),
    `${JSON.stringify(points.map(({ ResourceArn, State }) => [ResourceArn, State]))}\n${text.slice(0, 3000)}`,
  );
}
