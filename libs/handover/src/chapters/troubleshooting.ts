import { isContainer } from '@careplane/config';
import type { ContainerService, ScheduledWorkload } from '@careplane/config';
import { heading, list, paragraph, toChapter } from '../document/block';
import type { Chapter } from '../document/block';
import type { HandoverFacts } from '../facts/facts';
import { queuesOf } from '../facts/queues';
import { alarmBlocks } from './alarms';
import { failedTaskBeforeDeploy } from '../trees/before-deploy';
import { blockedGate, expiredException, failedBuild } from '../trees/build';
import { deadLetters } from '../trees/dead-letters';
import type { HandledQueue } from '../trees/dead-letters';
import { rolledBack, unhealthyTarget } from '../trees/deploys';
import { stuckStack } from '../trees/stuck-stack';
import { treeNames } from '../trees/names';
import type { TreeNames } from '../trees/names';
import { missedRun } from '../trees/scheduled';
import type { DecisionTree } from '../trees/tree';

/** The decision trees. Without a service, a stack can still be stuck. */
export function decisionTrees(facts: HandoverFacts): DecisionTree[] {
  const names = treeNames(facts);
  const { model, folder } = facts.input;
  if (names === undefined) return platformTrees(facts);
  return [
    failedBuild(names),
    blockedGate(names, model.name, model.account),
    rolledBack(names),
    ...treesOfKinds(facts),
    ...(names.web === undefined ? [] : [unhealthyTarget(names, names.web)]),
    stuckStack(names.region, names.stack, folder),
    expiredException(names, model.name, model.account),
  ];
}

function platformTrees({ input, environments }: HandoverFacts): DecisionTree[] {
  const environment = environments.at(-1);
  if (environment === undefined) return [];
  return [stuckStack(environment.region, `${input.model.name}-data-${environment.name}`, input.folder)];
}

/** Trees of what some platforms have: jobs, tasks before the deploy, queues. Each speaks of the first service that has it. */
function treesOfKinds(facts: HandoverFacts): DecisionTree[] {
  const services = facts.input.model.services.filter(isContainer);
  const first = <T>(make: (service: ContainerService, names: TreeNames) => T | undefined): T[] => {
    for (const service of services) {
      const names = treeNames(facts, service);
      const made = names === undefined ? undefined : make(service, names);
      if (made !== undefined) return [made];
    }
    return [];
  };
  return [
    ...first(({ beforeDeploy }, names) =>
      beforeDeploy === undefined ? undefined : failedTaskBeforeDeploy(names, beforeDeploy),
    ),
    // An example that runs says more than one that is switched off in production.
    ...first((service, names) =>
      service.kind === 'scheduled' && isOn(service, names) ? missedRun(names, service) : undefined,
    ),
    ...first((service, names) => {
      const queue = handledQueue(facts, service, names);
      return queue === undefined ? undefined : deadLetters(names, queue);
    }),
  ];
}

function isOn({ deployments }: ScheduledWorkload, { environment }: TreeNames): boolean {
  return deployments.some((each) => each.environment === environment.name && each.enabled);
}

/** The first queue from which a service receives. */
function handledQueue(
  facts: HandoverFacts,
  { queues }: ContainerService,
  { environment }: TreeNames,
): HandledQueue | undefined {
  const queue = queuesOf(facts, environment).find(({ name }) => ['receive', 'both'].includes(queues[name] ?? ''));
  const settings = facts.input.model.queues.find(({ name }) => name === queue?.name);
  return queue?.deadLetters === undefined || settings === undefined
    ? undefined
    : { name: queue.name, deadLetters: queue.deadLetters, maxReceives: settings.maxReceives };
}

/** From a symptom back to green. */
export function troubleshooting(facts: HandoverFacts): Chapter {
  const trees = decisionTrees(facts);
  const [first] = trees;
  const names = treeNames(facts);
  return {
    id: 'troubleshooting',
    title: 'Troubleshooting',
    blocks: [
      ...(first === undefined || names === undefined
        ? [
            paragraph(
              'The platform has no service yet, so nothing can fail in one. A stack of the platform itself can be stuck.',
            ),
          ]
        : [
            paragraph(
              `The commands are for the service ${names.service.name} in ${names.environment.name}, where a tree does not name another one. For another service or environment, replace its name; its own page has its log groups. They only read, except where the text says otherwise. They need version 2 of the AWS command line; version 1 has no aws logs tail.`,
            ),
          ]),
      ...(trees.length === 0
        ? []
        : [list(trees.map(({ title, symptom }) => [toChapter(title, 'troubleshooting', title), `: ${symptom}`]))]),
      ...alarmBlocks(
        facts,
        trees.map(({ title }) => title),
      ),
      ...trees.flatMap(({ title, symptom, steps }) => [
        heading(title),
        paragraph(symptom),
        { kind: 'steps' as const, steps },
      ]),
    ],
  };
}
