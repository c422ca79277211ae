import { accessChanges, accessWorld } from '@careplane/access-analysis';
import type { AccessChange, AnalyzedStack, AnalyzedTemplate } from '@careplane/access-analysis';
import { partitionOf } from '@careplane/aws-facts';
import type { Template } from '../assembly/template';
import type { PlannedStack } from '../change-sets/planned-stack';

/**
 * Who could do what after a deploy and cannot do it now, and the other way round: decided from the templates that are deployed and
 * those that would be, of the stacks that are planned. What other stacks have is the same in both, and only its names count.
 */
export function accessEffectOf(planned: readonly PlannedStack[]): readonly AccessChange[] {
  if (planned.every(({ kind }) => kind === 'unchanged')) return [];
  const before = planned.flatMap((each) => {
    const template = each.kind === 'unchanged' ? each.stack.template : each.before;
    return template === undefined ? [] : [analyzed(each, template)];
  });
  return accessChanges(accessWorld(before), accessWorld(planned.map((each) => analyzed(each, each.stack.template))));
}

function analyzed({ stack: { name, account, region } }: PlannedStack, template: Template): AnalyzedStack {
  return { name, account, region, partition: partitionOf(region), template: template as AnalyzedTemplate };
}
