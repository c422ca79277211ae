import { randomUUID } from 'node:crypto';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { atAws } from '../aws/aws-errors';
import type { Retiring, TakenBackup } from '../ledger/ledger';
import type { ResourceFate } from './fate';
import type { UnitPlan } from './plan';

/** A stack in the record: its resources by what became of them. */
export interface DisposedStack {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly arn?: string;
  readonly resources: readonly ResourceFate[];
}

/** What a retirement is about to do with a unit; written before the first effect. */
export interface DisposalPlan {
  readonly version: 1;
  readonly id: string;
  readonly platform: string;
  readonly unit: string;
  readonly environments: readonly string[];
  /** Commit that each environment was deployed from. */
  readonly deployed: Readonly<Record<string, string>>;
  readonly begun: { readonly at: string; readonly by: string };
  readonly stacks: readonly DisposedStack[];
}

/** The record of a disposal: 45 CFR 164.310(d)(2)(i). */
export interface DisposalRecord extends DisposalPlan {
  readonly ended: { readonly at: string; readonly by: string };
  readonly reason: string;
  /** Commit whose files no longer have the unit; empty where there is none. */
  readonly revision: string;
  readonly lastBackups: readonly TakenBackup[];
  /** Why no last backup was taken. */
  readonly noLastBackup?: string;
  /** Physical names of resources that were deleted with their data, because they were named. */
  readonly deletedData: readonly string[];
  /** Resources that stay in the account without a stack. */
  readonly kept: readonly string[];
}

const FOLDER = 'disposals/';

/** A retirement that begins now. */
export function newRetiring(bucket: string, by: string, now = new Date()): Retiring {
  const at = now.toISOString();
  return { id: `${at.slice(0, 10)}-${randomUUID().slice(0, 8)}`, bucket, at, by, backups: [], deletedData: [] };
}

/** What the plan of a unit says in the evidence. */
export function disposalPlan(platform: string, plan: UnitPlan, { id, at, by }: Retiring): DisposalPlan {
  return {
    ...{ version: 1, id, platform, unit: plan.unit },
    environments: plan.leftovers.map(({ environment }) => environment),
    deployed: Object.fromEntries(plan.leftovers.map(({ environment, record }) => [environment, record.revision])),
    begun: { at, by },
    stacks: plan.stacks.map(({ stack: { name, account, region }, arn, fates }) => ({
      ...{ name, account, region },
      ...(arn === undefined ? {} : { arn }),
      resources: fates,
    })),
  };
}

/** What the record says, when everything is done. */
export function disposalRecord(
  plan: DisposalPlan,
  { backups, deletedData }: Retiring,
  end: Pick<DisposalRecord, 'ended' | 'reason' | 'revision'> & { readonly noLastBackup?: string | undefined },
): DisposalRecord {
  const { noLastBackup, ...more } = end;
  const fates = plan.stacks.flatMap(({ resources }) => resources);
  return {
    ...plan,
    ...more,
    lastBackups: backups.filter(({ recoveryPoint }) => recoveryPoint !== undefined),
    ...(noLastBackup === undefined ? {} : { noLastBackup }),
    deletedData,
    kept: fates
      .filter(({ fate, physicalId }) => fate === 'kept' && !deletedData.includes(physicalId))
      .map(({ physicalId }) => physicalId),
  };
}

/** Key of the plan or the record in the evidence bucket. */
export function disposalKey(unit: string, id: string, part: 'plan' | 'record'): string {
  return `${FOLDER}${unit}/${id}/${part}.json`;
}

/** Write an object that may be written once. @returns what is there, which another run may have written */
export async function writeOnce<T>(s3: S3Client, bucket: string, key: string, content: T): Promise<T> {
  return atAws(`writing s3://${bucket}/${key}`, async () => {
    try {
      const Body = `${JSON.stringify(content, null, 2)}\n`;
      await s3.send(
        new PutObjectCommand({ Bucket: bucket, Key: key, Body, ContentType: 'application/json', IfNoneMatch: '*' }),
      );
      return content;
    } catch (error) {
      if ((error as Error).name === 'PreconditionFailed') return read<T>(s3, bucket, key);
      throw error;
    }
  });
}

/** Records of disposals in which a unit or environment of this name was retired, oldest first. */
export async function disposalsOf(s3: S3Client, bucket: string, name: string): Promise<DisposalRecord[]> {
  return (await allDisposals(s3, bucket)).filter(({ unit, environments }) =>
    [unit, ...environments, ...environments.map((each) => `${unit}/${each}`)].includes(name),
  );
}

/** Every record of a disposal, oldest first. */
export async function allDisposals(s3: S3Client, bucket: string): Promise<DisposalRecord[]> {
  return atAws(`reading the disposals in ${bucket}`, async () => {
    const keys: string[] = [];
    let next: string | undefined;
    do {
      const page = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: FOLDER, ContinuationToken: next }));
      keys.push(...(page.Contents ?? []).flatMap(({ Key = '' }) => (Key.endsWith('/record.json') ? [Key] : [])));
      next = page.NextContinuationToken;
    } while (next !== undefined);
    const records: DisposalRecord[] = [];
    for (const key of keys) records.push(await read<DisposalRecord>(s3, bucket, key));
    return records.sort((a, b) => (a.ended.at < b.ended.at ? -1 : 1));
  });
}

async function read<T>(s3: S3Client, bucket: string, key: string): Promise<T> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return JSON.parse((await Body?.transformToString()) ?? '{}') as T;
}
