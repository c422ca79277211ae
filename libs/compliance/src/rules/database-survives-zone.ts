import { only, PRODUCTION, resource } from './examples';
import { ruleFor } from './rule';
import type { TemplateResource } from './rule';
import { DATABASE_TYPES, inProduction, isClusterMember, refersTo, resourcesOf, shown } from './template-values';

/** Production goes on when its zone fails. */
export const databaseSurvivesZone = ruleFor({
  name: 'DatabaseSurvivesZone',
  control: '164.308(a)(7)(ii)(C)',
  sameAs: 'AWS Config: RDS_MULTI_AZ_SUPPORT',
  types: DATABASE_TYPES,
  where: (subject) => inProduction(subject) && !isClusterMember(subject),
  wrong: ({ type, properties, logicalId, template }) => {
    if (type === 'AWS::RDS::DBCluster') {
      const zones = resourcesOf(template, 'AWS::RDS::DBInstance')
        .filter((each) => refersTo(each.properties['DBClusterIdentifier'], logicalId))
        .map((each) => shown(each.properties['AvailabilityZone']));
      return new Set(zones).size >= 2
        ? undefined
        : `The cluster of production has instances in ${new Set(zones).size} zones. Allowed: 2 or more.`;
    }
    return properties['MultiAZ'] === true
      ? undefined
      : `The database of production has no standby in another zone: MultiAZ is ${shown(properties['MultiAZ'])}. Allowed: true.`;
  },
  examples: {
    fails: [
      ['a cluster with both instances in one zone', cluster('a', 'a')],
      ['a cluster with one instance', cluster('a')],
      ['one zone', only('AWS::RDS::DBInstance', { ...PRODUCTION, MultiAZ: false })],
    ],
    passes: [
      ['a cluster with instances in two zones', cluster('a', 'b')],
      ['two zones', only('AWS::RDS::DBInstance', { ...PRODUCTION, MultiAZ: true })],
      ['one zone elsewhere', only('AWS::RDS::DBInstance', { MultiAZ: false })],
    ],
  },
});

function cluster(...zones: readonly string[]) {
  const instances = zones.map((zone, index): [string, TemplateResource] => [
    `Instance${index + 1}`,
    resource('AWS::RDS::DBInstance', {
      ...PRODUCTION,
      DBClusterIdentifier: { Ref: 'JudgedResource' },
      AvailabilityZone: zone,
    }),
  ]);
  return only('AWS::RDS::DBCluster', PRODUCTION, Object.fromEntries(instances));
}
