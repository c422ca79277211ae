import { RemovalPolicy } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster as EcsCluster, ContainerInsights } from 'aws-cdk-lib/aws-ecs';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/** Log groups of Container Insights begin with it; the key's policy must name it. */
export const CONTAINER_INSIGHTS_LOG_PREFIX = '/aws/ecs/containerinsights/';

export interface ClusterProps {
  readonly clusterName: string;
  readonly vpc: IVpc;
  /** Key that encrypts the log of Container Insights. */
  readonly logKey: IKey;
  /** Days for which that log is kept, one of CloudWatch Logs' periods. */
  readonly logDays: number;
}

/** An ECS cluster for Fargate tasks, with Container Insights down to the container. */
export class Cluster extends Construct {
  readonly cluster: EcsCluster;

  constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id);
    this.cluster = new EcsCluster(this, 'Cluster', {
      clusterName: props.clusterName,
      vpc: props.vpc,
      containerInsightsV2: ContainerInsights.ENHANCED,
      enableFargateCapacityProviders: true,
    });
    // ECS writes into a log group of this name; made here, it is encrypted.
    new LogGroup(this, 'ContainerInsights', {
      logGroupName: `${CONTAINER_INSIGHTS_LOG_PREFIX}${props.clusterName}/performance`,
      retention: props.logDays as RetentionDays,
      encryptionKey: props.logKey,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }
}
