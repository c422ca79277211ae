import { HOURS_A_MONTH } from '../hours';
import { lookUp } from './look-up';
import { searchSupport } from './service-support';
import { charge, metered, type Component, type Priceable, type PricedType } from './priced-type';

const STORAGE: Readonly<Record<string, string>> = {
  gp2: 'GP2-Storage',
  gp3: 'GP3-Storage',
  io1: 'PIOPS-Storage',
  standard: 'Magnetic-Storage',
};

/** Class and volume type of a domain whose template does not say. */
const DEFAULTS = { instance: 'm4.large.search', volume: 'gp2' };

/** @see https://aws.amazon.com/opensearch-service/pricing/ */
export const searchDomain = domain('AWS::OpenSearchService::Domain', 'ClusterConfig', 'EngineVersion');

/** The type by the service's former name: the same domains at the same prices. */
export const elasticsearchDomain = domain(
  'AWS::Elasticsearch::Domain',
  'ElasticsearchClusterConfig',
  'ElasticsearchVersion',
);

function domain(type: string, cluster: string, version: string): PricedType {
  return {
    type,
    usage: {
      managedStorageGb: { unit: 'GB', what: 'in S3: of warm nodes, and of data nodes of the OR and OM classes' },
    },
    charges: (priceable) => {
      const { resource } = priceable;
      const nodes = (name: string, prefix: string) =>
        instances(priceable, name, `${cluster}.${prefix}Type`, `${cluster}.${prefix}Count`);
      return [
        nodes('Data nodes', 'Instance'),
        ...(resource.flag(`${cluster}.DedicatedMasterEnabled`, false) === false
          ? []
          : [nodes('Master nodes', 'DedicatedMaster')]),
        ...(resource.flag(`${cluster}.WarmEnabled`, false) === false ? [] : [nodes('Warm nodes', 'Warm')]),
        ...managedStorage(priceable, cluster),
        ...storage(priceable, resource.number(`${cluster}.InstanceCount`, 1)),
        ...provisioned(priceable, resource.number(`${cluster}.InstanceCount`, 1)),
        ...searchSupport(resource.text(version), priceable.date),
      ];
    },
  };
}

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

/** Warm nodes keep their data in S3, and so do data nodes of some classes. */
function managedStorage(priceable: Priceable, cluster: string): Component[] {
  const { resource } = priceable;
  const inS3 = /^(or|om)\d/.test(resource.text(`${cluster}.InstanceType`, '') ?? '');
  if (resource.flag(`${cluster}.WarmEnabled`, false) === false && !inS3) return [];
  return [
    metered(priceable, {
      key: 'managedStorageGb',
      component: 'Storage (S3)',
      unit: 'GB',
      price: 'AmazonES/Managed-Storage',
    }),
  ];
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

/** What a volume of gp3 has without provisioning. */
const GP3_INCLUDED = { iops: 3000, throughput: 125 };

/** IOPS of io1 are all charged, those of gp3 above the included ones; gp2 ignores what is asked for. */
function provisioned({ resource }: Priceable, nodes: ReturnType<Priceable['resource']['number']>): Component[] {
  const type = resource.text('EBSOptions.VolumeType', DEFAULTS.volume);
  const above = (property: string, included: number, name: string, unit: string, usageType: string): Component[] => {
    if (resource.value(`EBSOptions.${property}`) === undefined) return [];
    const more = resource.number(`EBSOptions.${property}`, undefined)?.minus(included);
    if (more?.lte(0) === true) return [];
    const unresolved = `EBSOptions.${property}`;
    return [charge(name, unit, nodes && more?.times(nodes), `AmazonES/ES:${usageType}`, { unresolved })];
  };
  if (type === 'io1') return above('Iops', 0, 'Provisioned IOPS', 'IOPS', 'PIOPS');
  if (type !== 'gp3') return [];
  return [
    ...above('Iops', GP3_INCLUDED.iops, 'Provisioned IOPS above 3,000', 'IOPS', 'GP3-PIOPS'),
    ...above('Throughput', GP3_INCLUDED.throughput, 'Provisioned throughput above 125', 'MiB/s', 'GP3-Throughput'),
  ];
}
