import { heading, list, paragraph, toChapter } from '../document/block';
import type { Chapter } from '../document/block';
import type { HandoverFacts } from '../facts/facts';
import { blockedGate, expiredException, failedBuild } from '../trees/build';
import { rolledBack, stuckStack, unhealthyTarget } from '../trees/deploys';
import { treeNames } from '../trees/names';
import type { DecisionTree } from '../trees/tree';

/** The decision trees; none for a platform without a service. */
export function decisionTrees(facts: HandoverFacts): DecisionTree[] {
  const names = treeNames(facts);
  if (names === undefined) return [];
  const { model, folder } = facts.input;
  return [
    failedBuild(names),
    blockedGate(names, model.name, model.account),
    rolledBack(names),
    ...(names.web === undefined ? [] : [unhealthyTarget(names, names.web)]),
    stuckStack(names, folder),
    expiredException(names, model.name, model.account),
  ];
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
        ? [paragraph('The platform has no service yet, so nothing can fail in one.')]
        : [
            paragraph(
              `The commands are for the service ${names.service.name} in ${names.environment.name}. For another service, replace its name; its own page has its log groups. They only read, except where the text says otherwise. They need version 2 of the AWS command line; version 1 has no aws logs tail.`,
            ),
          ]),
      ...(trees.length === 0
        ? []
        : [list(trees.map(({ title, symptom }) => [toChapter(title, 'troubleshooting', title), `: ${symptom}`]))]),
      ...trees.flatMap(({ title, symptom, steps }) => [
        heading(title),
        paragraph(symptom),
        { kind: 'steps' as const, steps },
      ]),
    ],
  };
}
