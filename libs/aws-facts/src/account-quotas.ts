/** How many resources of a type an account may have unless AWS was asked for more. */
export interface AccountQuota {
  /** CloudFormation's resource type. */
  readonly type: string;
  /** What a sentence calls many of them. */
  readonly title: string;
  readonly most: number;
  /** Whether each region has this number; otherwise the account has it once. */
  readonly perRegion: boolean;
  /** Whether AWS raises it on request. */
  readonly adjustable: boolean;
  readonly source: string;
}

const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html';
const CLOUDFRONT = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html';

/** Quotas of an account that platforms can reach. The figures are AWS's defaults as of 2026-11-30. */
export const ACCOUNT_QUOTAS: readonly AccountQuota[] = [
  { type: 'AWS::IAM::Role', title: 'IAM roles', most: 1000, perRegion: false, adjustable: true, source: IAM },
  {
    type: 'AWS::IAM::ManagedPolicy',
    title: 'customer managed IAM policies',
    most: 1500,
    perRegion: false,
    adjustable: true,
    source: IAM,
  },
  {
    type: 'AWS::Events::Rule',
    title: 'EventBridge rules on the default bus',
    most: 300,
    perRegion: true,
    adjustable: true,
    source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html',
  },
  {
    type: 'AWS::WAFv2::WebACL',
    title: 'web ACLs of AWS WAF',
    most: 100,
    perRegion: true,
    adjustable: true,
    source: 'https://docs.aws.amazon.com/waf/latest/developerguide/limits.html',
  },
  {
    type: 'AWS::CloudFront::ResponseHeadersPolicy',
    title: 'response headers policies of CloudFront',
    most: 20,
    perRegion: false,
    adjustable: true,
    source: CLOUDFRONT,
  },
  {
    type: 'AWS::CloudFront::OriginAccessControl',
    title: 'origin access controls of CloudFront',
    most: 100,
    perRegion: false,
    adjustable: true,
    source: CLOUDFRONT,
  },
  {
    type: 'AWS::CloudFront::Function',
    title: 'functions of CloudFront',
    most: 100,
    perRegion: false,
    adjustable: false,
    source: CLOUDFRONT,
  },
  {
    type: 'AWS::CloudFront::Distribution',
    title: 'distributions of CloudFront',
    most: 500,
    perRegion: false,
    adjustable: true,
    source: CLOUDFRONT,
  },
  {
    type: 'AWS::Logs::ResourcePolicy',
    title: 'resource policies of CloudWatch Logs',
    most: 10,
    perRegion: true,
    adjustable: false,
    source: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html',
  },
];

/**
 * The quota for a type.
 *
 * @throws Error for a type without one
 */
export function accountQuota(type: string): AccountQuota {
  const quota = ACCOUNT_QUOTAS.find((each) => each.type === type);
  if (quota === undefined) throw new Error(`no quota is known for ${type}`);
  return quota;
}
