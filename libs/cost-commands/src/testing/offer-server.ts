import { createServer } from 'node:http';
import { listening } from './listening';

/** A row of an offer file. */
export interface OfferRow {
  readonly sku: string;
  readonly usageType: string;
  readonly usd: string;
  readonly from?: string;
  readonly term?: 'OnDemand' | 'Reserved';
  readonly family?: string;
  readonly engine?: string;
}

const HEADER = [
  'SKU',
  'OfferTermCode',
  'RateCode',
  'TermType',
  'PriceDescription',
  'EffectiveDate',
  'StartingRange',
  'EndingRange',
  'Unit',
  'PricePerUnit',
  'Currency',
  'Product Family',
  'serviceCode',
  'Location',
  'Database Engine',
  'usageType',
  'operation',
];

const quoted = (cells: readonly string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');

/** A file as AWS publishes it: five lines of facts, the header, and a row for each price. */
export function offerFile(service: string, rows: readonly OfferRow[]): string {
  return [
    quoted(['FormatVersion', 'v1.0']),
    quoted(['Disclaimer', 'A text with "quotation marks" in it.']),
    quoted(['Publication Date', '2026-11-20T12:00:00Z']),
    quoted(['Version', '20261120120000']),
    quoted(['OfferCode', service]),
    quoted(HEADER),
    ...rows.map(offerRow(service)),
    '',
  ].join('\n');
}

const offerRow = (service: string) => (row: OfferRow) =>
  quoted([
    row.sku,
    'JRTCKXETXF',
    `${row.sku}.JRTCKXETXF.6YS6EN2CT7`,
    row.term ?? 'OnDemand',
    `$${row.usd} per unit of "${row.usageType}", for everyone`,
    '2026-11-01',
    row.from ?? '0',
    'Inf',
    'Hrs',
    row.usd,
    'USD',
    row.family ?? '',
    service,
    'US East (Ohio)',
    row.engine ?? '',
    row.usageType,
    '',
  ]);

export interface OfferServerOptions {
  /** Bytes after which a connection breaks. @default never */
  readonly breakAfter?: number;
  /** Files that answer with an error of the server. */
  readonly failing?: readonly string[];
}

/** A server with offer files, by `service/region`; like AWS's it knows ETags and ranges of bytes. */
export async function offerServer(files: Readonly<Record<string, string>>, options: OfferServerOptions = {}) {
  const asked: string[] = [];
  const server = createServer(({ url = '', headers }, response) => {
    const [, service = '', region = ''] =
      /^\/offers\/v1\.0\/aws\/([^/]+)\/current\/([^/]+)\/index\.csv$/.exec(url) ?? [];
    const name = `${service}/${region}`;
    asked.push(headers.range === undefined ? name : `${name} ${headers.range}`);
    const content = files[name];
    if (options.failing?.includes(name) === true) return void response.writeHead(500).end();
    if (content === undefined) return void response.writeHead(404).end();
    const bytes = Buffer.from(content);
    const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
    const etag = `"${bytes.length}"`;
    const part = bytes.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, { etag, 'content-length': part.length });
    if (options.breakAfter === undefined || part.length <= options.breakAfter) return void response.end(part);
    response.write(part.subarray(0, options.breakAfter), () => response.destroy());
  });
  return { asked, ...(await listening(server)) };
}
