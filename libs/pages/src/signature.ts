import { paragraph } from './block';
import type { Chapter } from './block';

/** Lines for two people: the one who made the page, and the one who accepts it. */
const ROWS = ['prepared by', 'accepted by'] as const;

/**
 * The last chapter of a page to sign: what is signed, by whom, and when.
 *
 * @param facts what the page was made from; the sentence above the lines repeats them, so that a page of paper that was torn off
 * still says what it belongs to
 */
export function signatureChapter(title: string, facts: readonly (readonly [name: string, value: string])[]): Chapter {
  return {
    id: 'signature',
    title: 'Signature',
    blocks: [
      paragraph(`${title}. ${facts.map(([name, value]) => `${name}: ${value}`).join('. ')}.`),
      {
        kind: 'table',
        caption: 'Signatures',
        head: ['signed', 'name', 'role', 'day', 'signature'],
        rows: ROWS.map((row) => [row, '', '', '', '']),
      },
    ],
  };
}
