import { Duration, Validations } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Peer, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationLoadBalancer,
  ApplicationProtocol,
  DesyncMitigationMode,
  HttpCodeElb,
  ListenerAction,
  SslPolicy,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { ApplicationListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { LogBucket } from './log-bucket';

export interface LoadBalancerProps {
  readonly vpc: IVpc;
  /** Public subnets, one in each zone. */
  readonly subnets: SubnetSelection;
  readonly certificate: ICertificate;
  /** Days for which access logs are kept. */
  readonly accessLogDays: number;
  /** Where the alarms go. */
  readonly alarmTopic: ITopic;
}

/** Settings of every load balancer, public or not. */
export const BALANCER_SETTINGS = {
  deletionProtection: true,
  dropInvalidHeaderFields: true,
  desyncMitigationMode: DesyncMitigationMode.DEFENSIVE,
  idleTimeout: Duration.seconds(60),
} as const;

/** TLS 1.2 or 1.3 towards clients. */
export const TLS_POLICY = SslPolicy.TLS13_12_RES_PQ;

/**
 * An internet-facing Application Load Balancer: HTTPS with TLS 1.2 or 1.3, a redirect for plain HTTP, and a 404 for
 * requests without a matching route. It can send no traffic until a service adds a rule.
 */
export class LoadBalancer extends Construct {
  readonly loadBalancer: ApplicationLoadBalancer;
  /** The HTTPS listener: services add their rules to it. */
  readonly listener: ApplicationListener;
  readonly securityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    super(scope, id);
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc: props.vpc,
      description: 'Load balancer: HTTP and HTTPS from the internet',
      allowAllOutbound: false,
    });
    this.securityGroup.addIngressRule(Peer.anyIpv4(), Port.tcp(443), 'HTTPS from the internet');
    this.securityGroup.addIngressRule(Peer.anyIpv4(), Port.tcp(80), 'HTTP from the internet, redirected to HTTPS');
    Validations.of(this.securityGroup).acknowledge({
      id: 'AwsSolutions::AwsSolutions-EC23',
      reason:
        'This is the one door to the internet, open on 443 and on 80 for the redirect only, with AWS WAF behind it; every other group names a group as its source.',
    });

    this.loadBalancer = new ApplicationLoadBalancer(this, 'LoadBalancer', {
      vpc: props.vpc,
      vpcSubnets: props.subnets,
      internetFacing: true,
      securityGroup: this.securityGroup,
      ...BALANCER_SETTINGS,
    });
    const logs = new LogBucket(this, 'AccessLogs', { retentionDays: props.accessLogDays });
    this.loadBalancer.logAccessLogs(logs.bucket);

    this.listener = this.loadBalancer.addListener('Https', {
      port: 443,
      protocol: ApplicationProtocol.HTTPS,
      certificates: [props.certificate],
      sslPolicy: TLS_POLICY,
      open: false,
      defaultAction: ListenerAction.fixedResponse(404, { contentType: 'text/plain', messageBody: 'Not found' }),
    });
    const redirect = this.loadBalancer.addListener('Http', {
      port: 80,
      protocol: ApplicationProtocol.HTTP,
      open: false,
      defaultAction: ListenerAction.redirect({ protocol: 'HTTPS', port: '443', permanent: true }),
    });
    Validations.of(redirect).acknowledge({
      id: 'HIPAA.Security::HIPAA.Security-ELBv2ACMCertificateRequired',
      reason:
        'This listener only answers with a permanent redirect to HTTPS and forwards nothing; without it people who type the bare name would get no answer.',
    });
    addServerErrorsAlarm(this, this.loadBalancer, props.alarmTopic, 'The load balancer');
  }
}

/** The alarm on answers of the balancer itself. `who` begins its description. */
export function addServerErrorsAlarm(
  scope: Construct,
  { metrics }: ApplicationLoadBalancer,
  topic: ITopic,
  who: string,
): void {
  const alarm = new Alarm(scope, 'ServerErrors', {
    alarmDescription: `${who} itself answered with 5xx at least 25 times in five minutes: no healthy target, or a timeout.`,
    metric: metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, {
      statistic: 'Sum',
      period: Duration.minutes(5),
    }),
    threshold: 25,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(new SnsAction(topic));
  alarm.addOkAction(new SnsAction(topic));
}
