import { parse } from 'csv-parse/sync';
import { exact } from '../exact';
import type { ListedTier, Product } from './product';

/** Columns of an offer file, and the attribute of the price list's API that each one is. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  usageType: 'usagetype',
  'Database Engine': 'databaseEngine',
  'Cache Engine': 'cacheEngine',
  Group: 'group',
  'Group Description': 'groupDescription',
  operation: 'operation',
  'Volume API Name': 'volumeApiName',
  'Product Type': 'productType',
};

interface Columns {
  readonly sku: number;
  readonly term: number;
  readonly from: number;
  readonly unit: number;
  readonly usd: number;
  readonly currency: number;
  readonly family: number;
  readonly usageType: number;
  readonly effective: number;
  readonly attributes: readonly (readonly [name: string, position: number])[];
  readonly count: number;
}

/**
 * Reads one of AWS's public offer files (CSV) piece by piece: the on-demand products with certain usage types. The largest files
 * have more than a gigabyte; memory grows with the products that are wanted.
 *
 * https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html
 */
export class OfferFileReader {
  private unfinished = '';
  private columns: Columns | undefined;
  private asOf = '';
  private readonly found = new Map<string, { product: Omit<Product, 'tiers'>; tiers: ListedTier[] }>();

  /** @param usageTypes as the region writes them: `USE2-NatGateway-Hours` */
  constructor(private readonly usageTypes: ReadonlySet<string>) {}

  /** Adds the next piece of the file. */
  push(text: string): void {
    const all = this.unfinished + text;
    let from = 0;
    for (let end = all.indexOf('\n'); end >= 0; end = all.indexOf('\n', from)) {
      this.take(all.slice(from, end));
      from = end + 1;
    }
    this.unfinished = all.slice(from);
  }

  /** Ends the file. Returns its products; undefined if it has no header, so is no offer file. */
  end(): Product[] | undefined {
    if (this.unfinished !== '') this.take(this.unfinished);
    if (this.columns === undefined) return undefined;
    return [...this.found.values()].map(({ product, tiers }) => ({
      ...product,
      tiers: tiers.sort((a, b) => a.from.comparedTo(b.from)),
    }));
  }

  private take(line: string): void {
    if (this.columns === undefined) {
      this.takeHead(cellsOf(line));
      return;
    }
    // Most rows are prices of reservations.
    if (line.includes('"OnDemand"')) this.takeRow(cellsOf(line, this.columns.count), this.columns);
  }

  /** Before the header are its date and other facts of the file. */
  private takeHead(cells: readonly string[]): void {
    if (cells[0] === 'Publication Date') this.asOf = /^\d{4}-\d{2}-\d{2}/.exec(cells[1] ?? '')?.[0] ?? '';
    const at = (name: string) => cells.indexOf(name);
    if (cells[0] !== 'SKU' || at('usageType') < 0 || at('PricePerUnit') < 0) return;
    this.columns = {
      sku: 0,
      term: at('TermType'),
      from: at('StartingRange'),
      unit: at('Unit'),
      usd: at('PricePerUnit'),
      currency: at('Currency'),
      family: at('Product Family'),
      usageType: at('usageType'),
      effective: at('EffectiveDate'),
      attributes: Object.entries(ATTRIBUTES)
        .map(([column, name]) => [name, at(column)] as const)
        .filter(([, position]) => position >= 0),
      count: cells.length,
    };
  }

  private takeRow(cells: readonly string[], at: Columns): void {
    const cell = (position: number) => cells[position] ?? '';
    if (cell(at.term) !== 'OnDemand' || cell(at.currency) !== 'USD') return;
    if (!this.usageTypes.has(cell(at.usageType))) return;
    if (!/^\d+(\.\d+)?$/.test(cell(at.usd))) return;
    const sku = cell(at.sku);
    const from = /^\d+(\.\d+)?$/.test(cell(at.from)) ? exact(cell(at.from)) : exact(0);
    const tier = { from, usd: exact(cell(at.usd)) };
    const known = this.found.get(sku);
    if (known !== undefined) {
      known.tiers.push(tier);
      return;
    }
    const product = {
      sku,
      family: cell(at.family),
      attributes: Object.fromEntries(at.attributes.map(([name, position]) => [name, cell(position)])),
      unit: cell(at.unit),
      asOf: this.asOf || (/^\d{4}-\d{2}-\d{2}/.exec(cell(at.effective))?.[0] ?? ''),
    };
    this.found.set(sku, { product, tiers: [tier] });
  }
}

/** Every cell of an offer file is in quotation marks. A row in which that gives another number of cells is parsed. */
function cellsOf(line: string, count?: number): readonly string[] {
  const row = line.endsWith('\r') ? line.slice(0, -1) : line;
  const cells = row.slice(1, -1).split('","');
  if (count === undefined || (cells.length === count && !row.includes('""'))) return cells;
  try {
    const [parsed = []] = parse(row, { relax_column_count: true }) as string[][];
    return parsed;
  } catch {
    return [];
  }
}
