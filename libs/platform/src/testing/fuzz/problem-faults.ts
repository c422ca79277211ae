import type { Problem } from '@careplane/problems';

/** What only a programmer can read. */
const PROGRAMMERS_WORDS = /\bundefined\b|\[object|\bNaN\b|call stack|(?:Type|Range|Reference|Syntax)Error|\n\s+at /;
/** A longer value would hide the sentence. */
const MAX_GIVEN = 80;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** What is wrong with the answer to a wrong value: a person has to find the place, the value, the allowed values and a fix. */
export function problemFaults({ path, message, given, allowed, fix, line }: Problem): string[] {
  const texts = { message, given, allowed, fix };
  const empty = Object.entries(texts).filter(([, text]) => !/\S/.test(text));
  const faults = [
    ...empty.map(([name]) => `${name} is empty`),
    ...(Number.isInteger(line) && line >= 1 ? [] : [`line ${line}`]),
    ...(given.length <= MAX_GIVEN ? [] : [`given has ${given.length} characters`]),
    ...(PROGRAMMERS_WORDS.test(`${message} ${allowed} ${fix}`) ? ['a word for programmers'] : []),
    ...(Object.values(texts).some((text) => UNSEEN.test(text)) || UNSEEN.test(path) ? ['an invisible character'] : []),
  ];
  return faults.map((fault) => `ANSWER ${fault}: ${JSON.stringify({ path, ...texts }).slice(0, 600)}`);
}
