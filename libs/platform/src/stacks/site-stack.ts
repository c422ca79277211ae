import { CfnOutput, Fn } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { CfnRecordSet, HostedZone } from 'aws-cdk-lib/aws-route53';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { CLOUDFRONT_REGION } from '@careplane/aws-facts';
import { imageDigestParameter } from '@careplane/compute';
import { bootstrapVersionParameter, platformPath, rolePath, shortened, siteBucketName } from '@careplane/config';
import type { Environment, PlatformModel, SiteDeployment, StaticSite } from '@careplane/config';
import { AccessLogBucket, ALARM_PUBLISHERS, AlarmTopic, EncryptionKey } from '@careplane/governance';
import { Firewall, SiteAlarms, SiteBucket, SiteDistribution, ViewerLog } from '@careplane/networking';
import { deployRoleName, RELEASES, rolloutRoleName, SiteDeployRole } from '@careplane/pipeline';
import type { Construct } from 'constructs';
import { newStack } from './base';
import { buildersOf } from './builders';

/** Zone of every distribution. https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html */
const CLOUDFRONT_ZONE = 'Z2FDTNDATAQYW2';
/** A page of a site is many files, and a hospital is one address: a site takes ten times the requests of a service. */
const REQUESTS_OF_A_SITE = 10;

/** One static site in one environment: all of it is in the region of CloudFront, so nothing of it is read from another region. */
export function siteStack(app: Construct, platform: PlatformModel, site: StaticSite, environment: Environment): Stack {
  const stack = newStack(app, platform, {
    stackName: `${site.unit}-${environment.name}`,
    description: `${platform.name} ${environment.name}: static site ${site.name}`,
    account: environment.account,
    region: CLOUDFRONT_REGION,
    environment: environment.name,
    holdsData: false,
  });
  const deployment = deploymentIn(site, environment);
  const name = shortened(`${site.unit}-${environment.name}`, 50);
  const viewerLog = platformPath(platform.name, 'environments', environment.name, site.name);
  const firewallLog = `aws-waf-logs-${platform.name}-${environment.name}-${site.name}`;
  const { key } = new EncryptionKey(stack, 'Key', {
    description: `${platform.name} ${environment.name}: files and logs of the site ${site.name}`,
    logGroupPrefixes: [viewerLog, firewallLog],
  });
  const { bucket: accessLogs } = new AccessLogBucket(stack, 'AccessLogs', {
    bucketName: siteBucketName(site.unit, environment, 'logs'),
    retentionDays: platform.retention.accessLogDays,
  });
  const bucketName = siteBucketName(site.unit, environment, 'site');
  const files = new SiteBucket(stack, 'Site', {
    bucketName,
    key,
    // The CDK declares `| undefined` in the class and not in the interface that the class implements.
    accessLogs: accessLogs as IBucket,
  });
  const firewall = new Firewall(stack, 'Firewall', {
    requestsPer5Minutes: REQUESTS_OF_A_SITE * platform.firewall.requestsPer5Minutes,
    countOnly: platform.firewall.countOnly.map(({ rule }) => rule),
    logGroupName: firewallLog,
    logKey: key,
    logDays: platform.retention.auditLogDays,
  });
  const distribution = new SiteDistribution(stack, 'Distribution', {
    name,
    hostname: deployment.hostname,
    certificateArn: certificateOf(stack, environment, deployment),
    webAclArn: firewall.webAclArn,
    bucketDomainName: files.bucket.bucketRegionalDomainName,
    releasePath: releasePath(stack),
    contentSecurityPolicy: deployment.contentSecurityPolicy,
    ...(site.fallback === undefined ? {} : { fallback: site.fallback }),
    ...(site.notFoundPage === undefined ? {} : { notFoundPage: site.notFoundPage }),
  });
  const { distributionId } = distribution;
  files.letIn(distributionId);
  addRecords(stack, environment, deployment, distribution.domainName);
  new ViewerLog(stack, 'Viewers', {
    distributionId,
    name,
    logGroupName: viewerLog,
    logKey: key,
    logDays: platform.retention.logDays,
  });
  addAlarms(stack, platform, site, environment, distributionId);
  const builders = buildersOf(platform, site, environment);
  if (builders.length > 0) {
    new SiteDeployRole(stack, 'DeployRole', {
      roleName: deployRoleName(site.unit, environment.name),
      buildAccount: platform.account,
      builders,
      rolloutRoleName: rolloutRoleName(site.unit, environment.name),
      rolePath: rolePath(platform.name, environment.name),
      bucketName,
      keyArn: key.keyArn,
      distributionId,
      webAclArn: firewall.webAclArn,
      parameters: [bootstrapVersionParameter(platform)],
    });
  }
  new CfnOutput(stack, 'Address', { value: `https://${deployment.hostname}` });
  return stack;
}

/**
 * Folder of the current release: the hexadecimal digits of its digest, or `none` before the first release. CloudFormation takes what
 * stands between the first two colons of `sha256:<digits>:none`, or of `:none`.
 */
function releasePath(stack: Stack): string {
  const digest = imageDigestParameter(stack, {
    id: 'ImageDigest',
    description: 'Digest of the image whose files visitors get; the pipeline of the site sets it',
  });
  const digits = Fn.select(1, Fn.split(':', Fn.join('', [digest.valueAsString, ':none'])));
  return Fn.join('', [`/${RELEASES}`, digits]);
}

/** The rules have made sure that a site without a zone names a certificate. */
function certificateOf(stack: Stack, environment: Environment, { hostname, certificateArn }: SiteDeployment): string {
  if (environment.hostedZone === undefined) return certificateArn ?? '';
  const zone = HostedZone.fromHostedZoneAttributes(stack, 'HostedZone', {
    hostedZoneId: environment.hostedZone.id,
    zoneName: environment.hostedZone.name,
  });
  return new Certificate(stack, 'Certificate', {
    domainName: hostname,
    validation: CertificateValidation.fromDns(zone),
  }).certificateArn;
}

/** They win over the environment's record for all names below its domain, which leads to the load balancer. */
function addRecords(stack: Stack, environment: Environment, { hostname }: SiteDeployment, dnsName: string): void {
  if (environment.hostedZone === undefined) return;
  for (const type of ['A', 'AAAA']) {
    new CfnRecordSet(stack, type === 'A' ? 'Record' : 'RecordForIpv6', {
      hostedZoneId: environment.hostedZone.id,
      name: `${hostname}.`,
      type,
      aliasTarget: { dnsName, hostedZoneId: CLOUDFRONT_ZONE },
    });
  }
}

/** CloudFront has its metrics in its region alone, and an alarm reaches topics of its own region only: so the site has a topic. */
function addAlarms(
  stack: Stack,
  platform: PlatformModel,
  site: StaticSite,
  environment: Environment,
  distributionId: string,
): void {
  const { key } = new EncryptionKey(stack, 'AlarmKey', {
    description: `${platform.name} ${environment.name}: alarms of the site ${site.name}`,
    publishers: ALARM_PUBLISHERS,
  });
  const { topic } = new AlarmTopic(stack, 'Alarms', { key, emails: environment.alertEmails });
  new SiteAlarms(stack, 'SiteAlarms', {
    distributionId,
    topic,
    title: `${platform.name} ${site.name} in ${environment.name}`,
  });
}

function deploymentIn(site: StaticSite, environment: Environment): SiteDeployment {
  const deployment = site.deployments.find((known) => known.environment === environment.name);
  if (deployment === undefined) throw new Error(`site ${site.name} has nothing for environment ${environment.name}`);
  return deployment;
}
