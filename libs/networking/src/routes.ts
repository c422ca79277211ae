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
import type { CfnTargetGroup, IApplicationListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';

/** The protocol between load balancer and tasks: https, or http with a reason. */
export type TargetProtocol = 'https' | { readonly http: { readonly reason: string } };

/** Key of a resource’s metadata under which a template acknowledges findings of careplane’s own rules, with the reason. */
const ACKNOWLEDGED_METADATA = 'careplane:acknowledged';

/** Requests for a host and path. */
export interface Route {
  /** Full host name. */
  readonly hostname: string;
  /** Path pattern; * is any run of characters, ? any one. */
  readonly path: string;
  /** Unique in the listener, 1 to 50000; smaller numbers are evaluated first. */
  readonly priority: number;
}

/** How a load balancer reaches the tasks of a service. */
export interface TargetProps {
  readonly vpc: IVpc;
  /** Port of the tasks. */
  readonly port: number;
  /**
   * Protocol of the tasks, for requests and health checks. With https a self-signed certificate is accepted: the balancer
   * does not verify its targets' certificates. Plain HTTP is made only with a reason, which is written into the template.
   */
  readonly protocol: TargetProtocol;
  readonly healthCheck: {
    readonly path: string;
    /** Accepted status codes: "200", "200,302" or "200-299". */
    readonly codes: string;
    readonly intervalSeconds: number;
    readonly timeoutSeconds: number;
  };
}

export interface RoutesProps extends TargetProps {
  readonly listener: IApplicationListener;
  readonly routes: readonly Route[];
}

/** The target group of a service and the listener rules that forward requests to it. */
export class Routes extends Construct {
  readonly targetGroup: ApplicationTargetGroup;

  constructor(scope: Construct, id: string, props: RoutesProps) {
    super(scope, id);
    this.targetGroup = addTargetGroup(this, props);
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

/** The tasks of a service, as one load balancer sees them: a target group belongs to one balancer. */
export function addTargetGroup(scope: Construct, props: TargetProps): ApplicationTargetGroup {
  const { healthCheck, port, protocol } = props;
  const encrypted = protocol === 'https';
  const targetGroup = new ApplicationTargetGroup(scope, 'TargetGroup', {
    vpc: props.vpc,
    targetType: TargetType.IP,
    port,
    protocol: encrypted ? ApplicationProtocol.HTTPS : ApplicationProtocol.HTTP,
    deregistrationDelay: Duration.seconds(60),
    healthCheck: {
      path: healthCheck.path,
      protocol: encrypted ? Protocol.HTTPS : Protocol.HTTP,
      healthyHttpCodes: healthCheck.codes,
      interval: Duration.seconds(healthCheck.intervalSeconds),
      timeout: Duration.seconds(healthCheck.timeoutSeconds),
      healthyThresholdCount: 2,
      unhealthyThresholdCount: 3,
    },
  });
  if (!encrypted) acknowledgePlainHttp(targetGroup, protocol.http.reason);
  return targetGroup;
}

/** The template contains the reason, for the judges and for readers of the deployed template. */
function acknowledgePlainHttp(targetGroup: ApplicationTargetGroup, reason: string): void {
  const resource = targetGroup.node.defaultChild as CfnTargetGroup;
  resource.addMetadata(ACKNOWLEDGED_METADATA, { TargetGroupEncrypted: reason });
}
