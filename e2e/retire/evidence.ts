// What the evidence has of disposals, and what the account has besides the files and the ledger.
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { ACCOUNT, REGION } from '../deploy/world';
import type { World } from '../deploy/world';

/** The record of a disposal, as far as the suite looks at it. */
export interface Disposal {
  readonly unit: string;
  readonly environments: readonly string[];
  readonly reason: string;
  readonly ended: { readonly by: string };
  readonly noLastBackup?: string;
  readonly lastBackups: readonly { readonly resource: string; readonly recoveryPoint: string }[];
  readonly stacks: readonly { readonly name: string; readonly resources: readonly { readonly fate: string }[] }[];
  readonly kept: readonly string[];
}

/** Name of the evidence bucket. */
export function evidenceBucket(world: World): string {
  return world.look().parameters['/careplane/medmo/pipelines/evidence-bucket'] ?? '';
}

/** All records of disposals. */
export async function disposals(world: World, bucket: string): Promise<Disposal[]> {
  const credentials = { accessKeyId: `AKIA${ACCOUNT}TEST`, secretAccessKey: 'emulator' };
  const s3 = new S3Client({ region: REGION, endpoint: world.emulator.url, credentials, forcePathStyle: true });
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: 'disposals/' }));
  const keys = Contents.flatMap(({ Key = '' }) => (Key.endsWith('/record.json') ? [Key] : []));
  const found: Disposal[] = [];
  for (const Key of keys) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
    found.push(JSON.parse((await Body?.transformToString()) ?? '{}') as Disposal);
  }
  return found;
}

/** Stacks of the platform that neither the ledger nor an administrator's bootstrap accounts for. */
export async function unlisted(world: World): Promise<string[]> {
  const listed = Object.values(world.ledger()).flatMap(
    (record) => (record as unknown as { stacks?: { name: string }[] }).stacks?.map(({ name }) => name) ?? [],
  );
  const ours = Object.keys(await world.stacks()).filter((name) => name.startsWith('medmo') && name !== 'medmo-access');
  return ours.filter((name) => !listed.includes(name));
}
