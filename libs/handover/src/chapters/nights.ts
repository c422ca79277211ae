import { NIGHTS_AND_WEEKENDS as OFF, sumRanges, usd } from '@careplane/cost-model/estimate';
import type { ContainerService, Environment } from '@careplane/config';
import { heading, list, paragraph } from '../document/block';
import type { Block, Text } from '../document/block';
import { serviceStackName } from '../facts/facts';
import type { HandoverFacts } from '../facts/facts';

/** A service that runs all the time in an environment, with its smallest number of tasks and what the tasks cost a month. */
interface Running {
  readonly name: string;
  readonly min: number;
  readonly changes: readonly string[];
  readonly cost: ReturnType<typeof sumRanges>['expected'];
}

/** What the environments before production cost while no one works, and what a schedule of scaling does about that. */
export function nights(facts: HandoverFacts): Block[] {
  const lines = facts.environments
    .filter(({ production }) => !production)
    .flatMap((environment): Text[] => {
      const running = runningIn(facts, environment);
      return running.length === 0 ? [] : [sentencesOf(environment, running)];
    });
  if (lines.length === 0) return [];
  return [
    heading('Nights and weekends'),
    paragraph(
      'A schedule (scaling.schedule in service.yaml) changes the bounds of scaling at its times; a service keeps one task at least. Nothing else of an environment is switched off at night.',
    ),
    list(lines),
  ];
}

function runningIn(facts: HandoverFacts, { name: environment }: Environment): Running[] {
  return facts.input.model.services
    .filter((service): service is ContainerService => service.kind === 'web' || service.kind === 'worker')
    .flatMap(({ name, deployments }) =>
      deployments
        .filter((deployment) => deployment.environment === environment)
        .flatMap((deployment) =>
          'scaling' in deployment
            ? [
                {
                  name,
                  min: deployment.scaling.min,
                  changes: deployment.scaling.schedule.map(
                    ({ cron, timeZone, min, max }) => `${name} has ${min} to ${max} tasks from ${cron} ${timeZone}`,
                  ),
                  cost: costOf(facts, name, environment),
                },
              ]
            : [],
        ),
    );
}

function costOf(facts: HandoverFacts, service: string, environment: string): Running['cost'] {
  const stack = serviceStackName(facts, service, environment);
  return sumRanges(
    facts.input.estimate.lines.flatMap(({ stack: own, resourceType, monthlyUsd }) =>
      own === stack && resourceType === 'AWS::ECS::Service' && monthlyUsd !== undefined ? [monthlyUsd] : [],
    ),
  ).expected;
}

function sentencesOf({ name }: Environment, running: readonly Running[]): string {
  const changes = running.flatMap((each) => each.changes);
  const tasks = sumOf(running.map(({ cost }) => cost));
  // Without a schedule, the estimate has the smallest number of tasks all the time; with one task in these hours, the others are saved.
  const unscheduled = running.filter((each) => each.changes.length === 0);
  const saved = sumOf(unscheduled.map(({ cost, min }) => cost.times(min - 1).div(min)));
  const atNight = (amount: Running['cost']) => usd(amount.times(OFF.hours).div(OFF.ofWeek));
  const schedule =
    changes.length === 0
      ? 'no service has a schedule, so it runs day and night.'
      : `${changes.join('; ')}${unscheduled.length === 0 ? '' : '; services without a schedule run day and night'}.`;
  const one = scheduleFor(unscheduled, saved.isZero() ? undefined : atNight(saved));
  return `${name}: ${schedule} Its tasks cost ${usd(tasks)} US dollars a month as expected, with the fewest tasks that scaling keeps.${one} Without any task ${OFF.words}, which are ${OFF.hours} of the ${OFF.ofWeek} hours of a week, it would be ${atNight(tasks)} less; Careplane has no setting for that.`;
}

/** What a schedule of one task would save for the services that have none. @param saved nothing where one task is all that they have */
function scheduleFor(unscheduled: readonly Running[], saved: string | undefined): string {
  if (unscheduled.length === 0) return '';
  return saved === undefined
    ? ' Each service without a schedule has one task there already, so a schedule saves nothing.'
    : ` A schedule with one task of each service ${OFF.words} saves ${saved} of it.`;
}

function sumOf(amounts: readonly Running['cost'][]): Running['cost'] {
  return amounts.reduce((sum, each) => sum.plus(each), sumRanges([]).expected);
}
