import { answer, chosenFormat, EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { decimalJson, exact } from '@careplane/cost-model/estimate';
import type { PriceEntry } from '@careplane/cost-model/estimate';
import { cutEnd, table } from '@careplane/problems';
import { LIST_FORMATS } from '../formats';
import type { ListFormat } from '../formats';
import { pricesOf } from '../price-file';

export interface PricesShowOptions {
  readonly prices?: string;
  readonly format?: ListFormat;
  readonly json?: boolean;
  readonly out?: string;
}

/** Prices that hold all of these words, each with its date, confidence and source. */
export function pricesShowCommand(words: readonly string[], options: PricesShowOptions, terminal: Terminal): Exit {
  const { asOf, sources, prices } = pricesOf(options.prices);
  const all = Object.entries(prices).flatMap(([key, { unit, regions }]) =>
    Object.entries(regions).map(([region, [usd, source, date, confidence, takenFrom]]) => ({
      key,
      region,
      unit,
      usd,
      asOf: date,
      confidence,
      source: sources[source] ?? '',
      takenFrom: takenFrom ?? null,
    })),
  );
  const shown = all.filter(({ key, region }) =>
    words.every((word) => `${key} ${region}`.toLowerCase().includes(word.toLowerCase())),
  );
  if (chosenFormat(options, LIST_FORMATS, terminal) === 'json') {
    const data = shown.map(({ usd, ...price }) => ({ ...price, usd: tiersOf(usd) }));
    answer(decimalJson({ asOf, prices: data }), options.out, terminal);
    return EXIT.ok;
  }
  const rows = shown.map(({ key, region, unit, usd, asOf: date, confidence }) => [
    cutEnd(key, 42),
    region,
    typeof usd === 'string' ? usd : `${usd[0]?.[1] ?? ''}…`,
    unit.slice(0, 12),
    date,
    confidence.slice(0, 1),
  ]);
  answer(
    shown.length === 0
      ? `No price matches ${words.join(' ')}. "careplane-cost prices show" shows all ${all.length}.`
      : `${table(['key', 'region', 'usd', 'unit', 'as of', ''], rows, { right: ['usd'] })}\n\n${shown.length} of ${all.length} prices, the newest of ${asOf}.\nl: listed by AWS, d: derived from a list, a: assumed. … after a price: the first\nof several tiers. Sources: --json.`,
    options.out,
    terminal,
  );
  return EXIT.ok;
}

function tiersOf(usd: PriceEntry[0]) {
  return typeof usd === 'string' ? exact(usd) : usd.map(([from, price]) => ({ from: exact(from), usd: exact(price) }));
}
