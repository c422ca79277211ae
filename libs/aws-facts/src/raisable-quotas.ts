/** A quota as the API of Service Quotas knows it. */
export interface RaisableQuota {
  readonly serviceCode: string;
  readonly quotaCode: string;
  /** What AWS calls it. */
  readonly name: string;
}

/** The codes of AWS's quotas, of an account in a region. Each is listed by `aws service-quotas list-service-quotas --service-code <code>`. */
export const RAISABLE = {
  fargateVcpus: { serviceCode: 'fargate', quotaCode: 'L-3032A538', name: 'Fargate On-Demand vCPU resource count' },
  vpcs: { serviceCode: 'vpc', quotaCode: 'L-F678F1CE', name: 'VPCs per Region' },
  elasticIps: { serviceCode: 'ec2', quotaCode: 'L-0263D0A3', name: 'EC2-VPC Elastic IPs' },
  loadBalancers: {
    serviceCode: 'elasticloadbalancing',
    quotaCode: 'L-53DA6B97',
    name: 'Application Load Balancers per Region',
  },
  databaseInstances: { serviceCode: 'rds', quotaCode: 'L-7B6409FD', name: 'DB instances' },
  /** In GB, of the instances that are not Aurora's. */
  databaseStorage: { serviceCode: 'rds', quotaCode: 'L-7ADDB58A', name: 'Total storage for all DB instances' },
} as const satisfies Readonly<Record<string, RaisableQuota>>;

/** Builds of CodeBuild that run at once, by the size of their machine: of an account in a region. */
export const RAISABLE_BUILDS = {
  small: builds('Linux/Small', 'L-9D07B6EF'),
  medium: builds('Linux/Medium', 'L-2DC20C30'),
  large: builds('Linux/Large', 'L-4DDC4A99'),
  xlarge: builds('Linux/XLarge', 'L-04E5CA62'),
} as const;

function builds(machine: string, quotaCode: string): RaisableQuota {
  return { serviceCode: 'codebuild', quotaCode, name: `Concurrently running builds for ${machine} environment` };
}
