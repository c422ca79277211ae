/**
 * RDS instance classes for MySQL: memory, which decides how many connections fit, and whether Performance Insights is
 * there. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html
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

export const INSTANCE_CLASSES: readonly InstanceClass[] = [
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

/** A class by its name; undefined for one that is not offered here. */
export function instanceClass(name: string): InstanceClass | undefined {
  return INSTANCE_CLASSES.find((known) => known.name === name);
}

/**
 * Connections that MySQL allows by default on a class: its memory in bytes divided by 12,582,880, at most 16,000.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections
 */
export function maxConnections({ memoryGiB }: InstanceClass): number {
  return Math.min(16_000, Math.floor((memoryGiB * 1024 ** 3) / 12_582_880));
}

function family(name: string, factor: number): InstanceClass[] {
  return Object.entries(SIZES).map(([size, memoryGiB]) => ({
    name: `db.${name}.${size}`,
    memoryGiB: memoryGiB * factor,
    performanceInsights: true,
  }));
}
