import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AnalyzedTemplate } from '@careplane/access-analysis';
import type { PlatformModel } from '@careplane/config';
import type { PlannedStack } from '@careplane/deployment/change-sets';
import { analyzedPlatform } from './analyzed-platform';
import { changeDiagram } from './change-diagram';
import type { DrawnChange } from './change-diagram';

/**
 * A picture of what a deploy would open and close. Stacks that are not planned are the same before and after, as their assemblies have
 * them.
 *
 * @param assemblies folder that synth wrote
 */
export function deployChange(model: PlatformModel, planned: readonly PlannedStack[], assemblies: string): DrawnChange {
  const units = readdirSync(assemblies).filter((unit) => existsSync(join(assemblies, unit, 'manifest.json')));
  const after = analyzedPlatform(model, units, assemblies);
  const changed = new Map(
    planned.flatMap((each) => (each.kind === 'unchanged' ? [] : [[each.stack.name, each] as const])),
  );
  const before = after.flatMap((stack) => {
    const plan = changed.get(stack.name);
    if (plan === undefined) return [stack];
    return plan.before === undefined ? [] : [{ ...stack, template: plan.before as AnalyzedTemplate }];
  });
  return changeDiagram(model.name, before, after);
}
