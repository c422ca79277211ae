/**
 * What Application Auto Scaling changes and the estimate calculates, as the type of the scaled resource reads it.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 */
export const SCALED_DIMENSIONS = [
  'dynamodb:index:ReadCapacityUnits',
  'dynamodb:index:WriteCapacityUnits',
  'dynamodb:table:ReadCapacityUnits',
  'dynamodb:table:WriteCapacityUnits',
  'ecs:service:DesiredCount',
  'elasticache:replication-group:NodeGroups',
  'elasticache:replication-group:Replicas',
  'kafka:broker-storage:VolumeSize',
  'neptune:cluster:ReadReplicaCount',
  'rds:cluster:ReadReplicaCount',
] as const;

export type ScaledDimension = (typeof SCALED_DIMENSIONS)[number];
