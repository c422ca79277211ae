import type { Template } from '../assembly/template';
import type { RecordedStack } from '../ledger/ledger';
import type { ResourceFate } from './fate';

/** Days for which a last backup is kept: six years with their leap days, as documentation is (45 CFR 164.316(b)(2)(i)). */
export const LAST_BACKUP_DAYS = 2192;

/** A backup that is taken before a stack is deleted. */
export interface PlannedBackup {
  readonly stack: string;
  readonly region: string;
  /** ARN of the resource. */
  readonly resource: string;
  readonly physicalId: string;
  readonly vault: string;
  /** ARN of the role with which AWS Backup reads the resource. */
  readonly role: string;
  /** Days for which the recovery point is kept. */
  readonly days: number;
}

/** A resource that needs a last backup and cannot have one, with the reason. */
export interface MissingBackup {
  readonly stack: string;
  readonly physicalId: string;
  readonly why: string;
}

/** ARNs of the types that AWS Backup saves and that no other resource holds; from the partition, region, account and id. */
const ARNS: Readonly<Record<string, (place: string[], id: string) => string>> = {
  'AWS::RDS::DBInstance': arnOf('rds', 'db:'),
  'AWS::RDS::DBCluster': arnOf('rds', 'cluster:'),
  'AWS::DocDB::DBCluster': arnOf('rds', 'cluster:'),
  'AWS::Neptune::DBCluster': arnOf('rds', 'cluster:'),
  'AWS::EFS::FileSystem': arnOf('elasticfilesystem', 'file-system/'),
  'AWS::FSx::FileSystem': arnOf('fsx', 'file-system/'),
  'AWS::DynamoDB::Table': arnOf('dynamodb', 'table/'),
  'AWS::DynamoDB::GlobalTable': arnOf('dynamodb', 'table/'),
  'AWS::EC2::Volume': arnOf('ec2', 'volume/'),
};

function arnOf(service: string, kind: string) {
  return ([partition = '', region = '', account = '']: string[], id: string) =>
    `arn:${partition}:${service}:${region}:${account}:${kind}${id}`;
}

/**
 * Last backups of what a stack holds: into the vault of the stack, with the role of its backup selection. A bucket needs none:
 * CloudFormation deletes no bucket with objects in it.
 */
export function backupsOf(
  { name, region, account }: RecordedStack,
  partition: string,
  template: Template,
  fates: readonly ResourceFate[],
): { readonly planned: readonly PlannedBackup[]; readonly missing: readonly MissingBackup[] } {
  const { Resources = {} } = template;
  const isMember = (id: string) => Resources[id]?.Properties?.['DBClusterIdentifier'] !== undefined;
  const wanted = fates.filter(
    ({ type, logicalId }) => type in ARNS && !(type === 'AWS::RDS::DBInstance' && isMember(logicalId)),
  );
  if (wanted.length === 0) return { planned: [], missing: [] };
  const vault = fates.find(({ type }) => type === 'AWS::Backup::BackupVault');
  const role = roleOf(template, fates, `arn:${partition}:iam::${account}:role`);
  if (vault === undefined || role === undefined) {
    const why = `${name} has no ${vault === undefined ? 'backup vault' : 'backup selection with a role'}`;
    return { planned: [], missing: wanted.map(({ physicalId }) => ({ stack: name, physicalId, why })) };
  }
  const lock = Resources[vault.logicalId]?.Properties?.['LockConfiguration'] as
    { MinRetentionDays?: number } | undefined;
  const days = Math.max(LAST_BACKUP_DAYS, lock?.MinRetentionDays ?? 0);
  const planned = wanted.map(({ type, physicalId }): PlannedBackup => {
    const resource = ARNS[type]?.([partition, region, account], physicalId) ?? physicalId;
    return { stack: name, region, resource, physicalId, vault: vault.physicalId, role, days };
  });
  return { planned, missing: [] };
}

/** Role of the stack's backup selection: a resource of the same stack, whose physical id is the role's name. */
function roleOf({ Resources = {} }: Template, fates: readonly ResourceFate[], prefix: string): string | undefined {
  const selection = Object.values(Resources).find(({ Type }) => Type === 'AWS::Backup::BackupSelection');
  const { IamRoleArn } = (selection?.Properties?.['BackupSelection'] ?? {}) as { IamRoleArn?: unknown };
  if (typeof IamRoleArn === 'string') return IamRoleArn;
  const [logicalId = ''] = ((IamRoleArn as { 'Fn::GetAtt'?: string[] } | undefined)?.['Fn::GetAtt'] ?? []) as string[];
  const name = fates.find((each) => each.logicalId === logicalId)?.physicalId;
  const path = Resources[logicalId]?.Properties?.['Path'];
  return name === undefined ? undefined : `${prefix}${typeof path === 'string' ? path : '/'}${name}`;
}
