import type { TemplateResource } from '../template/resource';
import { isMap, type Value } from '../template/value';
import { computeCharges, sizesOf, temporaryStorage } from './ecs-service';
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

/** Fargate tasks of the rule's targets; of several task definitions, the hours are those of each. */
function tasks({ resource, targets, usage, usageOf }: Priceable): Component[] {
  const definitions = targets('Targets').filter(({ type }) => type === 'AWS::ECS::TaskDefinition');
  const isCompatible = definitions.some((each) => (each.list('RequiresCompatibilities') ?? []).includes('FARGATE'));
  if (!(resource.list('Targets') ?? []).some((target) => isFargateTask(target, isCompatible))) return [];
  const hours = usage('monthlyTaskHours');
  const note = { usageKey: 'monthlyTaskHours' };
  // Hours that are given for the task definition are charged with it.
  const isCharged = (each: TemplateResource) => hours === undefined && usageOf(each, 'monthlyTaskHours') !== undefined;
  const sizes =
    definitions.length > 0 ? definitions.filter((each) => !isCharged(each)).map(sizesOf) : [sizesOf(undefined)];
  return sizes.flatMap((each) => [...computeCharges(each, hours, false, note), ...temporaryStorage(each, hours, note)]);
}

/** A target that names neither a launch type nor a strategy runs as its task definition allows. */
function isFargateTask(target: Value, isCompatible: boolean): boolean {
  const task = isMap(target) ? target['EcsParameters'] : undefined;
  if (task === undefined || !isMap(task)) return false;
  const { LaunchType: launchType, CapacityProviderStrategy: strategy } = task;
  return launchType === undefined ? strategy === undefined && isCompatible : launchType === 'FARGATE';
}
