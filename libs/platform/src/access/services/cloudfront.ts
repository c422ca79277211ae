import type { ServiceRules } from './rules';

/** Kinds of resources of CloudFront that stacks have. Their ids are random, so the account is the limit; tags tell environments apart. */
const KINDS = ['distribution', 'function', 'origin-access-control', 'response-headers-policy'];

export const cloudfront: ServiceRules = {
  types: {
    'AWS::CloudFront::Distribution': [
      'acm:DescribeCertificate',
      'cloudfront:CreateDistribution',
      'cloudfront:CreateDistributionWithTags',
      'cloudfront:DeleteDistribution',
      'cloudfront:GetDistribution',
      'cloudfront:GetDistributionConfig',
      'cloudfront:ListTagsForResource',
      'cloudfront:TagResource',
      'cloudfront:UntagResource',
      'cloudfront:UpdateDistribution',
      // CloudFront reads the web ACL of a distribution with the permissions of its caller, at every change.
      'wafv2:GetWebACL',
    ],
    'AWS::CloudFront::Function': [
      'cloudfront:CreateFunction',
      'cloudfront:DeleteFunction',
      'cloudfront:DescribeFunction',
      'cloudfront:GetFunction',
      'cloudfront:PublishFunction',
      'cloudfront:UpdateFunction',
    ],
    'AWS::CloudFront::OriginAccessControl': [
      'cloudfront:CreateOriginAccessControl',
      'cloudfront:DeleteOriginAccessControl',
      'cloudfront:GetOriginAccessControl',
      'cloudfront:UpdateOriginAccessControl',
    ],
    'AWS::CloudFront::ResponseHeadersPolicy': [
      'cloudfront:CreateResponseHeadersPolicy',
      'cloudfront:DeleteResponseHeadersPolicy',
      'cloudfront:GetResponseHeadersPolicy',
      'cloudfront:UpdateResponseHeadersPolicy',
    ],
  },
  limits: [
    {
      actions: /^acm:/,
      resources: ({ partition, account }) => [`arn:${partition}:acm:us-east-1:${account}:certificate/*`],
    },
    {
      actions: /^wafv2:/,
      resources: ({ partition, account }) => [`arn:${partition}:wafv2:us-east-1:${account}:global/webacl/*`],
    },
    // What is not there yet has no ARN, and CloudFront checks none.
    { actions: /^cloudfront:Create/, resources: () => ['*'] },
    {
      actions: /./,
      resources: ({ partition, account }) => KINDS.map((kind) => `arn:${partition}:cloudfront::${account}:${kind}/*`),
    },
  ],
};
