import fc from 'fast-check';
import { estimate } from './estimate';
import type { Range, Estimate } from './estimate-types';
import { mapRange, scaleRange, sumRanges } from './exact';
import { body, stacks, template, usage, usageOfTypesIn, withAmounts } from './testing/arbitrary-templates';
import { unsoundIn } from './testing/unsound';
import type { UsageOfResource } from './usage/usage-file';

const region = fc.constantFrom('us-east-1', 'us-east-2', 'eu-central-1');

test('10,000 random templates: no crash, nothing unsound, no silent zero, every resource with a verdict', () => {
  fc.assert(
    fc.property(body, usage, region, fc.boolean(), (content, given, region, freeTiers) => {
      const templates = [template('s', content)];
      const result = estimate(templates, { region, usage: usageOfTypesIn(templates, given), freeTiers });
      expect(unsoundIn(result)).toEqual([]);
      const resources = Object.keys(content.Resources ?? {}).filter((id) => !id.startsWith('Fn::'));
      const named = new Set(result.verdicts.map(({ logicalId }) => logicalId));
      expect(resources.filter((id) => !named.has(id))).toEqual([]);
      for (const { verdict, reason } of result.verdicts) {
        if (verdict !== 'priced' && (reason === undefined || reason === '')) throw new Error('verdict without reason');
      }
    }),
    { numRuns: 10_000 },
  );
});

test('usage of nothing costs nothing: a quantity is zero, or what the template alone says', () => {
  fc.assert(
    fc.property(body, usage, (content, given) => {
      const without = priced(content, choicesOf(given));
      const nothing = priced(
        content,
        withAmounts(given, () => 0),
      );
      const before = quantitiesOf(without);
      for (const [charge, quantity] of quantitiesOf(nothing)) {
        if (!quantity.high.isZero()) expect([charge, texts(quantity)]).toEqual([charge, texts(before.get(charge))]);
      }
      expect(unsoundIn(nothing)).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test('twice the usage: a quantity that only usage gives doubles, another one grows to twice itself at most', () => {
  fc.assert(
    fc.property(body, usage, (content, given) => {
      const before = quantitiesOf(priced(content, choicesOf(given)));
      const once = quantitiesOf(priced(content, given));
      const twice = quantitiesOf(
        priced(
          content,
          withAmounts(given, (amount) => 2 * amount),
        ),
      );
      for (const [charge, quantity] of once) {
        const now = twice.get(charge);
        if (now === undefined) throw new Error(`${charge} has no quantity any more`);
        // Messages are multiplied by their size in whole chunks of 64 KB or by their receivers, and requests by their duration.
        const multiplied = /^\S+ AWS::(S[NQ]S::|Lambda::Function Duration)/.test(charge);
        if (!before.has(charge) && !multiplied) {
          expect([charge, rounded(now)]).toEqual([charge, rounded(scaleRange(quantity, 2))]);
        }
        for (const each of ['low', 'expected', 'high'] as const) {
          const most = quantity[each].times(multiplied ? 4 : 2);
          expect([charge, now[each].gte(quantity[each]) && now[each].lte(most.plus('1e-20'))]).toEqual([charge, true]);
        }
      }
    }),
    { numRuns: 1000 },
  );
});

test('more usage never costs less', () => {
  fc.assert(
    fc.property(body, usage, fc.nat(10_000), fc.boolean(), (content, given, more, freeTiers) => {
      const less = priced(content, given, freeTiers).totals;
      const most = priced(
        content,
        withAmounts(given, (amount) => amount + more),
        freeTiers,
      ).totals;
      for (const each of ['low', 'expected', 'high'] as const) expect(most[each].gte(less[each])).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('totals are the sum of the lines, to the last digit', () => {
  fc.assert(
    fc.property(stacks, usage, fc.boolean(), (templates, given, freeTiers) => {
      const { lines, totals } = estimate(templates, {
        region: 'us-east-1',
        usage: usageOfTypesIn(templates, given),
        freeTiers,
      });
      expect(texts(totals)).toEqual(texts(sumRanges(lines.flatMap(({ monthlyUsd }) => monthlyUsd ?? []))));
    }),
    { numRuns: 100 },
  );
});

test('the order of the stacks changes no figure', () => {
  fc.assert(
    fc.property(stacks, usage, fc.boolean(), (templates, given, freeTiers) => {
      const options = { region: 'us-east-1', usage: usageOfTypesIn(templates, given), freeTiers };
      const forwards = estimate(templates, options);
      const backwards = estimate([...templates].reverse(), options);
      expect(figures(backwards)).toEqual(figures(forwards));
      expect(texts(backwards.totals)).toEqual(texts(forwards.totals));
      expect(unsoundIn(forwards)).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

function priced(content: Parameters<typeof template>[1], given: UsageOfResource, freeTiers = false): Estimate {
  const templates = [template('s', content)];
  return estimate(templates, { region: 'us-east-2', usage: usageOfTypesIn(templates, given), freeTiers });
}

/** What is chosen and not counted, such as the payment option of a reservation. */
function choicesOf(given: UsageOfResource): UsageOfResource {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => typeof value === 'string'));
}

/** Quantity of each charge, its tiers together. */
function quantitiesOf({ lines }: Estimate): Map<string, Range> {
  const quantities = new Map<string, Range>();
  for (const { logicalId, resourceType, component, quantity } of lines) {
    const charge = `${logicalId} ${resourceType} ${component.replace(/ \((?:first|next|over) [^()]*\)$/, '')}`;
    const before = quantities.get(charge);
    if (quantity !== undefined) quantities.set(charge, before === undefined ? quantity : sumRanges([before, quantity]));
  }
  return quantities;
}

function texts(range: Range | undefined): string[] | undefined {
  return range && [range.low, range.expected, range.high].map(String);
}

/** A third of something is cut at its 24th digit. */
function rounded(range: Range | undefined): string[] | undefined {
  return texts(range && mapRange(range, (value) => value.toDecimalPlaces(20)));
}

function figures({ lines }: Estimate): string[] {
  return lines
    .map(
      ({ stack, logicalId, component, monthlyUsd }) =>
        `${stack} ${logicalId} ${component} ${monthlyUsd?.expected.toString() ?? '?'}`,
    )
    .sort();
}
