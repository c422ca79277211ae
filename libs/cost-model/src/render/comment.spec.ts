import { difference } from '../diff/difference';
import { clinicEstimate, estimateOf, lineWith, range, verdictOf } from '../testing/estimates';
import { renderComment } from './comment';

/** An estimate with this many gateways of rising cost, and as many resources without a price. */
function manyResources(count: number) {
  const lines = Array.from({ length: count }, (_, index) =>
    lineWith({
      stack: `stack-${index % 50}`,
      logicalId: `Nat${index}`,
      constructPath: `stack-${index % 50}/Nät${index}`,
      monthlyUsd: range(String(index + 1)),
    }),
  );
  const unknown = lines.map((line) =>
    verdictOf({ ...line, logicalId: `${line.logicalId}X` }, 'unsupported', 'AWS::X::Y is not priced by Careplane.'),
  );
  const estimate = estimateOf(lines);
  return { ...estimate, verdicts: [...estimate.verdicts, ...unknown] };
}

const many = {
  title: 'apps/medmo',
  estimate: manyResources(500),
  change: difference(estimateOf([]), manyResources(500)),
  sentences: ['Over the limit: an increase of 12.00 USD is more than 10.00.'],
};

it('shows the change, what the gates say, and the estimate', () => {
  const change = difference(estimateOf([]), clinicEstimate());
  const text = renderComment(
    { title: 'apps/clinic', estimate: clinicEstimate(), change, sentences: ['Not decided.'] },
    60_000,
  );
  expect(text.split('\n')[0]).toBe('<!-- careplane-cost apps/clinic -->');
  for (const each of ['**Monthly cost: ', '| Before |', '- Not decided.', '| Service |', '<details><summary>']) {
    expect(text).toContain(each);
  }
});

it('of an estimate alone has no change', () => {
  const text = renderComment({ title: 'x', estimate: clinicEstimate(), sentences: [] }, 60_000);
  expect(text).not.toContain('Before');
  expect(text).toContain('USD a month expected');
});

it.each([30_000, 8000, 4000, 2000])('of 500 changes has at most %d bytes, is whole, and counts the rest', (limit) => {
  const text = renderComment(many, limit);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit);
  expect(text.split('<details>').length).toBe(text.split('</details>').length);
  expect(text.split('\n').filter((line) => line.startsWith('|') && !line.endsWith('|'))).toEqual([]);
  expect(text).toContain('Over the limit');
  if (limit < 3000) return;
  // The largest change is shown, and rows and rest are all changes.
  const shown = text.split('\n').filter((line) => line.startsWith('| added')).length;
  const rest = Number(/and (\d+) changes more/.exec(text)?.[1]);
  expect(text).toContain('Nät499');
  expect(shown + rest).toBe(500);
});

it('uses the room that there is: with more room there are more rows', () => {
  const rows = (limit: number) => renderComment(many, limit).split('\n').length;
  expect(rows(30_000)).toBeGreaterThan(rows(8000));
});

it('is found again by a first line that no title can end early', () => {
  const [first] = renderComment({ title: '--> <b>x', estimate: estimateOf([]), sentences: [] }, 60_000).split('\n');
  expect(first).toBe('<!-- careplane-cost - bx -->');
});
