import type { Stack } from 'aws-cdk-lib';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import { ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { InternalLoadBalancer } from '@careplane/networking';
import { CALLS_STACK, callHost } from '@careplane/config';
import type { Environment, PlatformModel } from '@careplane/config';
import type { Construct } from 'constructs';
import { environmentParameter, publish, read } from '../parameters';
import type { EnvironmentKey } from '../parameters';
import { importVpc, locationOf, newStack } from './base';

/**
 * The private load balancer of an environment whose services call each other, its names and its certificate; undefined where no service
 * is called.
 *
 * It is a stack of its own: with the last called service it leaves the files, and is then retired like everything that leaves them, after
 * the services that read it. In the cluster's stack, CloudFormation would try to delete a balancer that is protected and in use, would
 * leave it behind without a stack, and would report success.
 */
export function callsStack(app: Construct, platform: PlatformModel, environment: Environment): Stack | undefined {
  if (platform.calledServices.length === 0) return undefined;
  const stack = newStack(app, platform, {
    stackName: `${platform.name}-${CALLS_STACK}-${environment.name}`,
    description: `${platform.name} ${environment.name}: private load balancer, for services that call each other`,
    account: environment.account,
    region: environment.region,
    environment: environment.name,
  });
  const parameter = (key: EnvironmentKey) => environmentParameter(platform.name, environment.name, key);
  const balancer = new InternalLoadBalancer(stack, 'InternalLoadBalancer', {
    vpc: importVpc(stack, platform, locationOf(platform, environment.location), ['private']),
    subnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
    accessLogDays: platform.retention.accessLogDays,
    alarmTopic: Topic.fromTopicArn(stack, 'AlarmTopic', read(stack, parameter('alarm-topic-arn'))),
  });
  publish(stack, {
    [parameter('internal-load-balancer-arn')]: balancer.loadBalancer.loadBalancerArn,
    [parameter('internal-load-balancer-security-group-id')]: balancer.securityGroup.securityGroupId,
    [parameter('internal-certificate-arn')]: addNames(stack, environment, balancer),
  });
  return stack;
}

/** Record and certificate of the names that services call. @returns the ARN of the certificate, which people made where we have no zone */
function addNames(stack: Stack, { domain, hostedZone, certificateArn }: Environment, balancer: InternalLoadBalancer) {
  if (hostedZone === undefined) return certificateArn ?? '';
  const names = callHost('*', domain);
  const zone = HostedZone.fromHostedZoneAttributes(stack, 'HostedZone', {
    hostedZoneId: hostedZone.id,
    zoneName: hostedZone.name,
  });
  new ARecord(stack, 'InternalNames', {
    zone,
    recordName: `${names}.`,
    target: RecordTarget.fromAlias(new LoadBalancerTarget(balancer.loadBalancer)),
  });
  const validation = CertificateValidation.fromDns(zone);
  return new Certificate(stack, 'InternalCertificate', { domainName: names, validation }).certificateArn;
}
