import type { TemplateResource } from '../template/resource';
import { computeCharges, sizesOf, temporaryStorage } from './ecs-service';
import type { Priceable, PricedType } from './priced-type';

/** Properties of types that start tasks of a definition and are not charged for them themselves. */
const STARTERS = [
  ['AWS::Events::Rule', 'Targets'],
  ['AWS::Pipes::Pipe', 'TargetParameters'],
  ['AWS::StepFunctions::StateMachine', 'DefinitionString'],
  ['AWS::StepFunctions::StateMachine', 'Definition'],
  ['AWS::StepFunctions::StateMachine', 'DefinitionSubstitutions'],
] as const;

const FREE = { free: 'A definition; running tasks are charged (monthlyTaskHours, if something else than a service runs them).' };

/**
 * Tasks of a service are charged with the service, those of a schedule with the schedule. Tasks that a rule, a pipe or a state
 * machine starts are charged here, for the time in which they run.
 *
 * @see https://aws.amazon.com/fargate/pricing/
 */
export const taskDefinition: PricedType = {
  type: 'AWS::ECS::TaskDefinition',
  usage: {
    monthlyTaskHours: { unit: 'hours', what: 'in which tasks of rules, pipes and state machines run, of all runs together' },
  },
  charges: (priceable) => {
    const hours = priceable.usage('monthlyTaskHours');
    if (hours === undefined && !isStarted(priceable)) return FREE;
    const sizes = sizesOf(priceable.resource);
    const note = { usageKey: 'monthlyTaskHours' };
    return [...computeCharges(sizes, hours, false, note), ...temporaryStorage(sizes, hours, note)];
  },
};

/** Whether something that is not charged for its tasks starts them on Fargate. */
function isStarted({ resource, referrers }: Priceable): boolean {
  const starters = STARTERS.flatMap(([type, path]) => referrers(type, path).map((each) => namesFargate(each, path)));
  const compatible = resource.list('RequiresCompatibilities') ?? [];
  const onFargate = compatible.length === 0 ? starters.includes(true) : compatible.includes('FARGATE');
  return starters.length > 0 && onFargate;
}

function namesFargate(starter: TemplateResource, path: string): boolean {
  return JSON.stringify(starter.value(path)).includes('FARGATE');
}
