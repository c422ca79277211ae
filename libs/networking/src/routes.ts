import { Duration } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationListenerRule,
  ApplicationProtocol,
  ApplicationTargetGroup,
  ListenerCondition,
  Protocol,
  TargetType,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IApplicationListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';

/** Requests for a host and path. */
export interface Route {
  /** Full host name. */
  readonly hostname: string;
  /** Path pattern; * is any run of characters, ? any one. */
  readonly path: string;
  /** Unique in the listener, 1 to 50000; smaller is asked first. */
  readonly priority: number;
}

export interface RoutesProps {
  readonly vpc: IVpc;
  readonly listener: IApplicationListener;
  readonly routes: readonly Route[];
  /** Port and protocol of the tasks. With https a self-signed certificate is accepted. */
  readonly port: number;
  readonly protocol: 'http' | 'https';
  readonly healthCheck: {
    readonly path: string;
    /** Accepted status codes: "200", "200,302" or "200-299". */
    readonly codes: string;
    readonly intervalSeconds: number;
    readonly timeoutSeconds: number;
  };
}

/** A service's place behind the load balancer: its target group, and the rules that send requests there. */
export class Routes extends Construct {
  readonly targetGroup: ApplicationTargetGroup;

  constructor(scope: Construct, id: string, props: RoutesProps) {
    super(scope, id);
    const { healthCheck, port, protocol } = props;
    this.targetGroup = new ApplicationTargetGroup(this, 'TargetGroup', {
      vpc: props.vpc,
      targetType: TargetType.IP,
      port,
      protocol: protocol === 'https' ? ApplicationProtocol.HTTPS : ApplicationProtocol.HTTP,
      deregistrationDelay: Duration.seconds(60),
      healthCheck: {
        path: healthCheck.path,
        protocol: protocol === 'https' ? Protocol.HTTPS : Protocol.HTTP,
        healthyHttpCodes: healthCheck.codes,
        interval: Duration.seconds(healthCheck.intervalSeconds),
        timeout: Duration.seconds(healthCheck.timeoutSeconds),
        healthyThresholdCount: 2,
        unhealthyThresholdCount: 3,
      },
    });
    for (const route of props.routes) {
      // The id is the priority: a rule may change its host and path in place, but two never fight over a priority.
      new ApplicationListenerRule(this, `Priority${route.priority}`, {
        listener: props.listener,
        priority: route.priority,
        conditions: [ListenerCondition.hostHeaders([route.hostname]), ListenerCondition.pathPatterns([route.path])],
        targetGroups: [this.targetGroup],
      });
    }
  }
}
