import { coverageOf, sumRanges, usd, usdRange } from '@careplane/cost-model/estimate';
import { counted, shellWord } from '@careplane/problems';
import type { Line } from '@careplane/cost-model/estimate';
import { code, commands, heading, paragraph, tableOf } from '../document/block';
import type { Bar, Chapter, Text } from '../document/block';
import type { HandoverFacts } from '../facts/facts';
import { nights } from './nights';

/** Charges of some lines together. */
interface Sum {
  readonly label: string;
  readonly lines: readonly Line[];
  readonly total: ReturnType<typeof sumRanges>;
}

/** Estimated cost of a month, by stack and by kind of resource. */
export function cost(facts: HandoverFacts): Chapter {
  const { input } = facts;
  const { estimate, folder, model } = input;
  const { totals, pricesAsOf, lines, verdicts } = estimate;
  const count = (kind: string) => verdicts.filter(({ verdict }) => verdict === kind).length;
  const unpriced = verdicts.filter(({ verdict }) => verdict === 'price unknown' || verdict === 'unsupported');
  const { assumed } = coverageOf(estimate).resources;
  const budget = model.governance?.budget.monthlyUsd;
  return {
    id: 'cost',
    title: 'Cost',
    blocks: [
      paragraph(
        `${usd(totals.expected)} US dollars a month are expected, before tax and discounts: ${usd(totals.low)} are fixed, and ${usd(totals.expected.minus(totals.low))} are the usage of a modest month, which is assumed for ${counted(assumed, 'resource')}. At the most that the templates allow, with the same usage, it is ${usd(totals.high)}. `,
        `Prices as of ${pricesAsOf}. ${missingSentence(unpriced.length, count('needs usage'))}`,
      ),
      ...(budget === undefined ? [] : [paragraph(`The budget of the account is ${budget} US dollars a month.`)]),
      {
        kind: 'bars',
        caption: 'Expected US dollars a month by stack',
        bars: sumsBy(lines, ({ stack }) => stack).map(barOf),
      },
      heading('By kind of resource'),
      tableOf(
        'Cost of a month by kind of resource, in US dollars',
        ['kind', 'expected', 'range', 'charges'],
        sumsBy(lines, ({ resourceType }) => resourceType).map(({ label, lines: own, total }): Text[] => {
          const components = [...new Set(own.map(({ component }) => component))];
          return [label.replace('AWS::', ''), usd(total.expected), usdRange(total), components.join(', ')];
        }),
      ),
      tableOf(
        'Resources without a known price',
        ['resource', 'kind', 'why'],
        unpriced.map(({ constructPath, resourceType, reason }) => [code(constructPath), resourceType, reason ?? '']),
        'none.',
      ),
      ...nights(facts),
      heading('Look closer'),
      commands(
        `npx careplane cost estimate ${shellWord(folder)}`,
        `npx careplane cost estimate ${shellWord(folder)} --what-if`,
        `npx careplane cost usage init ${shellWord(folder)} --out usage.yaml`,
        `npx careplane cost prices show nat ${model.region}`,
      ),
    ],
  };
}

/** What is not in the figures, so that it does not look free. */
function missingSentence(unpriced: number, withoutUsage: number): string {
  const parts = [
    ...(unpriced === 0 ? [] : [`${counted(unpriced, 'resource')} without a known price`]),
    ...(withoutUsage === 0 ? [] : [`${counted(withoutUsage, 'resource')} without known usage`]),
  ];
  return parts.length === 0
    ? 'Nothing is missing.'
    : `These figures leave out ${parts.join(' and ')}, which may cost something.`;
}

function sumsBy(lines: readonly Line[], labelOf: (line: Line) => string): Sum[] {
  const byLabel = new Map<string, Line[]>();
  for (const line of lines) {
    const own = byLabel.get(labelOf(line));
    if (own === undefined) byLabel.set(labelOf(line), [line]);
    else own.push(line);
  }
  return [...byLabel]
    .map(([label, own]) => ({ label, lines: own, total: totalOf(own) }))
    .filter(({ total }) => !total.high.isZero())
    .sort((a, b) => b.total.expected.comparedTo(a.total.expected));
}

function totalOf(lines: readonly Line[]) {
  return sumRanges(lines.flatMap(({ monthlyUsd }) => (monthlyUsd === undefined ? [] : [monthlyUsd])));
}

function barOf({ label, total }: Sum): Bar {
  return { label, value: total.expected.toNumber(), shown: usd(total.expected) };
}
