import { distance } from 'fastest-levenshtein';

/** The known word that a mistyped one probably meant; undefined when none is near (more than a third of it and one letter differ). */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const ranked = [...known]
    .map((candidate) => ({ candidate, cost: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.cost - b.cost);
  const best = ranked[0];
  // A word of two letters is two changes away from every other: something must be left of it.
  const limit = Math.min(Math.max(1, Math.floor(word.length / 3)) + 1, word.length - 1);
  return best !== undefined && best.cost <= limit ? best.candidate : undefined;
}
