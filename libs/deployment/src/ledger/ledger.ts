import { createHash } from 'node:crypto';
import { DeleteParameterCommand, GetParametersByPathCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { platformPath } from '@careplane/config';
import { unitEnvironmentKey } from '@careplane/platform/unit-environments';
import type { UnitEnvironment } from '@careplane/platform/unit-environments';
import type { AssembledStack } from '../assembly/assembly';
import { atAws } from '../aws/aws-errors';

/** A stack of a unit, as its record names it. */
export interface RecordedStack {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** Whether all environments of the unit share it. */
  readonly shared?: true;
}

/** A stack as a record names it. */
export function recordedStack({
  name,
  account,
  region,
  environment,
}: Pick<AssembledStack, 'name' | 'account' | 'region' | 'environment'>): RecordedStack {
  return { name, account, region, ...(environment === undefined ? { shared: true } : {}) };
}

/** A last backup of a resource, before its stack is deleted. */
export interface TakenBackup {
  /** ARN of the resource. */
  readonly resource: string;
  readonly vault: string;
  /** Id of the job of AWS Backup. */
  readonly job: string;
  /** ARN of the recovery point, once the job has completed. */
  readonly recoveryPoint?: string;
  /** Jobs for this resource that failed, this one among them; left out where it may still complete. */
  readonly failed?: number;
}

/** What a record holds while its unit is being retired: all that the next run must know after a run that was killed. */
export interface Retiring {
  /** Names the objects of this retirement in the evidence. */
  readonly id: string;
  /** Evidence bucket. The parameter that names it may be gone when the retirement ends. */
  readonly bucket: string;
  /** When it was begun, ISO 8601. */
  readonly at: string;
  readonly by: string;
  readonly backups: readonly TakenBackup[];
  /** Physical names of resources whose deletion with their data was begun. */
  readonly deletedData: readonly string[];
}

/** What is deployed of a unit in an environment: the value of one SSM parameter, as JSON. */
export interface LedgerRecord {
  /** Version of this form. */
  readonly version: 1;
  /** Git commit that it was deployed from; empty when it was no git repository. */
  readonly revision: string;
  /** Whether files differed from that commit. */
  readonly dirty: boolean;
  /** Why a production environment was deployed although files differed. */
  readonly dirtyReason?: string;
  /** Account that the platform is configured for. */
  readonly account: string;
  /** SHA-256 of the assembly. */
  readonly digest: string;
  /** SHA-256 of the stacks that no environment owns; only in the record of `shared`, and not in records of version 0.1.0. */
  readonly shared?: string;
  /** SHA-256 over the values of the SSM parameters that the unit's stacks read. */
  readonly inputs: string;
  /** Its stacks in the order of their deploy; not in records of versions before 0.2. What is no longer in any file is found by them. */
  readonly stacks?: readonly RecordedStack[];
  /** Only in the entry of a stack that its unit no longer has: that unit. */
  readonly leftBy?: string;
  /** When it was done, ISO 8601. */
  readonly at: string;
  /** Who did it: the ARN that STS gives. */
  readonly by: string;
  /** Only while `careplane retire` is at work. */
  readonly retiring?: Retiring;
}

/** All that Parameter Store holds of a platform. */
export interface Parameters {
  /** By unit/environment. */
  readonly ledger: ReadonlyMap<string, LedgerRecord>;
  /** Values of all other parameters, by their full names: what stacks say to each other. */
  readonly values: ReadonlyMap<string, string>;
}

/** Name of the parameter that says what is deployed. */
export function ledgerParameter(platform: string, unitEnvironment: UnitEnvironment): string {
  return platformPath(platform, 'deployed', unitEnvironmentKey(unitEnvironment));
}

/** Read everything of a platform with one listing: its ledger and what its stacks say to each other. */
export async function readParameters(ssm: SSMClient, platform: string): Promise<Parameters> {
  const ledger = new Map<string, LedgerRecord>();
  const values = new Map<string, string>();
  const deployed = platformPath(platform, 'deployed', '');
  await atAws('reading the ledger', async () => {
    let next: string | undefined;
    do {
      const page = await ssm.send(
        new GetParametersByPathCommand({
          Path: platformPath(platform, ''),
          Recursive: true,
          MaxResults: 10,
          NextToken: next,
        }),
      );
      for (const { Name = '', Value = '' } of page.Parameters ?? []) {
        if (!Name.startsWith(deployed)) values.set(Name, Value);
        else {
          const record = parse(Value);
          if (record !== undefined) ledger.set(Name.slice(deployed.length), record);
        }
      }
      next = page.NextToken;
    } while (next !== undefined);
  });
  return { ledger, values };
}

/** Say what is deployed; only after every stack of the unit in an environment has succeeded. */
export async function writeRecord(
  ssm: SSMClient,
  platform: string,
  unitEnvironment: UnitEnvironment,
  record: LedgerRecord,
): Promise<void> {
  const Value = JSON.stringify(record);
  await atAws(`writing the ledger of ${unitEnvironmentKey(unitEnvironment)}`, () =>
    ssm.send(
      new PutParameterCommand({
        Name: ledgerParameter(platform, unitEnvironment),
        Description: `Careplane: what is deployed of ${unitEnvironment.unit} in ${unitEnvironment.environment}`,
        Type: 'String',
        Overwrite: true,
        Value,
        // A standard parameter has 4,096 characters; a unit with many stacks and last backups needs more.
        ...(Value.length > 4096 ? { Tier: 'Intelligent-Tiering' as const } : {}),
      }),
    ),
  );
}

/** Forget a unit in an environment: as the last step of its retirement, or a stack that its unit has again. */
export async function endRecord(ssm: SSMClient, platform: string, unitEnvironment: UnitEnvironment): Promise<void> {
  await atAws(`ending the ledger entry of ${unitEnvironmentKey(unitEnvironment)}`, async () => {
    try {
      await ssm.send(new DeleteParameterCommand({ Name: ledgerParameter(platform, unitEnvironment) }));
    } catch (error) {
      if ((error as Error).name !== 'ParameterNotFound') throw error;
    }
  });
}

/**
 * Digest of the values that a unit's stacks read from Parameter Store. It is part of what is deployed: the same assembly
 * with another VPC is another deployment.
 */
export function inputsDigest(names: readonly string[], values: ReadonlyMap<string, string>): string {
  const lines = [...new Set(names)].sort().map((name) => `${JSON.stringify([name, values.get(name)])}\n`);
  return createHash('sha256').update(lines.join('')).digest('hex');
}

/** A record that another version wrote, or a hand broke, is as good as none: the unit is deployed again. */
function parse(text: string): LedgerRecord | undefined {
  try {
    const record = JSON.parse(text) as LedgerRecord;
    const good =
      record.version === 1 &&
      [record.revision, record.account, record.digest, record.inputs, record.at].every(
        (field) => typeof field === 'string',
      );
    return good ? record : undefined;
  } catch {
    return undefined;
  }
}
