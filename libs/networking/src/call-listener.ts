import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { ApplicationListener, ApplicationProtocol, ListenerAction } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { ApplicationTargetGroup, IApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { TLS_POLICY } from './load-balancer';
import { addTargetGroup } from './routes';
import type { TargetProps } from './routes';

export interface CallListenerProps extends TargetProps {
  /** The private balancer; its security group lets nothing out. */
  readonly loadBalancer: IApplicationLoadBalancer;
  readonly certificate: ICertificate;
  /** Port of the balancer at which the service is called; no other service has it. */
  readonly callPort: number;
}

/**
 * The port of the private balancer at which other services call one. Callers open it for themselves. All that arrives there is for this
 * service: a condition on the host would have to match the port as well, which clients send in the header and a pattern cannot have.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_HostHeaderConditionConfig.html
 */
export class CallListener extends Construct {
  readonly targetGroup: ApplicationTargetGroup;

  constructor(scope: Construct, id: string, props: CallListenerProps) {
    super(scope, id);
    this.targetGroup = addTargetGroup(this, props);
    new ApplicationListener(this, 'Listener', {
      loadBalancer: props.loadBalancer,
      port: props.callPort,
      protocol: ApplicationProtocol.HTTPS,
      certificates: [props.certificate],
      sslPolicy: TLS_POLICY,
      open: false,
      defaultAction: ListenerAction.forward([this.targetGroup]),
    });
  }
}
