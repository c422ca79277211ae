import { HOLDS_DATA } from '../review/holds-data';
import type { StackResource } from '../aws/stack-resources';
import type { Template, TemplateResource } from '../assembly/template';

/** What becomes of a resource when its stack is deleted. */
export interface ResourceFate extends StackResource {
  /** Name of its stack. */
  readonly stack: string;
  readonly fate: 'deleted' | 'kept' | 'snapshot';
  /** What is in it, such as "its rows"; only of types that hold data. */
  readonly holds?: string;
  /** Its fixed name: while the resource is kept, no stack can create another one with it. */
  readonly blocks?: string;
  /** Why what is in it cannot be deleted yet. */
  readonly lock?: string;
}

/** Types of which CloudFormation takes a snapshot when the template says nothing. */
const SNAPSHOT_BY_DEFAULT = ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'];

/**
 * What becomes of each resource of a stack, from the template that is deployed.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
 */
export function fatesOf(stack: string, template: Template, resources: readonly StackResource[]): ResourceFate[] {
  const held = heldByKept(template);
  return resources
    .filter(({ physicalId }) => physicalId !== '')
    .map((resource) => {
      const declared: TemplateResource = template.Resources?.[resource.logicalId] ?? { Type: resource.type };
      const fate = held.includes(resource.logicalId) ? 'kept' : fateOf(declared);
      const holds = HOLDS_DATA[resource.type];
      const blocks = fate === 'kept' ? fixedName(declared, resource.physicalId) : undefined;
      const lock = lockOf(declared);
      return {
        ...resource,
        ...{ stack, fate },
        ...(holds === undefined ? {} : { holds }),
        ...(blocks === undefined ? {} : { blocks }),
        ...(lock === undefined ? {} : { lock }),
      };
    });
}

/** Types that AWS does not delete while a database uses them. */
const USED = [
  'AWS::EC2::SecurityGroup',
  'AWS::RDS::DBClusterParameterGroup',
  'AWS::RDS::DBParameterGroup',
  'AWS::RDS::DBSubnetGroup',
  'AWS::RDS::OptionGroup',
];

/** Logical ids of resources that the template would delete, and that AWS keeps because a database that is kept uses them. */
export function heldByKept({ Resources = {} }: Template): string[] {
  const kept = Object.values(Resources).filter(
    (resource) => /^AWS::(RDS|DocDB|Neptune)::DB(Instance|Cluster)$/.test(resource.Type) && fateOf(resource) === 'kept',
  );
  const text = JSON.stringify(kept.map(({ Properties }) => Properties));
  return Object.entries(Resources)
    .filter(
      ([id, resource]) => USED.includes(resource.Type) && fateOf(resource) === 'deleted' && text.includes(`"${id}"`),
    )
    .map(([id]) => id);
}

function fateOf({ Type, Properties, DeletionPolicy }: TemplateResource): ResourceFate['fate'] {
  const member = Type === 'AWS::RDS::DBInstance' && Properties?.['DBClusterIdentifier'] !== undefined;
  const policy = DeletionPolicy ?? (SNAPSHOT_BY_DEFAULT.includes(Type) && !member ? 'Snapshot' : 'Delete');
  if (policy === 'Snapshot') return 'snapshot';
  return policy === 'Delete' ? 'deleted' : 'kept';
}

/** A name that the template itself gives, as opposed to one that CloudFormation makes up. */
function fixedName({ Properties = {} }: TemplateResource, physicalId: string): string | undefined {
  return Object.entries(Properties)
    .filter(([key]) => /(Name|Identifier)$/.test(key))
    .map(([, value]) => value)
    .find((value): value is string => typeof value === 'string' && value !== '' && physicalId.includes(value));
}

/** Object Lock and AWS Backup Vault Lock keep what is in a resource, whoever wants to delete it. */
function lockOf({ Type, Properties = {} }: TemplateResource): string | undefined {
  if (Type === 'AWS::S3::Bucket' && Properties['ObjectLockEnabled'] === true) {
    const { Rule } = (Properties['ObjectLockConfiguration'] ?? {}) as {
      Rule?: { DefaultRetention?: { Mode?: string; Days?: number; Years?: number } };
    };
    const { Mode = 'a', Days, Years } = Rule?.DefaultRetention ?? {};
    const years = Years === undefined ? 'their time' : `${Years} years`;
    const time = Days === undefined ? years : `${Days} days`;
    return `S3 Object Lock (${Mode.toLowerCase()} mode) keeps its objects for ${time}`;
  }
  const lock = Properties['LockConfiguration'] as { MinRetentionDays?: number } | undefined;
  if (Type === 'AWS::Backup::BackupVault' && lock !== undefined) {
    return `AWS Backup Vault Lock keeps its recovery points for at least ${lock.MinRetentionDays ?? 1} days`;
  }
  return undefined;
}
