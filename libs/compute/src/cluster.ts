import { Cluster as EcsCluster, ContainerInsights } from 'aws-cdk-lib/aws-ecs';
import type { ICluster } from 'aws-cdk-lib/aws-ecs';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

export interface ClusterProps {
  readonly vpc: IVpc;
}

/** An ECS cluster for Fargate tasks, with Container Insights down to the container. */
export class Cluster extends Construct {
  readonly cluster: ICluster;

  constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id);
    this.cluster = new EcsCluster(this, 'Cluster', {
      vpc: props.vpc,
      containerInsightsV2: ContainerInsights.ENHANCED,
      enableFargateCapacityProviders: true,
    });
  }
}
