/** A default quota of AWS. An account may have another one, and a new account often has less of Fargate. */
export interface Quota {
  readonly most: number;
  /** Whether AWS raises it when it is asked. */
  readonly adjustable: boolean;
  readonly source: string;
}

const CLOUDFORMATION = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html';
const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html';
const VPC = 'https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html';

/** The quotas that a platform can come near, as AWS’s pages had them in 2026-11: of an account in a region, where no other scope is named. */
export const QUOTAS = {
  /** Of a stack. */
  resourcesOfStack: { most: 500, adjustable: false, source: CLOUDFORMATION },
  stacks: { most: 2000, adjustable: true, source: CLOUDFORMATION },
  /** Of an account in all regions. */
  roles: { most: 1000, adjustable: true, source: IAM },
  /** Of an account in all regions. */
  managedPolicies: { most: 1500, adjustable: true, source: IAM },
  vpcs: { most: 5, adjustable: true, source: VPC },
  elasticIps: { most: 5, adjustable: true, source: VPC },
  /** Of a security group, in each direction. */
  securityGroupRules: { most: 60, adjustable: true, source: VPC },
  /** Of a load balancer, without the default rules. */
  listenerRules: {
    most: 100,
    adjustable: true,
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html',
  },
  /** Of a load balancer. */
  listeners: {
    most: 50,
    adjustable: true,
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html',
  },
  fargateVcpus: {
    most: 6,
    adjustable: true,
    source: 'https://docs.aws.amazon.com/general/latest/gr/ecs-service.html',
  },
  databaseInstances: {
    most: 40,
    adjustable: true,
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html',
  },
  logResourcePolicies: {
    most: 10,
    adjustable: false,
    source: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html',
  },
  eventRules: {
    most: 300,
    adjustable: true,
    source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html',
  },
} as const satisfies Readonly<Record<string, Quota>>;
