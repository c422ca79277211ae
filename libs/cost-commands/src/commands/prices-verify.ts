import { answer, BadInput, chosenFormat, counted, EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { builtInPrices } from '@careplane/cost-model/estimate';
import { snapshotProblems } from '@careplane/cost-model/price-list';
import { readPriceFile } from '../price-file';
import type { PricesShowOptions } from './prices-show';
import { LIST_FORMATS } from '../formats';

/** Prices older than this are named: AWS changes some of them every year. */
const OLD_DAYS = 540;

/** Whether a snapshot has holes, and how old and how sure its prices are. */
export function pricesVerifyCommand(options: PricesShowOptions, terminal: Terminal): Exit {
  const file = options.prices ?? 'the prices of Careplane';
  const value = options.prices === undefined ? builtInPrices() : readPriceFile(options.prices);
  const problems = snapshotProblems(file, value);
  if (problems.length > 0) throw new BadInput(`${counted(problems.length, 'problem')} in ${file}`, problems);
  const { asOf, prices } = value as ReturnType<typeof builtInPrices>;
  const entries = Object.values(prices).flatMap(({ regions }) => Object.values(regions));
  const count = (confidence: string) => entries.filter((entry) => entry[3] === confidence).length;
  const oldest = Date.now() - OLD_DAYS * 86_400_000;
  const old = entries.filter((entry) => Date.parse(entry[2]) < oldest).length;
  const facts = {
    asOf,
    keys: Object.keys(prices).length,
    prices: entries.length,
    listed: count('listed'),
    derived: count('derived'),
    assumed: count('assumed'),
    olderThanDays: { days: OLD_DAYS, prices: old },
  };
  if (chosenFormat(options, LIST_FORMATS, terminal) === 'json') {
    answer(JSON.stringify(facts, null, 2), options.out, terminal);
    return EXIT.ok;
  }
  answer(
    [
      `${file}: no price is missing. ${facts.prices} prices of ${facts.keys} keys, the newest of ${asOf}.`,
      `${facts.listed} listed by AWS, ${facts.derived} derived from a list, ${facts.assumed} assumed.`,
      `${old} are older than ${OLD_DAYS} days.`,
    ].join('\n'),
    options.out,
    terminal,
  );
  if (old > 0) terminal.talk('Next: careplane-cost prices refresh');
  return EXIT.ok;
}
