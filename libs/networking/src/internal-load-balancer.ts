import { Validations } from 'aws-cdk-lib';
import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { addServerErrorsAlarm, BALANCER_SETTINGS } from './load-balancer';
import { LogBucket } from './log-bucket';

export interface InternalLoadBalancerProps {
  readonly vpc: IVpc;
  /** Private subnets, one in each zone. */
  readonly subnets: SubnetSelection;
  /** Days for which access logs are kept. */
  readonly accessLogDays: number;
  /** Where the alarms go. */
  readonly alarmTopic: ITopic;
}

/**
 * An Application Load Balancer without a public address, for services that call each other. It has no listener, and its security group
 * lets nothing in and nothing out: each called service adds a listener of its own, and each caller lets itself in at that port
 * (docs/adr/0078).
 */
export class InternalLoadBalancer extends Construct {
  readonly loadBalancer: ApplicationLoadBalancer;
  readonly securityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, props: InternalLoadBalancerProps) {
    super(scope, id);
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc: props.vpc,
      description: 'Private load balancer: HTTPS from services that call others',
      allowAllOutbound: false,
    });
    this.loadBalancer = new ApplicationLoadBalancer(this, 'LoadBalancer', {
      vpc: props.vpc,
      vpcSubnets: props.subnets,
      internetFacing: false,
      securityGroup: this.securityGroup,
      ...BALANCER_SETTINGS,
    });
    Validations.of(this.loadBalancer).acknowledge({
      id: 'NIST.800.53.R5::NIST.800.53.R5-ALBWAFEnabled',
      reason:
        'Only tasks of services that name a called service reach this load balancer, each at the port of that service alone; AWS WAF looks at what comes from the internet before it reaches the first of them.',
    });
    const logs = new LogBucket(this, 'AccessLogs', { retentionDays: props.accessLogDays });
    this.loadBalancer.logAccessLogs(logs.bucket);
    addServerErrorsAlarm(this, this.loadBalancer, props.alarmTopic, 'The private load balancer');
  }
}
