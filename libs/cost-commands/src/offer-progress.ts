import { readFileSync, rmSync, statSync } from 'node:fs';
import { exact } from '@careplane/cost-model/estimate';
import type { PlaceRequest, Product } from '@careplane/cost-model/price-list';
import { replaceFile } from '@careplane/problems';

/** Prices are published at any time; what was read a day ago is read again. */
const MAX_AGE_MS = 86_400_000;

/** A file that was read: its products, or null if AWS has no such file. */
interface ReadFile {
  readonly place: string;
  readonly usageTypes: readonly string[];
  readonly products: readonly WrittenProduct[] | null;
}

interface WrittenProduct extends Omit<Product, 'tiers'> {
  readonly tiers: readonly { readonly from: string; readonly usd: string }[];
}

/**
 * What an interrupted `prices refresh` has read already, in a file beside its output: one line for each offer file. A run that is
 * started again within a day reads only the rest.
 */
export class OfferProgress {
  private readonly known = new Map<string, ReadFile>();

  /** @param file where the progress is kept */
  constructor(private readonly file: string) {
    for (const line of linesOf(file)) {
      const read = parsed(line);
      if (read !== undefined) this.known.set(read.place, read);
    }
  }

  /** The products of a file that was read; null if AWS has no such file; undefined if it was not read. */
  get({ service, region, usageTypes }: PlaceRequest): Product[] | null | undefined {
    const read = this.known.get(`${service} ${region}`);
    if (read === undefined || [...usageTypes].some((usageType) => !read.usageTypes.includes(usageType)))
      return undefined;
    return (
      read.products &&
      read.products.map((product) => ({
        ...product,
        tiers: product.tiers.map(({ from, usd }) => ({ from: exact(from), usd: exact(usd) })),
      }))
    );
  }

  /** Keeps the products of a file. */
  add({ service, region, usageTypes }: PlaceRequest, products: readonly Product[] | undefined): void {
    const read: ReadFile = {
      place: `${service} ${region}`,
      usageTypes: [...usageTypes],
      products:
        products?.map((product) => ({
          ...product,
          tiers: product.tiers.map(({ from, usd }) => ({ from: from.toFixed(), usd: usd.toFixed() })),
        })) ?? null,
    };
    this.known.set(read.place, read);
    replaceFile(this.file, [...this.known.values()].map((each) => `${JSON.stringify(each)}\n`).join(''));
  }

  /** Removes the file: everything was read. */
  end(): void {
    rmSync(this.file, { force: true });
  }
}

function linesOf(file: string): string[] {
  try {
    if (Date.now() - statSync(file).mtimeMs > MAX_AGE_MS) {
      rmSync(file, { force: true });
      return [];
    }
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return []; // No earlier run was interrupted.
  }
}

/** A line that is something else is no progress. */
function parsed(line: string): ReadFile | undefined {
  try {
    return JSON.parse(line) as ReadFile;
  } catch {
    return undefined;
  }
}
