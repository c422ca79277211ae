import { inAccount, stackPrefixes } from '../place';
import type { ServiceRules } from './rules';

export const scheduler: ServiceRules = {
  types: {
    'AWS::Scheduler::Schedule': [
      'scheduler:CreateSchedule',
      'scheduler:DeleteSchedule',
      'scheduler:GetSchedule',
      'scheduler:UpdateSchedule',
    ],
    'AWS::Scheduler::ScheduleGroup': [
      'scheduler:CreateScheduleGroup',
      'scheduler:DeleteScheduleGroup',
      'scheduler:GetScheduleGroup',
      'scheduler:ListTagsForResource',
      'scheduler:TagResource',
      'scheduler:UntagResource',
    ],
  },
  limits: [
    {
      actions: /Schedule$/,
      resources: (place) => stackPrefixes(place).map((prefix) => inAccount(place, 'scheduler', `schedule/${prefix}/*`)),
    },
    {
      actions: /./,
      resources: (place) =>
        stackPrefixes(place).map((prefix) => inAccount(place, 'scheduler', `schedule-group/${prefix}`)),
    },
  ],
  passedTo: ['scheduler.amazonaws.com'],
};
