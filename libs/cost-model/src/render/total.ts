import { wrap } from '@careplane/problems';
import type { Estimate } from '../estimate-types';
import { coverageSentence, expectedWords, rangeWords } from './headline';

/** What it comes to, and what the figures cover: the last lines of every text. */
export function renderTotal(estimate: Estimate): string {
  const range = rangeWords(estimate);
  return [`${expectedWords(estimate)}${range === '' ? '' : `, ${range}`}`, wrap(coverageSentence(estimate), 0)].join(
    '\n',
  );
}
