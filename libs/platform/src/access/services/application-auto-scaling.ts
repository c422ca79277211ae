import { inAccount } from '../place';
import type { ServiceRules } from './rules';

export const applicationAutoScaling: ServiceRules = {
  types: {
    'AWS::ApplicationAutoScaling::ScalableTarget': [
      'application-autoscaling:DeleteScheduledAction',
      'application-autoscaling:DeregisterScalableTarget',
      'application-autoscaling:DescribeScalableTargets',
      'application-autoscaling:DescribeScheduledActions',
      'application-autoscaling:ListTagsForResource',
      'application-autoscaling:PutScheduledAction',
      'application-autoscaling:RegisterScalableTarget',
      'application-autoscaling:TagResource',
      'application-autoscaling:UntagResource',
      'cloudwatch:DeleteAlarms',
      'cloudwatch:DescribeAlarms',
      'cloudwatch:PutMetricAlarm',
    ],
    'AWS::ApplicationAutoScaling::ScalingPolicy': [
      'application-autoscaling:DeleteScalingPolicy',
      'application-autoscaling:DescribeScalingPolicies',
      'application-autoscaling:PutScalingPolicy',
    ],
  },
  limits: [
    {
      actions: /^application-autoscaling:(?!Describe)/,
      resources: (place) => [inAccount(place, 'application-autoscaling', 'scalable-target/*')],
    },
    { actions: /^cloudwatch:/, resources: (place) => [inAccount(place, 'cloudwatch', 'alarm:TargetTracking-*')] },
  ],
  serviceLinked: ['ecs.application-autoscaling.amazonaws.com'],
};
