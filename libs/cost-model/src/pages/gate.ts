import { paragraph } from '@careplane/pages';
import type { Block } from '@careplane/pages';

/** What a gate says: whether it passes, and its sentences. */
export interface GateSentences {
  readonly passes: boolean;
  readonly sentences: readonly string[];
}

/** The first sentence of a gate is its answer; the others follow it. */
export function gateBlocks(gate: GateSentences | undefined): Block[] {
  const [first, ...others] = gate?.sentences ?? [];
  if (gate === undefined || first === undefined) return [];
  return [
    { kind: 'answer', tone: gate.passes ? 'good' : 'bad', text: first },
    ...others.map((sentence) => paragraph(sentence)),
  ];
}
