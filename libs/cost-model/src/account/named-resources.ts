import type { TemplateResource } from '../template/resource';
import { isMap, isUnresolved, type Value } from '../template/value';

/** The property that names a resource, by type: what others write instead of a reference. */
const NAME_OF: ReadonlyMap<string, string> = new Map([
  ['AWS::AutoScaling::AutoScalingGroup', 'AutoScalingGroupName'],
  ['AWS::AutoScaling::LaunchConfiguration', 'LaunchConfigurationName'],
  ['AWS::Backup::BackupVault', 'BackupVaultName'],
  ['AWS::DocDB::DBCluster', 'DBClusterIdentifier'],
  ['AWS::DynamoDB::Table', 'TableName'],
  ['AWS::EC2::LaunchTemplate', 'LaunchTemplateName'],
  ['AWS::ECS::Cluster', 'ClusterName'],
  ['AWS::ECS::Service', 'ServiceName'],
  ['AWS::ECS::TaskDefinition', 'Family'],
  ['AWS::ElastiCache::ReplicationGroup', 'ReplicationGroupId'],
  ['AWS::Neptune::DBCluster', 'DBClusterIdentifier'],
  ['AWS::RDS::DBCluster', 'DBClusterIdentifier'],
  ['AWS::RDS::DBInstance', 'DBInstanceIdentifier'],
]);

/** Types that a property may name, by the last key of its path. `own` stands for the service of the resource with the property. */
const NAMED_BY: ReadonlyMap<string, readonly string[]> = new Map([
  ['AutoScalingGroupName', ['AWS::AutoScaling::AutoScalingGroup']],
  ['BackupPlan', ['AWS::Backup::BackupVault']],
  ['Cluster', ['AWS::ECS::Cluster']],
  ['DBClusterIdentifier', ['own::DBCluster']],
  ['DBClusterIdentifiers', ['AWS::RDS::DBCluster']],
  ['DBInstanceIdentifiers', ['AWS::RDS::DBInstance']],
  ['LaunchConfigurationName', ['AWS::AutoScaling::LaunchConfiguration']],
  ['LaunchTemplate', ['AWS::EC2::LaunchTemplate']],
  ['LaunchTemplateSpecification', ['AWS::EC2::LaunchTemplate']],
  [
    'ResourceId',
    [
      'AWS::ECS::Service',
      'AWS::DynamoDB::Table',
      'AWS::RDS::DBCluster',
      'AWS::Neptune::DBCluster',
      'AWS::ElastiCache::ReplicationGroup',
    ],
  ],
  ['SourceDBInstanceIdentifier', ['AWS::RDS::DBInstance']],
  ['TaskDefinition', ['AWS::ECS::TaskDefinition']],
  ['TaskDefinitionArn', ['AWS::ECS::TaskDefinition']],
]);

/** Finds resources by the names that templates write. */
export type FindNamed = (resource: TemplateResource, path: string) => readonly TemplateResource[];

/**
 * Resources that a property names instead of referring to them, such as `LaunchTemplateName: web` or `table/orders`. A name counts
 * inside its region; of several resources with one name, only those of the same stack do.
 *
 * @param ofType the resources of a type, of all stacks
 */
export function namedResources(ofType: (type: string) => readonly TemplateResource[]): FindNamed {
  const byType = new Map<string, ReadonlyMap<string, readonly TemplateResource[]>>();
  const named = (type: string) => {
    const names = byType.get(type) ?? byName(ofType(type), NAME_OF.get(type) ?? '');
    byType.set(type, names);
    return names;
  };
  return (resource, path) => {
    const types = NAMED_BY.get(path.slice(path.lastIndexOf('.') + 1));
    const value = types === undefined ? undefined : resource.value(path);
    if (types === undefined || value === undefined || isUnresolved(value)) return NONE;
    const found: TemplateResource[] = [];
    let words: readonly string[] | undefined;
    for (const each of types) {
      const type = each.startsWith(OWN) ? `${serviceOf(resource.type)}${each.slice(OWN.length)}` : each;
      if (ofType(type).length === 0) continue;
      words ??= wordsOf(value, resource.region);
      for (const word of words) found.push(...(named(type).get(word) ?? NONE));
    }
    return found.length === 0 ? NONE : theOne(found, resource);
  };
}

const OWN = 'own::';
const NONE: readonly TemplateResource[] = [];

/** `AWS::RDS::` of `AWS::RDS::DBInstance`. */
function serviceOf(type: string): string {
  return type.slice(0, type.lastIndexOf('::') + 2);
}

/** Those of the region that are of the same stack, else the only one. */
function theOne(found: readonly TemplateResource[], resource: TemplateResource): readonly TemplateResource[] {
  const here = found.filter((each) => each !== resource && each.region === resource.region);
  const near = here.filter(({ stack }) => stack === resource.stack);
  if (near.length > 0) return near;
  return here.length === 1 ? here : NONE;
}

function byName(resources: readonly TemplateResource[], property: string): Map<string, TemplateResource[]> {
  const names = new Map<string, TemplateResource[]>();
  for (const resource of resources) {
    const name = resource.value(property);
    if (typeof name !== 'string') continue;
    const known = names.get(name);
    if (known === undefined) names.set(name, [resource]);
    else known.push(resource);
  }
  return names;
}

/** The words of a name, an ARN of the region, or a list or map of names: `table/orders`, `web:3`, `{ LaunchTemplateName: web }`. */
function wordsOf(value: Value, region: string): string[] {
  if (typeof value === 'string') {
    const words = value.split(/[/:]/).filter((word) => word !== '');
    return value.startsWith('arn:') && words[3] !== region ? [] : words;
  }
  if (Array.isArray(value)) return (value as readonly Value[]).flatMap((item) => wordsOf(item, region));
  return isMap(value) ? Object.values(value).flatMap((item) => wordsOf(item, region)) : [];
}
