import type { TemplateResource } from '../template/resource';
import { computeCharges, sizesOf, temporaryStorage } from './ecs-service';
import type { Priceable, PricedType } from './priced-type';

/** Properties of types that start tasks of a definition and are not charged for them themselves. */
const STARTERS = [
  ['AWS::Pipes::Pipe', 'TargetParameters'],
  ['AWS::StepFunctions::StateMachine', 'DefinitionString'],
  ['AWS::StepFunctions::StateMachine', 'Definition'],
  ['AWS::StepFunctions::StateMachine', 'DefinitionSubstitutions'],
] as const;

const FREE = {
  free: 'A definition; running tasks are charged (monthlyTaskHours, if something else than a service runs them).',
};

/**
 * Tasks of a service are charged with the service, those of a schedule or a rule with these. Tasks that a pipe or a state
 * machine starts are charged here, for the time in which they run.
 *
 * @see https://aws.amazon.com/fargate/pricing/
 */
export const taskDefinition: PricedType = {
  type: 'AWS::ECS::TaskDefinition',
  usage: {
    monthlyTaskHours: {
      unit: 'hours',
      what: 'in which tasks of pipes and state machines run, of all runs together',
    },
  },
  charges: (priceable) => {
    const { resource } = priceable;
    const hours = priceable.usage('monthlyTaskHours');
    const starters = startersOf(priceable);
    if (hours === undefined && !onFargate(resource, starters)) return FREE;
    const sizes = sizesOf(resource);
    const note = { usageKey: 'monthlyTaskHours' };
    const onSpot = starters.some((settings) => settings.includes('FARGATE_SPOT'));
    return [...computeCharges(sizes, hours, onSpot, note), ...temporaryStorage(sizes, hours, note)];
  },
};

/** What starts tasks and is not charged for them, as text. */
function startersOf({ referrers }: Priceable): string[] {
  return STARTERS.flatMap(([type, path]) => referrers(type, path).map((each) => JSON.stringify(each.value(path))));
}

/** Whether something starts tasks of a definition on Fargate. */
function onFargate(definition: TemplateResource, starters: readonly string[]): boolean {
  const compatible = definition.list('RequiresCompatibilities') ?? [];
  const named =
    compatible.length === 0 ? starters.some((each) => each.includes('FARGATE')) : compatible.includes('FARGATE');
  return starters.length > 0 && named;
}
