/** A resource type that CloudFormation does not have in some regions. */
export interface RegionGap {
  readonly type: string;
  /** As a person calls it. */
  readonly service: string;
  readonly regions: readonly string[];
}

/**
 * Of the resource types that the toolkit makes in every platform: those that regions lack, from CloudFormation's schemas of each region
 * (https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schemas.html) as aws-cdk-lib 2.276.0 carries them. A
 * test in libs/platform compares this table with the schemas.
 */
export const REGION_GAPS: readonly RegionGap[] = [
  {
    type: 'AWS::CodeBuild::Project',
    service: 'AWS CodeBuild',
    regions: ['ap-east-2', 'ca-west-1', 'mx-central-1'],
  },
  {
    type: 'AWS::CodeCommit::Repository',
    service: 'AWS CodeCommit',
    regions: [
      'af-south-1',
      'ap-east-2',
      'ap-south-2',
      'ap-southeast-3',
      'ap-southeast-4',
      'ap-southeast-5',
      'ap-southeast-6',
      'ap-southeast-7',
      'ca-west-1',
      'eu-central-2',
      'eu-south-2',
      'il-central-1',
      'me-central-1',
      'mx-central-1',
    ],
  },
  {
    type: 'AWS::Backup::RestoreTestingPlan',
    service: 'restore testing of AWS Backup',
    regions: ['ap-southeast-5', 'ap-southeast-7', 'cn-north-1', 'cn-northwest-1', 'us-gov-east-1', 'us-gov-west-1'],
  },
  {
    type: 'AWS::Chatbot::SlackChannelConfiguration',
    service: 'messages of AWS to Slack',
    regions: ['cn-north-1', 'cn-northwest-1', 'us-gov-east-1', 'us-gov-west-1'],
  },
  {
    type: 'AWS::Budgets::Budget',
    service: 'AWS Budgets',
    regions: [
      'af-south-1',
      'ap-east-1',
      'ap-east-2',
      'ap-northeast-3',
      'ap-south-2',
      'ap-southeast-3',
      'ap-southeast-4',
      'ap-southeast-5',
      'ap-southeast-6',
      'ap-southeast-7',
      'ca-west-1',
      'eu-central-2',
      'eu-north-1',
      'eu-south-1',
      'eu-south-2',
      'il-central-1',
      'me-central-1',
      'mx-central-1',
      'us-gov-east-1',
      'us-gov-west-1',
    ],
  },
];

/**
 * What a person calls the service of a resource type that a region lacks.
 *
 * @returns undefined where the region has it, or is newer than the table
 */
export function missingService(type: string, region: string): string | undefined {
  return REGION_GAPS.find((gap) => gap.type === type && gap.regions.includes(region))?.service;
}
