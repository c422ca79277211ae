import type { Stack } from 'aws-cdk-lib';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import { ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Cluster, CONTAINER_INSIGHTS_LOG_PREFIX } from '@careplane/compute';
import { ALARM_PUBLISHERS, AlarmTopic, DeadLetterQueue, EncryptionKey } from '@careplane/governance';
import { Firewall, LoadBalancer } from '@careplane/networking';
import { platformPath } from '@careplane/config';
import type { Environment, PlatformModel } from '@careplane/config';
import type { Construct } from 'constructs';
import { environmentParameter, publish } from '../parameters';
import type { EnvironmentKey } from '../parameters';
import { importVpc, locationOf, newStack } from './base';

/** Name of an environment's cluster; the pipelines, which may be in another account, know it by name. */
export function clusterName(platform: PlatformModel, environment: Environment): string {
  return `${platform.name}-${environment.name}`;
}

/** What the services of an environment share: key, alarm topic, cluster, load balancer, firewall, certificate, DNS. */
export function clusterStack(app: Construct, platform: PlatformModel, environment: Environment): Stack {
  const stack = newStack(app, platform, {
    stackName: `${platform.name}-cluster-${environment.name}`,
    description: `${platform.name} ${environment.name}: cluster, load balancer, firewall, alarms`,
    account: environment.account,
    region: environment.region,
    environment: environment.name,
  });
  const vpc = importVpc(stack, platform, locationOf(platform, environment.location), ['public']);
  const name = clusterName(platform, environment);
  const firewallLogGroup = `aws-waf-logs-${name}`;
  const { key } = new EncryptionKey(stack, 'Key', {
    description: `${platform.name} ${environment.name}: secrets and logs`,
    logGroupPrefixes: [
      platformPath(platform.name, 'environments', environment.name, ''),
      `${CONTAINER_INSIGHTS_LOG_PREFIX}${name}/`,
      firewallLogGroup,
    ],
  });
  // A key of its own: EventBridge must be let in without a condition, and this key opens alarms only.
  const alarmKey = new EncryptionKey(stack, 'AlarmKey', {
    description: `${platform.name} ${environment.name}: alarms`,
    publishers: ALARM_PUBLISHERS,
  });
  const { topic } = new AlarmTopic(stack, 'Alarms', { key: alarmKey.key, emails: environment.alertEmails });
  // For the rules of the data stack and of the services: their stacks come later.
  const { queue } = new DeadLetterQueue(stack, 'Undelivered', {
    title: `${platform.name} ${environment.name}`,
    ruleNames: [`${platform.name}-*-${environment.name}*`],
    topics: [topic],
  });
  const { cluster } = new Cluster(stack, 'Cluster', {
    clusterName: name,
    vpc,
    logKey: key,
    logDays: platform.retention.logDays,
  });
  const zone =
    environment.hostedZone &&
    HostedZone.fromHostedZoneAttributes(stack, 'HostedZone', {
      hostedZoneId: environment.hostedZone.id,
      zoneName: environment.hostedZone.name,
    });
  const certificate: ICertificate = zone
    ? new Certificate(stack, 'Certificate', {
        domainName: environment.domain,
        subjectAlternativeNames: [`*.${environment.domain}`],
        validation: CertificateValidation.fromDns(zone),
      })
    : Certificate.fromCertificateArn(stack, 'Certificate', environment.certificateArn ?? '');
  const balancer = new LoadBalancer(stack, 'LoadBalancer', {
    vpc,
    subnets: { subnetType: SubnetType.PUBLIC },
    certificate,
    accessLogDays: platform.retention.accessLogDays,
    alarmTopic: topic,
  });
  new Firewall(stack, 'Firewall', {
    loadBalancerArn: balancer.loadBalancer.loadBalancerArn,
    requestsPer5Minutes: platform.firewall.requestsPer5Minutes,
    countOnly: platform.firewall.countOnly.map(({ rule }) => rule),
    logGroupName: firewallLogGroup,
    logKey: key,
    logDays: platform.retention.auditLogDays,
  });
  if (zone) {
    // One record for all services: services may share a host, and a record can have one owner only.
    const target = RecordTarget.fromAlias(new LoadBalancerTarget(balancer.loadBalancer));
    new ARecord(stack, 'Domain', { zone, recordName: `${environment.domain}.`, target });
    new ARecord(stack, 'Subdomains', { zone, recordName: `*.${environment.domain}.`, target });
  }
  const parameter = (key: EnvironmentKey) => environmentParameter(platform.name, environment.name, key);
  publish(stack, {
    [parameter('cluster-name')]: cluster.clusterName,
    [parameter('listener-arn')]: balancer.listener.listenerArn,
    [parameter('load-balancer-security-group-id')]: balancer.securityGroup.securityGroupId,
    [parameter('key-arn')]: key.keyArn,
    [parameter('alarm-topic-arn')]: topic.topicArn,
    [parameter('dead-letter-queue-arn')]: queue.queueArn,
  });
  return stack;
}
