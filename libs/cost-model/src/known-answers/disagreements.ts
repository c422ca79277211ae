/** A row of the known answers that we deliberately do not follow, and AWS's own rule. */
export interface Disagreement {
  /** Case and component. */
  readonly row: string;
  /** What we say instead. */
  readonly ours: string;
  readonly rule: string;
  /** AWS's page with the rule. */
  readonly page: string;
}

const AURORA = 'https://aws.amazon.com/rds/aurora/pricing/';

const AURORA_INSTANCES = [
  'extended_support["aurora-5.7"]',
  'extended_support["aurora-5.7.44"]',
  'extended_support["aurora-postgresql-11"]',
  'extended_support["aurora-postgresql-11.22"]',
  'aurora-postgresql',
  'extended_support["aurora-mysql-8.0"]',
  'extended_support["aurora-postgresql-13"]',
  'extended_support["aurora-postgresql-14"]',
  'extended_support["aurora-postgresql-16"]',
];

const IO_OPTIMIZED_CLUSTERS = [
  'rds_cluster_instance/aurora_io_optimized',
  'rds_cluster/my_sql_serverless_io_optimized',
  'rds_cluster/postgres_serverless_io_optimized',
];

export const DISAGREEMENTS: readonly Disagreement[] = [
  ...AURORA_INSTANCES.map((instance) => ({
    row: `db_instance/${instance}: Storage (general purpose SSD, gp2)`,
    ours: 'no line',
    rule: 'Instances of Aurora have no storage of their own: the storage that grows with the data is charged with the cluster.',
    page: AURORA,
  })),
  {
    row: 'db_instance/aurora-postgresql: Additional backup storage',
    ours: 'no line',
    rule: 'Backups of Aurora are charged with the cluster, where their storage is kept, not with an instance.',
    page: AURORA,
  },
  ...IO_OPTIMIZED_CLUSTERS.map((cluster) => ({
    row: `${cluster}: I/O requests`,
    ours: 'no line',
    rule: 'Aurora I/O-Optimized has no charge for reads and writes; that is what its higher storage price buys.',
    page: AURORA,
  })),
  {
    row: 'lb/alb1_usage: Load balancer capacity units',
    ours: '2336.00',
    rule: 'A capacity unit carries 25 new connections a second: 10,000 a second are 400 units in every one of 730 hours. The row takes the largest number as a monthly total and never divides connections by 25 nor multiplies by the hours.',
    page: 'https://aws.amazon.com/elasticloadbalancing/pricing/',
  },
  {
    row: 'sns_topic/sns_topic_withUsage: API requests',
    ours: '1.00',
    rule: 'Each 64 KB of a published message are charged as one request: a million messages of 128 KB are two million requests.',
    page: 'https://aws.amazon.com/sns/pricing/',
  },
  ...['first 1,000,000', 'next 4,000,000', 'over 5,000,000'].map((tier) => ({
    row: `vpc_endpoint/interface_withBigUsage: Data processed (${tier} GB)`,
    ours: 'no line',
    rule: 'The tiers of the price list begin at 1 PB and 5 PB, which are 1,048,576 and 5,242,880 GB.',
    page: 'https://aws.amazon.com/privatelink/pricing/',
  })),
  {
    row: 'wafv2_web_acl/my_waf: Rules',
    ours: '6.00',
    rule: 'A managed rule group is charged as one rule; the ten rules inside it, which the row counts, are not.',
    page: 'https://aws.amazon.com/waf/pricing/',
  },
];
