import type { Band, Line } from '../estimate-types';
import { addBands, NOTHING } from '../exact';
import { singleLine, tieredLines, type Draft } from './charged-lines';

/**
 * Lines of all charges of an account, in their order. Tiers fill up in the order of the names, whatever the order of the
 * stacks, so that the same account gives the same figures.
 */
export function accountLines(drafts: readonly Draft[]): Line[][] {
  const lines: Line[][] = new Array<Line[]>(drafts.length);
  const tiered: { draft: Draft; quantity: Band; index: number }[] = [];
  drafts.forEach((draft, index) => {
    const { quantity } = draft.component;
    if (quantity === undefined || draft.tiers.length < 2) lines[index] = [singleLine(draft)];
    else tiered.push({ draft, quantity, index });
  });
  const used = new Map<string, Band>();
  for (const { draft, quantity, index } of tiered.sort((a, b) => compare(nameOf(a.draft), nameOf(b.draft)))) {
    const meter = `${draft.price?.key ?? ''} ${draft.price?.reference.region ?? ''}`;
    const before = used.get(meter) ?? NOTHING;
    used.set(meter, addBands(before, quantity));
    lines[index] = tieredLines(draft, quantity, before);
  }
  return lines;
}

function nameOf({ resource, component }: Draft): string {
  return [resource.stack, resource.constructPath, resource.logicalId, component.component].join('\n');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
