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
    charge('Cluster', 'hours', HOURS_A_MONTH, 'AmazonEKS/AmazonEKS-Hours:perCluster'),
    ...extendedSupport(priceable),
    ...controlPlane(priceable),
  ],
};

/**
 * Last days of standard support, by minor version of Kubernetes 1. Older ones ended before; newer ones are in standard support.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
 */
const STANDARD_UNTIL: ReadonlyMap<number, string> = new Map([
  [33, '2026-07-29'],
  [34, '2026-12-02'],
  [35, '2027-03-27'],
  [36, '2027-08-02'],
]);
const OLDEST = Math.min(...STANDARD_UNTIL.keys());

/** A version after its standard support costs more, unless the cluster is upgraded at its end. */
function extendedSupport({ resource, date }: Priceable): Component[] {
  const version = resource.text('Version');
  const minor = Number(/^1\.(\d+)$/.exec(version ?? '')?.[1]);
  if (!Number.isFinite(minor) || resource.text('UpgradePolicy.SupportType', 'EXTENDED') === 'STANDARD') return [];
  const until = STANDARD_UNTIL.get(minor);
  if (minor > OLDEST && (until === undefined || date <= until)) return [];
  const assumption = `Standard support of ${version} ended${until === undefined ? '' : ` on ${until}`}.`;
  const price = 'AmazonEKS/AmazonEKS-Hours:extendedSupport';
  return [charge('Extended support', 'hours', HOURS_A_MONTH, price, { assumption })];
}

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
