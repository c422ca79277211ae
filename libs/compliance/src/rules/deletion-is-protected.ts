import { only } from './examples';
import { ruleFor } from './rule';
import { at, DATABASE_TYPES, isClusterMember, listOf, shown } from './template-values';

const ATTRIBUTE = 'deletion_protection.enabled';

/** One wrong call must not take the database or the way in. */
export const deletionIsProtected = ruleFor({
  name: 'DeletionIsProtected',
  control: '164.308(a)(7)(i)',
  sameAs: 'AWS Config: RDS_INSTANCE_DELETION_PROTECTION_ENABLED, ELB_DELETION_PROTECTION_ENABLED',
  types: [...DATABASE_TYPES, 'AWS::ElasticLoadBalancingV2::LoadBalancer'],
  where: (subject) => !isClusterMember(subject),
  wrong: ({ type, properties }) => {
    const value = DATABASE_TYPES.includes(type)
      ? properties['DeletionProtection']
      : at(
          listOf(properties['LoadBalancerAttributes']).find((attribute) => at(attribute, 'Key') === ATTRIBUTE),
          'Value',
        );
    return String(value) === 'true' ? undefined : `Deletion protection is ${shown(value)}. Allowed: true.`;
  },
  examples: {
    fails: [
      ['a cluster without it', only('AWS::RDS::DBCluster', { DeletionProtection: false })],
      ['a database without it', only('AWS::RDS::DBInstance', {})],
      [
        'a balancer without it',
        only('AWS::ElasticLoadBalancingV2::LoadBalancer', {
          LoadBalancerAttributes: [{ Key: ATTRIBUTE, Value: 'false' }],
        }),
      ],
    ],
    passes: [
      ['an instance of a cluster', only('AWS::RDS::DBInstance', { DBClusterIdentifier: { Ref: 'Cluster' } })],
      ['a database', only('AWS::RDS::DBInstance', { DeletionProtection: true })],
      [
        'a balancer',
        only('AWS::ElasticLoadBalancingV2::LoadBalancer', {
          LoadBalancerAttributes: [{ Key: ATTRIBUTE, Value: 'true' }],
        }),
      ],
    ],
  },
});
