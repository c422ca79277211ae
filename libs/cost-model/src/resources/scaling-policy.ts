import { charge, type Priceable, type PricedType } from './priced-type';

/** Alarms that target tracking creates: one to scale out, one to scale in. */
const ALARMS = 2;

/**
 * A policy is free, but target tracking creates alarms, which are charged like any other. For a table of DynamoDB two more watch
 * the provisioned capacity.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking.html,
 *   https://aws.amazon.com/cloudwatch/pricing/ (alarms)
 */
function scalingPolicy(type: string, settings: string): PricedType {
  return {
    type,
    charges: (priceable) => {
      const { resource } = priceable;
      if (resource.value(settings) === undefined) return FREE;
      const scalesIn = resource.flag(`${settings}.DisableScaleIn`, false) !== true;
      const alarms = (scalesIn ? ALARMS : 1) + (isTable(priceable) ? ALARMS : 0);
      return [
        charge('Alarms of target tracking', 'alarm metrics', alarms, 'AmazonCloudWatch/CW:AlarmMonitorUsage', {
          assumption: 'The alarms that the policy creates; they are not in the template.',
        }),
      ];
    },
  };
}

const FREE = { free: 'Scaling is free; what it starts, and alarms of the template, are charged.' };

function isTable({ resource, target }: Priceable): boolean {
  const own = resource.text('ServiceNamespace');
  const namespace = own === '' ? target('ScalingTargetId')?.text('ServiceNamespace') : own;
  return namespace === 'dynamodb';
}

export const applicationScalingPolicy = scalingPolicy(
  'AWS::ApplicationAutoScaling::ScalingPolicy',
  'TargetTrackingScalingPolicyConfiguration',
);
export const autoScalingPolicy = scalingPolicy('AWS::AutoScaling::ScalingPolicy', 'TargetTrackingConfiguration');
