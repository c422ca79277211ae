import fc from 'fast-check';
import { exact } from '../exact';
import { band, clinicEstimate, estimateOf, lineWith, verdictOf } from '../testing/estimates';
import { difference } from './difference';
import { renderDifference, renderDifferenceJson, renderDifferenceMarkdown } from './render-difference';

const nat = (name: string, more = {}) => lineWith({ constructPath: `net/${name}`, logicalId: name, ...more });

const before = estimateOf([
  nat('A'),
  nat('B'),
  nat('Db', { monthlyUsd: band('50', '60', '90') }),
  nat('Log', { monthlyUsd: undefined, quantity: undefined }),
]);
const trail = nat('Trail', { monthlyUsd: undefined, unitPriceUsd: undefined });
const after = estimateOf(
  [
    nat('A'),
    nat('Db', { logicalId: 'Renamed1234', monthlyUsd: band('50', '80', '180'), quantity: band('1460') }),
    nat('Log', { monthlyUsd: undefined, quantity: undefined }),
    trail,
  ],
  { verdicts: [verdictOf(trail, 'price unknown', 'not in the snapshot')] },
);

it('tells what was added, removed and changed, by construct path; largest first, unknown never as nothing', () => {
  const { changes, deltaUsd, unknowns } = difference(before, after);
  expect(
    changes.map(({ change, constructPath, deltaUsd: usd }) => [change, constructPath, usd?.expected.toString()]),
  ).toEqual([
    ['removed', 'net/B', '-32.85'],
    ['changed', 'net/Db', '20'],
    ['added', 'net/Trail', undefined],
  ]);
  expect([deltaUsd.low, deltaUsd.expected, deltaUsd.high].map(String)).toEqual(['-32.85', '-12.85', '57.15']);
  expect(unknowns).toMatchObject([{ isNew: true, verdict: { constructPath: 'net/Trail', verdict: 'price unknown' } }]);
});

it('of an estimate and itself is nothing', () => {
  const same = difference(clinicEstimate(), clinicEstimate());
  expect(same).toMatchObject({ changes: [], unknowns: [{ isNew: false }, { isNew: false }] });
  expect(renderDifference(same)).toMatch(/^no change, 68\.89 USD a month expected/);
});

it('is read by people in 80 columns', () => {
  const text = renderDifference(difference(before, after));
  expect(text.split('\n').filter((line) => line.length > 80 || /\s$/.test(line))).toEqual([]);
  expect(`\n${text}\n`).toMatchInlineSnapshot(`
    "
    -12.85 USD a month expected (-32.85 to +57.15), from 125.70 to 112.85, and 1
    resource more of unknown cost

    - net/B                                                                   -32.85
        NAT gateway hours: 730 hours, 32.85
    ~ net/Db                                                                  +20.00
        NAT gateway hours: 730 hours, 60.00 → 1,460 hours, 80.00; 0.00 to +90.00
    + net/Trail                                                              unknown
        NAT gateway hours: 730 hours, cost unknown

    NEW, AND NOT OR NOT FULLY KNOWN
      net/Trail (AWS::EC2::NatGateway): price unknown
    "
  `);
});

it('is a comment on a pull request', () => {
  const text = renderDifferenceMarkdown(difference(before, after));
  expect(text).toContain(
    '**Monthly cost: -12.85 USD a month expected (-32.85 to +57.15), from 125.70 to 112.85, and 1 resource more of unknown cost**',
  );
  expect(text).toContain('| removed | net/B | NAT gateway hours | NAT gateway hours: 730 hours, 32.85 | -32.85 |');
});

it('is data', () => {
  expect(JSON.parse(renderDifferenceJson(difference(before, after)))).toMatchObject({
    totals: { before: { expected: 125.7 }, after: { expected: 112.85 }, difference: { expected: -12.85 } },
    changes: [
      { change: 'removed' },
      { change: 'changed', differenceUsd: { low: 0, expected: 20, high: 90 } },
      { differenceUsd: null },
    ],
  });
});

it('adds up: the changes are the difference of the totals', () => {
  const lines = fc
    .array(
      fc.tuple(
        fc.constantFrom('a', 'b', 'c', 'd'),
        fc.constantFrom('hours', 'data'),
        fc.integer({ min: 0, max: 99_999 }),
      ),
    )
    .map((all) =>
      all.map(([path, component, cents]) => nat(path, { component, monthlyUsd: band(String(cents / 100)) })),
    );
  fc.assert(
    fc.property(lines, lines, (a, b) => {
      const { changes, deltaUsd } = difference(estimateOf(a), estimateOf(b));
      const sum = changes.reduce((total, change) => total.plus(change.deltaUsd?.expected ?? 0), exact(0));
      expect(sum.toString()).toBe(deltaUsd.expected.toString());
    }),
  );
});
