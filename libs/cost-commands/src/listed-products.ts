import { BadInput } from '@careplane/command-line';
import type { Terminal } from '@careplane/command-line';
import { placesOf, readProduct, requestsFor } from '@careplane/cost-model/price-list';
import type { PriceRequest, Product, WantedPrice } from '@careplane/cost-model/price-list';
import { counted, systemErrorReason } from '@careplane/problems';
import { readOfferFile } from './offer-files';
import { OfferProgress } from './offer-progress';

/** Products by `service region`, and where those of a service were read. */
export interface ListedProducts {
  readonly products: ReadonlyMap<string, readonly Product[]>;
  sourceOf(service: string): string;
}

/**
 * The products of AWS's public offer files, without credentials.
 *
 * @param out the output, beside which the progress is kept
 * @throws ToolFailed if a file cannot be read: half a price list is none
 */
export async function productsOfFiles(
  wanted: readonly WantedPrice[],
  { endpoint, out }: { readonly endpoint?: string | undefined; readonly out: string },
  terminal: Terminal,
): Promise<ListedProducts> {
  const places = placesOf(wanted);
  const progress = new OfferProgress(`${out}.partial`);
  const products = new Map<string, readonly Product[]>();
  let reported = -1;
  for (const [index, place] of places.entries()) {
    let found = progress.get(place);
    if (found === undefined) {
      const read = await readOfferFile(place, {
        ...(endpoint === undefined ? {} : { endpoint }),
        progress: (file, megabytes) => {
          if (megabytes % 100 !== 0 || megabytes === reported) return;
          reported = megabytes;
          terminal.progress(`file ${index + 1} of ${places.length}: ${file}, ${megabytes} MB`);
        },
      });
      keep(() => progress.add(place, read), out);
      found = read ?? null;
    }
    products.set(`${place.service} ${place.region}`, found ?? []);
  }
  progress.end();
  return {
    products,
    sourceOf: (service) =>
      `https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/${service}/current/region_index.json`,
  };
}

function keep(write: () => void, out: string): void {
  try {
    write();
  } catch (error) {
    throw new BadInput(
      `${out}.partial cannot be written: ${systemErrorReason(error, 'write')}. Name another file with --out.`,
    );
  }
}

/**
 * The products of the API of AWS's price list, with credentials.
 *
 * @throws ToolFailed if a question has no answer
 */
export async function productsOfApi(
  wanted: readonly WantedPrice[],
  { endpoint }: { readonly endpoint?: string | undefined },
  terminal: Terminal,
): Promise<ListedProducts> {
  const requests = requestsFor(wanted);
  terminal.progress(`sending ${counted(requests.length, 'request')} to AWS's price list`);
  const { askPriceList } = await import('./price-list-client.js');
  const answers = await askPriceList(requests, {
    ...(endpoint === undefined ? {} : { endpoint }),
    progress: (answered, all) => {
      if (answered % 50 === 0 || answered === all) terminal.progress(`${answered} of ${all} answered`);
    },
  });
  return {
    products: byPlace(requests, answers),
    sourceOf: (service) => `https://api.pricing.us-east-1.amazonaws.com GetProducts ${service}`,
  };
}

function byPlace(requests: readonly PriceRequest[], answers: readonly string[][]): Map<string, Product[]> {
  const products = new Map<string, Product[]>();
  for (const [index, { service, region }] of requests.entries()) {
    const place = `${service} ${region}`;
    const read = (answers[index] ?? []).map(readProduct).filter((product): product is Product => product !== undefined);
    products.set(place, [...(products.get(place) ?? []), ...read]);
  }
  return products;
}
