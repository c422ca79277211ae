import { existsSync } from 'node:fs';
import { BadInput, EXIT, ToolFailed, writeAnswer } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { renew, snapshotProblems, wantedPrices } from '@careplane/cost-model/price-list';
import type { Renewal } from '@careplane/cost-model/price-list';
import { table, wrap, shellWord } from '@careplane/problems';
import { productsOfApi, productsOfFiles } from '../listed-products';
import type { Format } from '../formats';
import { pricesOf } from '../price-file';

export interface PricesRefreshOptions {
  readonly prices?: string;
  readonly region?: readonly string[];
  readonly endpoint?: string;
  /** AWS's public offer files, or the API of its price list, which needs credentials. */
  readonly from: 'files' | 'api';
  readonly out: string;
  readonly format?: Format;
  readonly json?: boolean;
}

const MAX_TOLD = 20;

/** Renew the prices and put them into a file of their own: all of what was asked, or nothing. */
export async function pricesRefreshCommand(options: PricesRefreshOptions, terminal: Terminal): Promise<Exit> {
  const { out } = options;
  const snapshot = pricesOf(options.prices ?? (existsSync(out) ? out : undefined));
  const wanted = wantedPrices(snapshot, options.region);
  const asked = options.region ?? [];
  const unknown = asked.filter((region) => !wanted.some(({ place }) => place === region));
  if (unknown.length > 0) {
    throw new BadInput(`--region ${unknown.join(' ')}: the snapshot has no prices of it. Nothing was changed.`);
  }
  const read = options.from === 'api' ? productsOfApi : productsOfFiles;
  const { products, sourceOf } = await read(wanted, { endpoint: options.endpoint, out }, terminal);
  const renewal = renew(snapshot, wanted, products, sourceOf);
  if (renewal.confirmed + renewal.changed.length === 0) {
    throw new ToolFailed('The price list has none of these prices. Nothing was changed.');
  }
  const problems = snapshotProblems(out, renewal.snapshot);
  if (problems.length > 0) throw new BadInput('Some renewed prices are missing. Nothing was changed.', problems);
  writeAnswer(out, `${JSON.stringify(renewal.snapshot)}\n`);
  terminal.data(
    options.json === true || options.format === 'json'
      ? JSON.stringify({ out, ...withoutSnapshot(renewal) }, null, 2)
      : summaryOf(renewal),
  );
  terminal.talk(`Written: ${out}\nNext: careplane-cost estimate <platform or template> --prices ${shellWord(out)}`);
  return EXIT.ok;
}

function withoutSnapshot({ changed, confirmed, kept }: Renewal) {
  return { changed, confirmed, kept };
}

function summaryOf({ changed, confirmed, kept }: Renewal): string {
  const rows = changed
    .slice(0, MAX_TOLD)
    .map(({ key, place, from, to }) => [key.slice(-36), place, from.slice(0, 12), to.slice(0, 12)]);
  const reasons = kept.slice(0, MAX_TOLD).map(({ key, place, reason }) => wrap(`${key} in ${place}: ${reason}`, 2));
  const more = (all: readonly unknown[]) =>
    all.length > MAX_TOLD ? [`  and ${all.length - MAX_TOLD} more (--json)`] : [];
  return [
    `Prices that changed: ${changed.length}; unchanged: ${confirmed}; kept because the list is ambiguous: ${kept.length}.`,
    ...(rows.length > 0 ? ['', table(['changed', 'region', 'from', 'to'], rows), ...more(changed)] : []),
    ...(reasons.length > 0 ? ['', 'KEPT', ...reasons, ...more(kept)] : []),
  ].join('\n');
}
