import fc from 'fast-check';
import { exact } from '../exact';
import { range, clinicEstimate, estimateOf, lineWith, verdictOf } from '../testing/estimates';
import { difference } from './difference';
import { renderDifference, renderDifferenceJson, renderDifferenceMarkdown } from './render-difference';

const nat = (name: string, more = {}) => lineWith({ constructPath: `net/${name}`, logicalId: name, ...more });

const before = estimateOf([
  nat('A'),
  nat('B'),
  nat('Db', { monthlyUsd: range('50', '60', '90') }),
  nat('Log', { monthlyUsd: undefined, quantity: undefined }),
]);
const trail = nat('Trail', { monthlyUsd: undefined, unitPriceUsd: undefined });
const after = estimateOf(
  [
    nat('A'),
    nat('Db', { logicalId: 'Renamed1234', monthlyUsd: range('50', '80', '180'), quantity: range('1460') }),
    nat('Log', { monthlyUsd: undefined, quantity: undefined }),
    trail,
  ],
  { verdicts: [verdictOf(trail, 'price unknown', 'not in the snapshot')] },
);

it('tells what was added, removed and changed, by construct path; largest first, unknown never as nothing', () => {
  const { changes, decidedUsd, bound, unknowns } = difference(before, after);
  expect(
    changes.map(({ change, constructPath, deltaUsd: usd }) => [change, constructPath, usd?.expected.toString()]),
  ).toEqual([
    ['removed', 'net/B', '-32.85'],
    ['changed', 'net/Db', '20'],
    ['added', 'net/Trail', undefined],
  ]);
  expect([decidedUsd.low, decidedUsd.expected, decidedUsd.high].map(String)).toEqual(['-32.85', '-12.85', '57.15']);
  expect(bound).toBe('unknown');
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
    unknown difference, from 125.70 to at least 112.85 USD a month expected, and 1
    resource more of unknown cost

    - net/B                                                                   -32.85
        NAT gateway hours: 730 hours, 32.85
    ~ net/Db                                                                  +20.00
        NAT gateway hours: 730 hours, 60.00 → 1,460 hours, 80.00; 0.00 to +90.00
    + net/Trail                                                              unknown
        NAT gateway hours: 730 hours, cost unknown

    NEW, COST UNKNOWN OR INCOMPLETE
      net/Trail (AWS::EC2::NatGateway): price unknown
    "
  `);
});

it('is a comment on a pull request', () => {
  const text = renderDifferenceMarkdown(difference(before, after));
  expect(text).toContain(
    '**Monthly cost: unknown difference, from 125.70 to at least 112.85 USD a month expected, and 1 resource more of unknown cost**',
  );
  expect(text).toContain('| Difference | unknown | unknown | unknown |');
  expect(text).toContain('| removed | net/B | NAT gateway hours | NAT gateway hours: 730 hours, 32.85 | -32.85 |');
});

it('is data', () => {
  expect(JSON.parse(renderDifferenceJson(difference(before, after)))).toMatchObject({
    totals: {
      before: { expected: 125.7 },
      beforeIs: 'exact',
      after: { expected: 112.85 },
      afterIs: 'at least',
      difference: null,
      differenceIs: 'unknown',
      decidedChanges: { expected: -12.85 },
    },
    changes: [
      { change: 'removed' },
      { change: 'changed', differenceUsd: { low: 0, expected: 20, high: 90 } },
      { differenceUsd: null },
    ],
  });
});

it('adds up where all is known: the changes are the difference of the totals', () => {
  const lines = fc
    .array(
      fc.tuple(
        fc.constantFrom('a', 'b', 'c', 'd'),
        fc.constantFrom('hours', 'data'),
        fc.integer({ min: 0, max: 99_999 }),
      ),
    )
    .map((all) =>
      all.map(([path, component, cents]) => nat(path, { component, monthlyUsd: range(String(cents / 100)) })),
    );
  fc.assert(
    fc.property(lines, lines, (a, b) => {
      const { before: from, after: to, bound, decidedUsd } = difference(estimateOf(a), estimateOf(b));
      expect(bound).toBe('exact');
      const expected = to.totalUsd.expected.minus(from.totalUsd.expected);
      expect(decidedUsd.expected.toString()).toBe(expected.toString());
    }),
  );
});

describe('a cost that is not known decides nothing', () => {
  const open = { monthlyUsd: undefined };
  const noPrice = { ...open, unitPriceUsd: undefined };
  const small = nat('D', { component: 'Instance (small)' });
  const large = (more = {}) => nat('D', { component: 'Instance (large)', ...more });
  const storage = nat('D', { component: 'Storage', monthlyUsd: range('10') });
  const moreStorage = nat('D', { component: 'Storage', monthlyUsd: range('30') });
  const bare = (name: string) => {
    const { lines, verdicts } = estimateOf([nat(name)]);
    return { lines, verdicts: verdicts.map((verdict) => ({ ...verdict, verdict: 'unsupported' as const })) };
  };
  const unsupported = (name: string) => estimateOf([], { verdicts: bare(name).verdicts });

  it.each([
    ['a class becomes unpriced', [small], [large(noPrice)], 'unknown', '0'],
    ['an unpriced class becomes a priced one', [large(noPrice)], [small], 'unknown', '0'],
    ['an unpriced class becomes another', [large(noPrice)], [nat('D', { component: 'x', ...noPrice })], 'unknown', '0'],
    ['a charge by the hour becomes one by usage', [small], [large(open)], 'unknown', '0'],
    ['the price of a charge goes', [small], [{ ...small, ...noPrice }], 'unknown', '0'],
    ['the price of a charge comes', [{ ...small, ...noPrice }], [small], 'unknown', '0'],
    [
      'there are more of an unpriced one',
      [large(noPrice)],
      [large({ ...noPrice, quantity: range('9') })],
      'unknown',
      '0',
    ],
    ['a price for each use changes', [large(open)], [large({ ...open, unitPriceUsd: exact('9') })], 'unknown', '0'],
    ['the rest of the resource is decided', [small, storage], [large(noPrice), moreStorage], 'unknown', '20'],
    ['one comes', [storage], [storage, nat('New', noPrice)], 'at least', '0'],
    ['one comes, and more that is known', [storage], [moreStorage, nat('New', open)], 'at least', '20'],
    ['one comes for what is known to go', [nat('Old')], [nat('New', noPrice)], 'unknown', '-32.85'],
    ['one goes', [storage, nat('Old', noPrice)], [storage], 'at most', '0'],
    ['one goes, and one comes', [nat('Old', noPrice)], [nat('New', noPrice)], 'unknown', '0'],
    ['one stays as it is', [storage, large(noPrice)], [moreStorage, large(noPrice)], 'exact', '20'],
  ])('%s', (_, from, to, bound, decided) => {
    const found = difference(estimateOf(from), estimateOf(to));
    expect([found.bound, found.decidedUsd.expected.toString()]).toEqual([bound, decided]);
  });

  it('a resource that is not supported has no lines, and still leaves the difference open', () => {
    const none = estimateOf([]);
    expect(difference(none, unsupported('X')).bound).toBe('at least');
    expect(difference(unsupported('X'), none).bound).toBe('at most');
    expect(difference(unsupported('X'), unsupported('Y')).bound).toBe('unknown');
    expect(difference(estimateOf([small]), unsupported('D')).bound).toBe('unknown');
    expect(difference(unsupported('X'), unsupported('X')).bound).toBe('exact');
  });

  it('no line of the resource is shown as a saving', () => {
    const { changes } = difference(estimateOf([small]), estimateOf([large(noPrice)]));
    expect(changes.map(({ change, deltaUsd, replaced }) => [change, deltaUsd, replaced])).toEqual([
      ['changed', undefined, 'small → large'],
    ]);
  });

  it.each([
    [[storage], [moreStorage, nat('New', open)], 'at least +20.00 USD a month expected, from 10.00 to at least 30.00'],
    [[moreStorage, nat('Old', open)], [storage], 'at most -20.00 USD a month expected, from at least 30.00 to 10.00'],
  ])('is a limit in the headline', (from, to, message) => {
    expect(renderDifference(difference(estimateOf(from), estimateOf(to)))).toMatch(message);
  });
});
