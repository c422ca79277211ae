import { HOURS_A_MONTH } from '../hours';
import { lookUp } from './look-up';
import { charge, type Component, type Priceable, type PricedType } from './priced-type';

/** Usage types of a control plane with reserved capacity, by tier. */
const TIERS: Readonly<Record<string, string>> = {
  'tier-xl': 'XL-ProvisionedTier',
  'tier-2xl': '2XL-ProvisionedTier',
  'tier-4xl': '4XL-ProvisionedTier',
  'tier-8xl': '8XL-ProvisionedTier',
};

/** Nodes are charged with their groups. @see https://aws.amazon.com/eks/pricing/ */
export const eksCluster: PricedType = {
  type: 'AWS::EKS::Cluster',
  charges: (priceable) => [
    charge('Cluster', 'hours', HOURS_A_MONTH, 'AmazonEKS/AmazonEKS-Hours:perCluster', {
      assumption: 'In standard support; a Kubernetes version in extended support costs 0.50 USD an hour more.',
    }),
    ...controlPlane(priceable),
  ],
};

function controlPlane({ resource }: Priceable): Component[] {
  const tier = resource.text('ControlPlaneScalingConfig.Tier', 'standard');
  if (tier === 'standard') return [];
  const usageType = lookUp(TIERS, tier?.toLowerCase());
  return [
    charge(
      `Provisioned control plane (${tier ?? 'tier not known'})`,
      'hours',
      HOURS_A_MONTH,
      usageType && `AmazonEKS/AmazonEKS-Hours:${usageType}`,
    ),
  ];
}
