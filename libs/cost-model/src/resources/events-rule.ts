import { isMap, type Value } from '../template/value';
import { computeCharges, sizesOf } from './ecs-service';
import { metered, type Component, type Priceable, type PricedType } from './priced-type';

/**
 * Rules are free, and so are the events of AWS's own services on the default bus. What a program publishes itself is
 * charged once, however many rules match: usage says how much of it belongs to this rule. A task that a rule starts costs the
 * time in which it runs.
 *
 * @see https://aws.amazon.com/eventbridge/pricing/, https://aws.amazon.com/fargate/pricing/
 */
export const eventsRule: PricedType = {
  type: 'AWS::Events::Rule',
  usage: {
    monthlyCustomEvents: { unit: 'events', what: 'of your own that are published for this rule' },
    monthlyTaskHours: { unit: 'hours', what: 'in which tasks of the rule run, of all runs together' },
  },
  charges: (priceable) => {
    const charges = [...customEvents(priceable), ...tasks(priceable)];
    return charges.length > 0
      ? charges
      : {
          free: 'Rules, schedules and the events of AWS services are free; events of your own are usage (monthlyCustomEvents).',
        };
  },
};

function customEvents(priceable: Priceable): Component[] {
  if (priceable.usage('monthlyCustomEvents') === undefined) return [];
  return [
    metered(priceable, {
      key: 'monthlyCustomEvents',
      component: 'Custom events published',
      unit: '1M events',
      price: 'AWSEvents/Event-64K-Chunks',
      per: 1_000_000,
    }),
  ];
}

/** Fargate tasks whose definition is elsewhere, so that their size is not known; those of the template are charged with it. */
function tasks({ resource, targets, usage }: Priceable): Component[] {
  if (!(resource.list('Targets') ?? []).some(isFargateTask)) return [];
  if (targets('Targets').some(({ type }) => type === 'AWS::ECS::TaskDefinition')) return [];
  return computeCharges(sizesOf(undefined), usage('monthlyTaskHours'), false, { usageKey: 'monthlyTaskHours' });
}

function isFargateTask(target: Value): boolean {
  const task = isMap(target) ? target['EcsParameters'] : undefined;
  return task !== undefined && isMap(task) && task['LaunchType'] === 'FARGATE';
}
