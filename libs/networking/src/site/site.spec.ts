import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { testStack } from '../testing/stack';
import { Firewall } from '../firewall';
import { pathFunction } from './path-function';
import { SiteAlarms } from './site-alarms';
import { SiteBucket } from './site-bucket';
import { SiteDistribution } from './site-distribution';
import type { SiteDistributionProps } from './site-distribution';
import { ViewerLog } from './viewer-log';

function synthesize(more: Partial<SiteDistributionProps> = {}): Template {
  const stack = testStack();
  const key = new Key(stack, 'Key');
  const files = new SiteBucket(stack, 'Site', {
    bucketName: 'acme-portal-site-111122223333-us-east-1',
    key,
    accessLogs: Bucket.fromBucketName(stack, 'Logs', 'logs'),
  });
  const { webAclArn } = new Firewall(stack, 'Firewall', {
    requestsPer5Minutes: 20_000,
    countOnly: [],
    logGroupName: 'aws-waf-logs-acme',
    logKey: key,
    logDays: 2192,
  });
  const { distributionId } = new SiteDistribution(stack, 'Distribution', {
    name: 'acme-portal-staging',
    hostname: 'portal.staging.acme.example',
    certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/1',
    webAclArn,
    bucketDomainName: files.bucket.bucketRegionalDomainName,
    releasePath: '/releases/0f',
    contentSecurityPolicy: "default-src 'self'",
    ...more,
  });
  files.letIn(distributionId);
  new SiteAlarms(stack, 'Alarms', {
    distributionId,
    topic: new Topic(stack, 'Topic'),
    title: 'acme portal in staging',
  });
  new ViewerLog(stack, 'Viewers', {
    ...{ distributionId, name: 'acme-portal-staging', logGroupName: '/acme/portal', logKey: key, logDays: 365 },
  });
  return Template.fromStack(stack);
}

test('a distribution answers over HTTPS alone, with the newest protocols, the firewall and the current release', () => {
  synthesize().hasResourceProperties('AWS::CloudFront::Distribution', {
    DistributionConfig: {
      Aliases: ['portal.staging.acme.example'],
      HttpVersion: 'http2and3',
      DefaultRootObject: 'index.html',
      WebACLId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Firewall'), 'Arn'] },
      ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2021', SslSupportMethod: 'sni-only' },
      Origins: [Match.objectLike({ OriginPath: '/releases/0f', OriginAccessControlId: Match.anyValue() })],
      DefaultCacheBehavior: Match.objectLike({
        ViewerProtocolPolicy: 'redirect-to-https',
        AllowedMethods: ['GET', 'HEAD'],
        ResponseHeadersPolicyId: Match.anyValue(),
      }),
      CustomErrorResponses: [{ ErrorCode: 404, ErrorCachingMinTTL: 10 }],
    },
  });
});

test('browsers get HSTS, the policy of the site, and no reason to tell others where a visitor was', () => {
  synthesize().hasResourceProperties('AWS::CloudFront::ResponseHeadersPolicy', {
    ResponseHeadersPolicyConfig: {
      SecurityHeadersConfig: {
        StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000, IncludeSubdomains: true, Override: true },
        ContentSecurityPolicy: { ContentSecurityPolicy: "default-src 'self'", Override: true },
        ContentTypeOptions: { Override: true },
        FrameOptions: { FrameOption: 'DENY', Override: true },
        ReferrerPolicy: { ReferrerPolicy: 'same-origin', Override: true },
      },
    },
  });
});

test('the bucket lets in one distribution, and the key those of the account', () => {
  const template = synthesize();
  const [policy] = Object.values(template.findResources('AWS::S3::BucketPolicy'));
  const statements = policy?.['Properties'].PolicyDocument.Statement as {
    Effect: string;
    Action: string;
    Condition: object;
  }[];
  const allowed = statements.filter(({ Effect }) => Effect === 'Allow');
  expect(allowed.map(({ Action }) => Action)).toEqual(['s3:GetObject', 's3:ListBucket']);
  for (const { Condition } of allowed) expect(JSON.stringify(Condition)).toMatch(/"aws:SourceArn".*"Distribution/);
  const [key] = Object.values(template.findResources('AWS::KMS::Key'));
  expect(JSON.stringify(key)).toMatch(
    /:distribution\/\*"}},"Effect":"Allow","Principal":{"Service":"cloudfront\.amazonaws\.com"}/,
  );
});

test('the web ACL is of CloudFront, and is associated by the distribution', () => {
  const template = synthesize();
  template.hasResourceProperties('AWS::WAFv2::WebACL', { Scope: 'CLOUDFRONT' });
  template.resourceCountIs('AWS::WAFv2::WebACLAssociation', 0);
});

test('visitors are logged, into log groups whose own policies allow it', () => {
  const template = synthesize();
  template.hasResource('AWS::Logs::Delivery', { DependsOn: [Match.stringLikeRegexp('^ViewersSource')] });
  template.resourceCountIs('AWS::Logs::ResourcePolicy', 0);
  const policies = Object.values(template.findResources('AWS::Logs::LogGroup')).map(
    ({ Properties }) => Properties.ResourcePolicyDocument.Statement[0].Principal.Service as string,
  );
  expect(policies).toEqual(['delivery.logs.amazonaws.com', 'delivery.logs.amazonaws.com']);
  template.hasResourceProperties('AWS::Logs::DeliverySource', { LogType: 'ACCESS_LOGS' });
});

test('alarms look at the rates of CloudFront, and tell people', () => {
  const alarms = Object.values(synthesize().findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => [
    Properties.Threshold,
    Properties.Metrics.flatMap((each: { MetricStat?: { Metric: { MetricName: string } } }) =>
      each.MetricStat === undefined ? [] : [each.MetricStat.Metric.MetricName],
    ),
    Properties.AlarmActions.length,
  ]);
  expect(alarms).toEqual([
    [5, ['5xxErrorRate', 'Requests'], 1],
    [50, ['4xxErrorRate', 'Requests'], 1],
  ]);
});

describe('the function finds the file for a path', () => {
  const fileFor = (uri: string, fallback?: string): string => {
    const run = new Function('event', `${pathFunction(fallback)}\nreturn handler(event);`) as (event: {
      request: { uri: string };
    }) => { uri: string };
    return run({ request: { uri } }).uri;
  };

  it.each([
    ['/', '/index.html'],
    ['/about', '/about/index.html'],
    ['/about/', '/about/index.html'],
    ['/assets/app.js', '/assets/app.js'],
    ['/v1.2/guide', '/v1.2/guide/index.html'],
  ])('%s is %s', (uri, file) => expect(fileFor(uri)).toBe(file));

  it.each([
    ['/', '/app.html'],
    ['/patients/7', '/app.html'],
    ['/assets/app.js', '/assets/app.js'],
  ])('with a fallback, %s is %s', (uri, file) => expect(fileFor(uri, '/app.html')).toBe(file));
});

test('logical ids of what holds data stay', () => {
  expect(Object.keys(synthesize().findResources('AWS::S3::Bucket'))).toEqual(['SiteBucket978D4AEB']);
});
