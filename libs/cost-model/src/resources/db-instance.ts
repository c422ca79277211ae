import type { Range } from '../estimate-types';
import { scaleRange } from '../exact';
import { HOURS_A_MONTH } from '../hours';
import { readDbClass, type DbClass } from './db-class';
import { isAurora, licensedEngine, pricedEngine } from './db-engine';
import { DB_LOG_USAGE, databaseLogs } from './db-logs';
import { storageCharges } from './db-storage';
import { extendedSupport } from './extended-support';
import { masterSecret } from './master-secret';
import { performanceInsights } from './performance-insights';
import { charge, metered, type Component, type Priceable, type PricedType } from './priced-type';
import { publicIpv4 } from './public-ipv4';
import { instanceHours, RESERVATION_USAGE } from './reserved-hours';

/** @see https://aws.amazon.com/rds/pricing/, https://aws.amazon.com/rds/aurora/pricing/ */
export const dbInstance: PricedType = {
  type: 'AWS::RDS::DBInstance',
  usage: {
    additionalBackupStorageGb: { unit: 'GB', what: 'of backups beyond the size of the database' },
    monthlyIoRequests: { unit: 'requests', what: 'to magnetic storage' },
    monthlyCpuCreditHours: { unit: 'hours', what: 'that a burstable class runs above its baseline' },
    monthlyPerformanceInsightsRequests: { unit: 'requests', what: 'to the Performance Insights API' },
    capacityUnits: { unit: 'ACUs', what: 'that a serverless instance runs with, on average' },
    ...DB_LOG_USAGE,
    ...RESERVATION_USAGE,
  },
  charges: (priceable) => {
    const engine = engineOf(priceable);
    const name = priceable.resource.text('DBInstanceClass') || undefined;
    const dbClass = name === undefined ? undefined : readDbClass(name);
    const aurora = engine !== undefined && isAurora(engine);
    const serverless = name === 'db.serverless';
    const acus = serverless ? capacityUnits(priceable) : undefined;
    const multiAz = aurora ? false : priceable.resource.flag('MultiAZ', false);
    return [
      ...(serverless
        ? [serverlessHours(priceable, acus)]
        : instanceHours(priceable, licensed(priceable, engine), name, multiAz)),
      ...(aurora || engine === undefined ? [] : storageCharges(priceable, engine, multiAz)),
      ...masterSecret(priceable),
      ...(priceable.resource.flag('PubliclyAccessible', false) === true ? [publicIpv4(1)] : []),
      ...(aurora ? [] : backup(priceable)),
      ...performanceInsights(priceable, serverless ? undefined : dbClass, acus),
      ...databaseLogs(priceable),
      ...credits(priceable, engine, dbClass),
      ...extendedSupportCharges(priceable, engine, serverless ? acus : dbClass, multiAz === true ? 2 : 1),
    ];
  },
};

/** The engine as its licence prices it; undefined if the licence is known only at deployment. */
function licensed({ resource }: Priceable, engine: string | undefined): string | undefined {
  const licence = resource.text('LicenseModel');
  return engine === undefined || licence === undefined ? undefined : licensedEngine(engine, licence);
}

/** A replica has the engine of its source, an Aurora instance that of its cluster. */
function engineOf({ resource, target }: Priceable): string | undefined {
  const own = resource.text('Engine');
  if (own !== '') return own;
  return (target('SourceDBInstanceIdentifier') ?? target('DBClusterIdentifier'))?.text('Engine');
}

/** Those that the usage file has for the instance, or for its cluster. */
function capacityUnits({ usage, usageOf, target }: Priceable): Range | undefined {
  const cluster = target('DBClusterIdentifier');
  const given = usage('capacityUnits') ?? (cluster && usageOf(cluster, 'capacityUnits'));
  if (given !== undefined) return given;
  const low = cluster?.number('ServerlessV2ScalingConfiguration.MinCapacity', undefined);
  const high = cluster?.number('ServerlessV2ScalingConfiguration.MaxCapacity', undefined);
  return low && high && { low, expected: low, high };
}

function serverlessHours({ target }: Priceable, acus: Range | undefined): Component {
  const optimized = target('DBClusterIdentifier')?.text('StorageType') === 'aurora-iopt1';
  const hours = acus && scaleRange(acus, HOURS_A_MONTH);
  const price = `AmazonRDS/Aurora:ServerlessV2${optimized ? 'IOOptimized' : ''}Usage`;
  const assumption = acus === undefined || acus.low === acus.high ? undefined : 'Expected: at the minimum capacity.';
  return charge('Aurora serverless v2', 'ACU-hours', hours, price, {
    usageKey: 'capacityUnits',
    ...(assumption !== undefined && { assumption }),
  });
}

function backup(priceable: Priceable): Component[] {
  if (priceable.resource.number('BackupRetentionPeriod', 1)?.isZero() === true) return [];
  return [
    metered(priceable, {
      key: 'additionalBackupStorageGb',
      component: 'Additional backup storage',
      unit: 'GB',
      price: 'AmazonRDS/RDS:ChargedBackupUsage',
    }),
  ];
}

function credits(priceable: Priceable, engine: string | undefined, dbClass: DbClass | undefined): Component[] {
  const hours = priceable.usage('monthlyCpuCreditHours');
  if (hours === undefined || dbClass?.family.startsWith('t') !== true || engine === undefined) return [];
  const price = `AmazonRDS/CPUCredits:db.${dbClass.family}${isAurora(engine) ? '/aurora' : ''}`;
  return [charge('CPU credits', 'vCPU-hours', scaleRange(hours, dbClass.vcpus), price)];
}

/** Version and lifecycle of an Aurora instance are those of its cluster. */
function ofInstanceOrCluster({ resource, target }: Priceable, path: string): string | undefined {
  const own = resource.text(path);
  return own === '' ? (target('DBClusterIdentifier')?.text(path) ?? own) : own;
}

/** By vCPU, or by capacity unit of a serverless instance. Both instances of a Multi-AZ deployment are supported. */
function extendedSupportCharges(
  priceable: Priceable,
  engine: string | undefined,
  size: DbClass | Range | undefined,
  instances: number,
): Component[] {
  const version = ofInstanceOrCluster(priceable, 'EngineVersion');
  const declined =
    ofInstanceOrCluster(priceable, 'EngineLifecycleSupport') === 'open-source-rds-extended-support-disabled';
  if (engine === undefined || version === undefined || size === undefined || declined) return [];
  const support = extendedSupport(engine, version, priceable.date);
  if (support === undefined) return [];
  const { period, name, assumption } = support;
  const component = `Extended support (${name})`;
  const usageType = `ExtendedSupport:${period}/${pricedEngine(engine)}`;
  if (!('vcpus' in size)) {
    const acuHours = scaleRange(size, HOURS_A_MONTH);
    return [charge(component, 'ACU-hours', acuHours, `AmazonRDS/ASv2-${usageType}`, { assumption })];
  }
  const hours = size.vcpus * instances * HOURS_A_MONTH;
  return [charge(component, 'vCPU-hours', hours, `AmazonRDS/${usageType}`, { assumption })];
}
