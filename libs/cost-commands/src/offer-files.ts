import { StringDecoder } from 'node:string_decoder';
import { ToolFailed } from '@careplane/command-line';
import { OfferFileReader } from '@careplane/cost-model/price-list';
import type { PlaceRequest, Product } from '@careplane/cost-model/price-list';

/** Where AWS publishes its prices for everyone. */
const AWS_OFFERS = 'https://pricing.us-east-1.amazonaws.com';
/** A file is asked for again from where it broke off, this often without a byte in between. */
const MAX_ATTEMPTS = 5;
/** A server that sends nothing for this long is asked again. */
const SILENCE_MS = 60_000;
const PAUSE_MS = 500;

export interface OfferFileOptions {
  /** Another address. @default AWS's */
  readonly endpoint?: string;
  /** Called with the number of files that are read, and of megabytes of the current one. */
  readonly progress?: (file: string, megabytes: number) => void;
}

/**
 * The on-demand products of a service in a region, from its public offer file. It is read as it arrives, and continued where a
 * connection breaks.
 *
 * @returns undefined if AWS has no such file: the service is not in the region
 * @throws ToolFailed if the file cannot be read to its end
 */
export async function readOfferFile(
  { service, region, usageTypes }: PlaceRequest,
  { endpoint = AWS_OFFERS, progress }: OfferFileOptions,
): Promise<Product[] | undefined> {
  const url = `${endpoint}/offers/v1.0/aws/${service}/current/${region}/index.csv`;
  const reader = new OfferFileReader(usageTypes);
  const decoder = new StringDecoder('utf8');
  const state: Position = { bytes: 0, version: undefined };
  let failures = 0;
  for (;;) {
    const before = state.bytes;
    try {
      const found = await continueFile(url, state, (bytes) => {
        reader.push(decoder.write(bytes));
        progress?.(`${service} in ${region}`, Math.floor(state.bytes / 1_000_000));
      });
      if (!found) return undefined;
      break;
    } catch (error) {
      if (error instanceof ToolFailed) throw error;
      failures = state.bytes > before ? 1 : failures + 1;
      if (failures >= MAX_ATTEMPTS) throw unreachable(url, error);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * failures));
    }
  }
  reader.push(decoder.end());
  const products = reader.end();
  if (products === undefined) throw new ToolFailed(`${url} is not a price list of AWS. Nothing was changed.`);
  return products;
}

interface Position {
  bytes: number;
  /** ETag of the file: the rest of another version must not be added to this one. */
  version: string | undefined;
}

/** Read a file from a position to its end; false if there is none. */
async function continueFile(url: string, state: Position, take: (bytes: Buffer) => void): Promise<boolean> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), SILENCE_MS);
  try {
    const headers: Record<string, string> = {};
    if (state.bytes > 0) headers['range'] = `bytes=${state.bytes}-`;
    if (state.bytes > 0 && state.version !== undefined) headers['if-range'] = state.version;
    const response = await fetch(url, { headers, signal: silence.signal });
    if (response.status === 404 || response.status === 403) return false;
    if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}`);
    if (state.bytes > 0 && response.status !== 206) {
      throw new ToolFailed(`${url} changed while it was read. Nothing was changed. Run this again.`);
    }
    state.version ??= response.headers.get('etag') ?? undefined;
    for await (const piece of response.body as AsyncIterable<Uint8Array>) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE_MS);
      state.bytes += piece.length;
      take(Buffer.from(piece.buffer, piece.byteOffset, piece.length));
    }
    return true;
  } finally {
    clearTimeout(timer);
  }
}

function unreachable(url: string, error: unknown): ToolFailed {
  const reason = error instanceof Error ? error.message : String(error);
  return new ToolFailed(
    `${url} cannot be read (${reason}), in ${MAX_ATTEMPTS} tries. Nothing was changed. Check the network and the proxy, then run this again: it continues with the files that are left.`,
  );
}
