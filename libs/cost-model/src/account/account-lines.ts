import type { Band, Line } from '../estimate-types';
import { addBands, NOTHING } from '../exact';
import { singleLine, tieredLines, type ChargeDraft } from './charged-lines';

/**
 * Lines of each charge of an account. Tiers fill up in the order of the names, whatever the order of the
 * stacks, so that the same account gives the same figures.
 */
export function accountLines(drafts: readonly ChargeDraft[]): (draft: ChargeDraft) => Line | readonly Line[] {
  const tiered: { draft: ChargeDraft; quantity: Band }[] = [];
  for (const draft of drafts) {
    const { quantity } = draft.component;
    if (quantity !== undefined && draft.tiers.length > 1) tiered.push({ draft, quantity });
  }
  const lines = new Map<ChargeDraft, readonly Line[]>();
  const used = new Map<string, Band>();
  for (const { draft, quantity } of tiered.sort((a, b) => compare(nameOf(a.draft), nameOf(b.draft)))) {
    const meter = `${draft.price?.key ?? ''} ${draft.price?.reference.region ?? ''}`;
    const before = used.get(meter) ?? NOTHING;
    used.set(meter, addBands(before, quantity));
    lines.set(draft, tieredLines(draft, quantity, before));
  }
  return (draft) => lines.get(draft) ?? singleLine(draft);
}

function nameOf({ resource, component }: ChargeDraft): string {
  return [resource.stack, resource.constructPath, resource.logicalId, component.component].join('\n');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
