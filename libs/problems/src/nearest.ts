import { distance } from 'fastest-levenshtein';

/** Letters that differ between two words, at least: those to be put in, taken out or replaced. */
export { distance };

/** The known word that a mistyped one probably meant; undefined when none is near (more than a third of it and one letter differ). */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const mistyped = word.toLowerCase();
  // A word of two letters is two changes away from every other: something must be left of it.
  const limit = Math.min(Math.max(1, Math.floor(word.length / 3)) + 1, word.length - 1);
  let best: string | undefined;
  let least = limit + 1;
  for (const candidate of known) {
    const correct = candidate.toLowerCase();
    // Each letter that only one of them has is a change: most words are too long or too short to be compared.
    if (Math.abs(correct.length - mistyped.length) >= least) continue;
    const changes = distance(mistyped, correct);
    if (changes >= least) continue;
    best = candidate;
    least = changes;
  }
  return best;
}
