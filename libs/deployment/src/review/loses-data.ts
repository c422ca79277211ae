import type { Change } from '../change-sets/changes';
import { HOLDS_DATA } from './holds-data';
import { deletesMoreImages } from './image-lifecycle';
import { deletesMoreObjects } from './object-lifecycle';
import type { TemplateResource } from '../assembly/template';

/**
 * What a change takes away that cannot be had again, as a sentence; undefined where it takes nothing. These are the
 * changes that `--yes` alone never makes.
 */
export function dataLost(change: Change): string | undefined {
  const held = HOLDS_DATA[change.type];
  if (held !== undefined) {
    const what = `this loses ${held}`;
    switch (change.action) {
      case 'delete':
        return change.kept ? `is deleted after a final snapshot; ${what}` : `is deleted; ${what}`;
      case 'orphan':
        return `is removed from the stack; it stays in the account without a stack, with ${held}`;
      case 'replace':
      case 'may replace': {
        const when = change.action === 'replace' ? 'is replaced' : 'may be replaced';
        const old = change.kept ? `the old one stays in the account with ${held}` : `the old one is deleted; ${what}`;
        return `${when} by a new, empty one (${change.properties.join(', ') || 'see the change set'}); ${old}`;
      }
    }
  }
  if (change.before === undefined || change.after === undefined) return undefined;
  const { before, after } = change;
  if (held !== undefined && isKept(before) && !isKept(after)) {
    return `will be deleted with its stack (DeletionPolicy ${after.DeletionPolicy ?? 'Delete'} instead of ${before.DeletionPolicy}), including ${held}`;
  }
  return LESS.flatMap((rule) => (rule.type === change.type ? (rule.lost(before, after) ?? []) : []))[0];
}

function isKept({ DeletionPolicy }: TemplateResource): boolean {
  return /^(Retain|RetainExceptOnCreate|Snapshot)$/.test(DeletionPolicy ?? '');
}

interface Less {
  readonly type: string;
  readonly lost: (before: TemplateResource, after: TemplateResource) => string | undefined;
}

/** Properties by which data is deleted although the resource stays: a shorter time to keep it, above all. */
const LESS: readonly Less[] = [
  shorter('AWS::Logs::LogGroup', 'RetentionInDays', 'days', 'older log events are deleted'),
  shorter('AWS::RDS::DBInstance', 'BackupRetentionPeriod', 'days', 'older points in time can no longer be restored'),
  shorter('AWS::RDS::DBCluster', 'BackupRetentionPeriod', 'days', 'older points in time can no longer be restored'),
  {
    type: 'AWS::S3::Bucket',
    lost: (before, after) =>
      deletesMoreObjects(before.Properties?.['LifecycleConfiguration'], after.Properties?.['LifecycleConfiguration'])
        ? 'gets another lifecycle rule, which deletes older objects'
        : undefined,
  },
  {
    type: 'AWS::S3::Bucket',
    lost: (before, after) =>
      text(before, 'VersioningConfiguration').includes('Enabled') &&
      !text(after, 'VersioningConfiguration').includes('Enabled')
        ? 'no longer keeps earlier versions of overwritten or deleted objects'
        : undefined,
  },
  {
    type: 'AWS::ECR::Repository',
    lost: (before, after) =>
      deletesMoreImages(before.Properties?.['LifecyclePolicy'], after.Properties?.['LifecyclePolicy'])
        ? 'gets another lifecycle rule, which deletes more images'
        : undefined,
  },
  {
    type: 'AWS::Backup::BackupVault',
    lost: (before, after) => {
      const days = (resource: TemplateResource) =>
        Number(
          (resource.Properties?.['LockConfiguration'] as { MinRetentionDays?: unknown } | undefined)
            ?.MinRetentionDays ?? 0,
        );
      return days(after) < days(before)
        ? `locks its recovery points for ${days(after)} days instead of ${days(before)}, so they may be deleted earlier`
        : undefined;
    },
  },
  {
    type: 'AWS::DynamoDB::Table',
    lost: (before, after) =>
      differs(before, after, 'TimeToLiveSpecification') && text(after, 'TimeToLiveSpecification').includes('true')
        ? 'gets another time to live, which deletes expired items'
        : undefined,
  },
];

function shorter(type: string, property: string, unit: string, consequence: string): Less {
  return {
    type,
    lost: (before, after) => {
      const was = before.Properties?.[property];
      const will = after.Properties?.[property];
      const wasNumber = was === undefined ? defaultDays(type) : was;
      if (typeof wasNumber !== 'number') return undefined;
      if (typeof will !== 'number' || !(will < wasNumber)) return undefined;
      const from = wasNumber === Infinity ? 'for ever' : `${wasNumber} ${unit}`;
      return `keeps data for ${will} ${unit} instead of ${from}: ${consequence}`;
    },
  };
}

/** Days without a setting: CloudWatch keeps log events for ever; RDS keeps backups for one day. */
function defaultDays(type: string): number {
  return type.startsWith('AWS::Logs') ? Infinity : 1;
}

function text({ Properties }: TemplateResource, property: string): string {
  return JSON.stringify(Properties?.[property] ?? '');
}

function differs(before: TemplateResource, after: TemplateResource, property: string): boolean {
  return text(before, property) !== text(after, property);
}
