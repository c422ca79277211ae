import { addRanges, scaleRange } from '../exact';
import { HOURS_A_MONTH, SECONDS_A_MONTH } from '../hours';
import { isAurora, pricedEngine } from './db-engine';
import { DB_LOG_USAGE, databaseLogs } from './db-logs';
import { masterSecret } from './master-secret';
import { charge, metered, type Component, type Priceable, type PricedType } from './priced-type';
import { scaledReplicas } from './scaled-replicas';

/** Storage and I/O of Aurora belong to the cluster, hours to its instances. @see https://aws.amazon.com/rds/aurora/pricing/ */
export const dbCluster: PricedType = {
  type: 'AWS::RDS::DBCluster',
  usage: {
    storageGb: { unit: 'GB', what: 'of the database, on average' },
    readRequestsPerSecond: { unit: 'requests a second', what: 'that read from storage, on average' },
    writeRequestsPerSecond: { unit: 'requests a second', what: 'that write to storage, on average' },
    backupStorageGb: { unit: 'GB', what: 'of backups beyond the size of the database' },
    monthlyBacktrackChangeRecords: { unit: 'records', what: 'kept for backtracking' },
    monthlySnapshotExportGb: { unit: 'GB', what: 'of snapshots exported to S3' },
    capacityUnits: { unit: 'ACUs', what: 'of Aurora Serverless v1, on average' },
    ...DB_LOG_USAGE,
  },
  charges: (priceable) => {
    const engine = priceable.resource.text('Engine');
    if (engine === undefined || !isAurora(engine)) return multiAzCluster(engine);
    const storage = priceable.resource.text('StorageType', 'aurora');
    const optimized = storage === 'aurora-iopt1';
    const usageType = optimized ? 'IO-OptimizedStorageUsage' : 'StorageUsage';
    const price = storage === undefined ? undefined : `AmazonRDS/Aurora:${usageType}`;
    return [
      ...serverless(priceable),
      ...replicas(priceable, engine, optimized),
      metered(priceable, {
        key: 'storageGb',
        component: optimized ? 'Storage (I/O-Optimized)' : 'Storage',
        unit: 'GB',
        price,
      }),
      ...(optimized ? [] : [ioRequests(priceable)]),
      ...backups(priceable),
      ...backtrack(priceable, engine),
      metered(priceable, {
        key: 'monthlySnapshotExportGb',
        component: 'Snapshot export',
        unit: 'GB',
        price: 'AmazonRDS/Aurora:SnapshotExportToS3',
      }),
      ...databaseLogs(priceable),
      ...masterSecret(priceable),
    ];
  },
};

function serverless(priceable: Priceable): Component[] {
  if (priceable.resource.text('EngineMode', 'provisioned') !== 'serverless') return [];
  const acus = priceable.usage('capacityUnits');
  return [
    charge(
      'Aurora serverless',
      'ACU-hours',
      acus && scaleRange(acus, HOURS_A_MONTH),
      'AmazonRDS/Aurora:ServerlessUsage',
      {
        usageKey: 'capacityUnits',
      },
    ),
  ];
}

function replicas(priceable: Priceable, engine: string, optimized: boolean): Component[] {
  const usageType = optimized ? 'InstanceUsageIOOptimized' : 'InstanceUsage';
  const price = (instanceClass: string) => `AmazonRDS/${usageType}:${instanceClass}/${pricedEngine(engine)}`;
  return scaledReplicas(priceable, 'AWS::RDS::DBInstance', 'rds:cluster:ReadReplicaCount', price);
}

function ioRequests({ usage }: Priceable): Component {
  const reads = usage('readRequestsPerSecond');
  const writes = usage('writeRequestsPerSecond');
  const both = reads && writes ? addRanges(reads, writes) : (reads ?? writes);
  return charge(
    'I/O requests',
    '1M requests',
    both && scaleRange(both, SECONDS_A_MONTH),
    'AmazonRDS/Aurora:StorageIOUsage',
    {
      per: 1_000_000,
      usageKey: 'readRequestsPerSecond, writeRequestsPerSecond',
    },
  );
}

/** One day of automatic backups is free; snapshots that people keep are not, so backups that usage names always count. */
function backups(priceable: Priceable): Component[] {
  const used = priceable.usage('backupStorageGb') !== undefined;
  if (!used && priceable.resource.number('BackupRetentionPeriod', 1)?.lte(1) === true) return [];
  return [
    metered(priceable, {
      key: 'backupStorageGb',
      component: 'Backup storage',
      unit: 'GB',
      price: 'AmazonRDS/Aurora:BackupUsage',
    }),
  ];
}

function backtrack(priceable: Priceable, engine: string): Component[] {
  const window = priceable.resource.number('BacktrackWindow', 0);
  const used = priceable.usage('monthlyBacktrackChangeRecords') !== undefined;
  if (engine !== 'aurora-mysql' || (window?.isZero() === true && !used)) return [];
  return [
    metered(priceable, {
      key: 'monthlyBacktrackChangeRecords',
      component: 'Backtrack',
      unit: '1M change records',
      price: 'AmazonRDS/Aurora:BacktrackUsage',
      per: 1_000_000,
    }),
  ];
}

/** A cluster of three readable instances, which has a price list of its own. */
function multiAzCluster(engine: string | undefined): Component[] {
  const name = engine ?? 'engine not known';
  return [charge(`Multi-AZ DB cluster (${name})`, 'hours', HOURS_A_MONTH, undefined)];
}
