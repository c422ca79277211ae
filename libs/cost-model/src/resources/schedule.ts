import { computeCharges, sizesOf, temporaryStorage } from './ecs-service';
import { metered, type PricedType } from './priced-type';

/**
 * A schedule costs its invocations; a task that it starts costs the time in which it runs.
 *
 * @see https://aws.amazon.com/eventbridge/pricing/ (Scheduler), https://aws.amazon.com/fargate/pricing/
 */
export const schedule: PricedType = {
  type: 'AWS::Scheduler::Schedule',
  usage: {
    monthlyInvocations: { unit: 'invocations', what: 'of the schedule; the first 14 million of an account are free' },
    monthlyTaskHours: { unit: 'hours', what: 'in which tasks of the schedule run, of all runs together' },
  },
  charges: (priceable) => {
    const invocations = metered(priceable, {
      key: 'monthlyInvocations',
      component: 'Scheduled invocations',
      unit: '1M invocations',
      price: 'AWSEvents/ScheduledInvocation',
      per: 1_000_000,
    });
    if (priceable.resource.text('Target.EcsParameters.LaunchType', '') !== 'FARGATE') return [invocations];
    const sizes = sizesOf(priceable.target('Target.EcsParameters.TaskDefinitionArn'));
    const hours = priceable.usage('monthlyTaskHours');
    const note = { usageKey: 'monthlyTaskHours' };
    return [invocations, ...computeCharges(sizes, hours, false, note), ...temporaryStorage(sizes, hours, note)];
  },
};
