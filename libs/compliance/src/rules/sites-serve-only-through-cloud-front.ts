import { only, resource } from './examples';
import { ruleFor } from './rule';
import type { CloudFormationTemplate } from './rule';
import { allowed, at, listOf, refersTo, resourcesOf } from './template-values';

/** Policies of CloudFront that allow TLS 1.2 and newer alone. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html */
const MODERN = ['TLSv1.2_2021', 'TLSv1.2_2025', 'TLSv1.3_2025'];
const HTTPS_ONLY = ['redirect-to-https', 'https-only'];

/** Visitors reach a site over HTTPS and through the distribution alone, get its security headers, and are logged. */
export const sitesServeOnlyThroughCloudFront = ruleFor({
  name: 'SitesServeOnlyThroughCloudFront',
  control: '164.312(e)(1)',
  sameAs: 'AWS Security Hub: CloudFront.3, CloudFront.13, CloudFront.15',
  types: ['AWS::CloudFront::Distribution'],
  wrong: ({ logicalId, properties: { DistributionConfig: config }, template }) => {
    const behaviours = [at(config, 'DefaultCacheBehavior'), ...listOf(at(config, 'CacheBehaviors'))];
    const tls = at(config, 'ViewerCertificate', 'MinimumProtocolVersion');
    const faults = [
      ...(listOf(at(config, 'Origins')).every((origin) => isClosed(origin))
        ? []
        : ['an origin can be read without it (no OriginAccessControlId)']),
      ...(behaviours.every((each) => HTTPS_ONLY.includes(String(at(each, 'ViewerProtocolPolicy'))))
        ? []
        : ['it answers over plain HTTP']),
      ...(MODERN.includes(String(tls)) ? [] : ['it accepts versions of TLS before 1.2']),
      ...(behaviours.every((each) => at(each, 'ResponseHeadersPolicyId') !== undefined)
        ? []
        : ['answers have no security headers']),
      ...(isLogged(template, logicalId) ? [] : ['no log says who asked for what']),
      ...(letsOthersIn(template, logicalId) ? ['a bucket lets in other distributions, too'] : []),
    ];
    return faults.length === 0 ? undefined : `The distribution is open: ${faults.join('; ')}.`;
  },
  examples: {
    fails: [
      ['a distribution with the defaults', only('AWS::CloudFront::Distribution', { DistributionConfig: {} })],
      ['a bucket for every distribution', site({ StringEquals: { 'aws:SourceAccount': '111122223333' } })],
    ],
    passes: [
      [
        'a closed bucket, HTTPS and a log',
        site({ StringEquals: { 'aws:SourceArn': { 'Fn::Sub': 'distribution/${JudgedResource}' } } }),
      ],
    ],
  },
});

/** A website of S3 or another server is no bucket, and has no access control. */
function isClosed(origin: unknown): boolean {
  const control = at(origin, 'OriginAccessControlId');
  return at(origin, 'S3OriginConfig') === undefined || (control !== undefined && control !== '');
}

function isLogged(template: CloudFormationTemplate, distribution: string): boolean {
  return resourcesOf(template, 'AWS::Logs::DeliverySource').some(({ properties }) =>
    refersTo(properties['ResourceArn'], distribution),
  );
}

/** Whether a policy admits CloudFront, and not only for this distribution. */
function letsOthersIn(template: CloudFormationTemplate, distribution: string): boolean {
  return resourcesOf(template, 'AWS::S3::BucketPolicy')
    .flatMap(({ properties }) => allowed(properties['PolicyDocument']))
    .filter((statement) => at(statement, 'Principal', 'Service') === 'cloudfront.amazonaws.com')
    .some((statement) => !refersTo(at(statement, 'Condition', 'StringEquals', 'aws:SourceArn'), distribution));
}

function site(Condition: object) {
  return only(
    'AWS::CloudFront::Distribution',
    {
      DistributionConfig: {
        Origins: [{ S3OriginConfig: {}, OriginAccessControlId: 'E1' }],
        DefaultCacheBehavior: { ViewerProtocolPolicy: 'redirect-to-https', ResponseHeadersPolicyId: 'R1' },
        ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2021' },
      },
    },
    {
      Log: resource('AWS::Logs::DeliverySource', { ResourceArn: { 'Fn::Sub': 'distribution/${JudgedResource}' } }),
      Policy: resource('AWS::S3::BucketPolicy', {
        PolicyDocument: {
          Statement: [
            { Effect: 'Allow', Principal: { Service: 'cloudfront.amazonaws.com' }, Action: 's3:GetObject', Condition },
          ],
        },
      }),
    },
  );
}
