import { HOURS_A_MONTH } from '../hours';
import { lookUp } from './look-up';
import { charge, type Component, type Priceable, type PricedType } from './priced-type';

const STORAGE: Readonly<Record<string, string>> = {
  gp2: 'GP2-Storage',
  gp3: 'GP3-Storage',
  io1: 'PIOPS-Storage',
  standard: 'Magnetic-Storage',
};

/** Class and volume type of a domain whose template does not say. */
const DEFAULTS = { instance: 'm4.large.search', volume: 'gp2' };

/** @see https://aws.amazon.com/opensearch-service/pricing/ */
export const searchDomain: PricedType = {
  type: 'AWS::OpenSearchService::Domain',
  charges: (priceable) => {
    const { resource } = priceable;
    const count = resource.number('ClusterConfig.InstanceCount', 1);
    return [
      instances(priceable, 'Data nodes', 'ClusterConfig.InstanceType', 'ClusterConfig.InstanceCount'),
      ...(resource.flag('ClusterConfig.DedicatedMasterEnabled', false) === false
        ? []
        : [
            instances(
              priceable,
              'Master nodes',
              'ClusterConfig.DedicatedMasterType',
              'ClusterConfig.DedicatedMasterCount',
            ),
          ]),
      ...(resource.flag('ClusterConfig.WarmEnabled', false) === false
        ? []
        : [instances(priceable, 'Warm nodes', 'ClusterConfig.WarmType', 'ClusterConfig.WarmCount')]),
      ...storage(priceable, count),
    ];
  },
};

function instances({ resource }: Priceable, name: string, typePath: string, countPath: string): Component {
  const type = resource.text(typePath, DEFAULTS.instance) || DEFAULTS.instance;
  const hours = resource.number(countPath, 1)?.times(HOURS_A_MONTH);
  return charge(
    `${name} (${type})`,
    'hours',
    hours,
    `AmazonES/ESInstance:${type.replace(/\.elasticsearch$/, '.search')}`,
    {
      unresolved: countPath,
    },
  );
}

/** Each data node has its own volume. */
function storage({ resource }: Priceable, nodes: ReturnType<Priceable['resource']['number']>): Component[] {
  if (resource.flag('EBSOptions.EBSEnabled', false) === false) return [];
  const type = resource.text('EBSOptions.VolumeType', DEFAULTS.volume);
  const size = resource.number('EBSOptions.VolumeSize', undefined);
  const usageType = lookUp(STORAGE, type);
  return [
    charge(
      `Storage (${type ?? 'type not known'})`,
      'GB',
      nodes && size?.times(nodes),
      usageType && `AmazonES/ES:${usageType}`,
      {
        unresolved: 'EBSOptions.VolumeSize',
      },
    ),
  ];
}
