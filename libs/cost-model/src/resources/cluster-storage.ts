import { HOURS_A_MONTH } from '../hours';
import { charge, metered, type PricedType } from './priced-type';

/** Storage, requests and backups of a cluster whose instances share one volume: DocumentDB and Neptune. */
export function graphOrDocumentCluster(type: string, service: string): PricedType {
  return {
    type,
    usage: {
      storageGb: { unit: 'GB', what: 'of data and indexes, on average' },
      monthlyIoRequests: { unit: 'requests', what: 'to the storage' },
      backupStorageGb: { unit: 'GB', what: 'of backups beyond the size of the cluster' },
    },
    charges: (priceable) => [
      metered(priceable, {
        key: 'storageGb',
        component: 'Storage',
        unit: 'GB',
        price: `${service}/StorageUsage`,
      }),
      metered(priceable, {
        key: 'monthlyIoRequests',
        component: 'I/O requests',
        unit: '1M requests',
        price: `${service}/StorageIOUsage`,
        per: 1_000_000,
      }),
      metered(priceable, {
        key: 'backupStorageGb',
        component: 'Backup storage',
        unit: 'GB',
        price: `${service}/BackupUsage`,
      }),
    ],
  };
}

/** Hours of an instance of such a cluster. */
export function graphOrDocumentInstance(type: string, service: string): PricedType {
  return {
    type,
    charges: ({ resource }) => {
      const instance = resource.text('DBInstanceClass');
      const name = `Database instance (on-demand, ${instance ?? 'class not known'})`;
      return [charge(name, 'hours', HOURS_A_MONTH, instance && `${service}/InstanceUsage:${instance}`)];
    },
  };
}
