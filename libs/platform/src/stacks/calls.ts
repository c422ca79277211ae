import type { Stack } from 'aws-cdk-lib';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { ARecord, RecordTarget } from 'aws-cdk-lib/aws-route53';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import { LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { InternalLoadBalancer } from '@careplane/networking';
import { callHost } from '@careplane/config';
import type { Environment, PlatformModel } from '@careplane/config';
import { environmentParameter, publish } from '../parameters';
import type { EnvironmentKey } from '../parameters';

interface CallParts {
  readonly vpc: IVpc;
  readonly platform: PlatformModel;
  readonly environment: Environment;
  /** Zone of the environment's domain; none, and people make the records and the certificate. */
  readonly zone: IHostedZone | undefined;
  /** Certificate of the public load balancer. */
  readonly certificate: ICertificate;
  readonly topic: ITopic;
}

/** The private load balancer of an environment whose services call each other, its names and its certificate. */
export function addCalls(stack: Stack, { vpc, platform, environment, zone, certificate, topic }: CallParts): void {
  const balancer = new InternalLoadBalancer(stack, 'InternalLoadBalancer', {
    vpc,
    subnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
    accessLogDays: platform.retention.accessLogDays,
    alarmTopic: topic,
  });
  const names = callHost('*', environment.domain);
  if (zone !== undefined) {
    new ARecord(stack, 'InternalNames', {
      zone,
      recordName: `${names}.`,
      target: RecordTarget.fromAlias(new LoadBalancerTarget(balancer.loadBalancer)),
    });
  }
  const own =
    zone === undefined
      ? certificate
      : new Certificate(stack, 'InternalCertificate', {
          domainName: names,
          validation: CertificateValidation.fromDns(zone),
        });
  const parameter = (key: EnvironmentKey) => environmentParameter(platform.name, environment.name, key);
  publish(stack, {
    [parameter('internal-load-balancer-arn')]: balancer.loadBalancer.loadBalancerArn,
    [parameter('internal-load-balancer-security-group-id')]: balancer.securityGroup.securityGroupId,
    [parameter('internal-certificate-arn')]: own.certificateArn,
  });
}
