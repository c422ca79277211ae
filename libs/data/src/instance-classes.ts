/** Engines that databases can have; the names are those of CloudFormation. */
export type DatabaseEngineName = 'mysql' | 'postgres' | 'aurora-mysql' | 'aurora-postgresql';

/**
 * RDS instance classes: memory, which decides how many connections fit, and whether Performance Insights is there.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html
 */
export interface InstanceClass {
  readonly name: string;
  readonly memoryGiB: number;
  /** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Overview.Engines.html */
  readonly performanceInsights: boolean;
}

const BURSTABLE: Readonly<Record<string, number>> = {
  micro: 1,
  small: 2,
  medium: 4,
  large: 8,
  xlarge: 16,
  '2xlarge': 32,
};
/** Memory of a general-purpose class by size; memory-optimised classes have twice as much. */
const SIZES: Readonly<Record<string, number>> = {
  large: 8,
  xlarge: 16,
  '2xlarge': 32,
  '4xlarge': 64,
  '8xlarge': 128,
  '12xlarge': 192,
  '16xlarge': 256,
};

/** Of RDS for MySQL and PostgreSQL, which have the same classes. */
const RDS_CLASSES: readonly InstanceClass[] = [
  ...['t3', 't4g'].flatMap((family) =>
    Object.entries(BURSTABLE).map(([size, memoryGiB]) => ({
      name: `db.${family}.${size}`,
      memoryGiB,
      performanceInsights: memoryGiB >= 4,
    })),
  ),
  ...family('m6g', 1),
  ...family('m6i', 1),
  ...family('m7g', 1),
  ...family('m7i', 1),
  ...family('r6g', 2),
  ...family('r6i', 2),
  ...family('r7g', 2),
  ...family('r7i', 2),
];

/** Class of a serverless instance, whose memory follows from its capacity. */
export const SERVERLESS_CLASS = 'db.serverless';

/**
 * Of Aurora, which has no general-purpose classes and two burstable sizes.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.DBInstanceClass.SupportAurora.html
 */
const AURORA_CLASSES: readonly InstanceClass[] = [
  ...['t3', 't4g'].flatMap((family) =>
    ['medium', 'large'].map((size) => ({
      name: `db.${family}.${size}`,
      memoryGiB: BURSTABLE[size] ?? 0,
      performanceInsights: true,
    })),
  ),
  ...family('r6g', 2),
  ...family('r6i', 2),
  ...family('r7g', 2),
  ...family('r7i', 2),
  ...family('r8g', 2),
  // Memory is two GiB for each unit of the capacity.
  { name: SERVERLESS_CLASS, memoryGiB: 2, performanceInsights: true },
];

const CLASSES: Readonly<Record<DatabaseEngineName, readonly InstanceClass[]>> = {
  mysql: RDS_CLASSES,
  // PostgreSQL has Performance Insights on every class.
  postgres: RDS_CLASSES.map((each) => ({ ...each, performanceInsights: true })),
  'aurora-mysql': AURORA_CLASSES.map((each) =>
    each.name.startsWith('db.t3.') ? { ...each, performanceInsights: false } : each,
  ),
  'aurora-postgresql': AURORA_CLASSES,
};

/** The classes that an engine can have. */
export function instanceClassesOf(engine: DatabaseEngineName): readonly InstanceClass[] {
  return CLASSES[engine];
}

/** A class of an engine by its name; undefined for one that is not offered here. */
export function instanceClass(engine: DatabaseEngineName, name: string): InstanceClass | undefined {
  return CLASSES[engine].find((known) => known.name === name);
}

/** Bytes of memory for each connection, and the most connections, by engine. */
const CONNECTIONS: Readonly<
  Record<Exclude<DatabaseEngineName, 'aurora-mysql'>, readonly [bytes: number, most: number]>
> = {
  mysql: [12_582_880, 16_000],
  postgres: [9_531_392, 5_000],
  'aurora-postgresql': [9_531_392, 5_000],
};

/**
 * Connections that an engine allows by default on a class: a share of its memory, up to a limit.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Managing.Performance.html
 */
export function maxConnections(engine: DatabaseEngineName, { memoryGiB }: Pick<InstanceClass, 'memoryGiB'>): number {
  if (engine === 'aurora-mysql') {
    const memory = memoryGiB * 1024 ** 3;
    const most = Math.max(Math.log2(memory / 805_306_368) * 45, Math.log2(memory / 8_187_281_408) * 1000);
    return Math.min(16_000, Math.max(45, Math.floor(most)));
  }
  const [bytes, most] = CONNECTIONS[engine];
  return Math.min(most, Math.floor((memoryGiB * 1024 ** 3) / bytes));
}

function family(name: string, factor: number): InstanceClass[] {
  return Object.entries(SIZES).map(([size, memoryGiB]) => ({
    name: `db.${name}.${size}`,
    memoryGiB: memoryGiB * factor,
    performanceInsights: true,
  }));
}
