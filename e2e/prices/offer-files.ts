// A server with offer files of AWS's shape and size: EC2's has a gigabyte, made while it is sent. Like AWS's server it knows ETags and
// ranges of bytes, and may break a connection.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';

/** Columns of EC2's file, in AWS's order. */
const COLUMNS =
  `SKU,OfferTermCode,RateCode,TermType,PriceDescription,EffectiveDate,StartingRange,EndingRange,Unit,PricePerUnit,Currency,RelatedTo,
LeaseContractLength,PurchaseOption,OfferingClass,Product Family,serviceCode,Location,Location Type,Instance Type,Current Generation,Instance Family,
vCPU,Physical Processor,Clock Speed,Memory,Storage,Network Performance,Processor Architecture,Storage Media,Volume Type,Max Volume Size,
Max IOPS/volume,Max IOPS Burst Performance,Max throughput/volume,Provisioned,Tenancy,EBS Optimized,Operating System,License Model,Group,
Group Description,Transfer Type,From Location,From Location Type,To Location,To Location Type,usageType,operation,AvailabilityZone,CapacityStatus,
ClassicNetworkingSupport,Dedicated EBS Throughput,ECU,Elastic Graphics Type,Enhanced Networking Supported,From Region Code,GPU,GPU Memory,
Instance,Instance Capacity - 10xlarge,Intel AVX Available,Intel AVX2 Available,Intel Turbo Available,MarketOption,Normalization Size Factor,
Physical Cores,Pre Installed S/W,Processor Features,Product Type,Region Code,Resource Type,serviceName,SnapshotArchiveFeeType,To Region Code,
Volume API Name,VPCNetworkingSupport`
    .split(/,\n?/)
    .map((name) => name.trim());

/** A row: the columns that differ, the others empty or as AWS fills them. */
type Cells = Readonly<Record<string, string>>;

const quoted = (cells: readonly string[]) => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`;
const rowOf = (cells: Cells) => quoted(COLUMNS.map((column) => cells[column] ?? ''));

const FACTS = [
  ['FormatVersion', 'v1.0'],
  ['Disclaimer', 'This pricing list is for informational purposes only, with a "quotation" and a comma.'],
  ['Publication Date', '2026-11-20T12:00:00Z'],
  ['Version', '20261120120000'],
];

/** A price that is asked for. */
export interface OfferedPrice {
  readonly sku: string;
  readonly usageType: string;
  readonly usd: string;
  readonly family?: string;
}

/** A file of rows: those that no one asks for fill it up to its size, and the prices stand at its end. */
export interface OfferFile {
  readonly service: string;
  readonly prices: readonly OfferedPrice[];
  /** @default only the prices */
  readonly atLeastBytes?: number;
}

/** The parts of a file: its begin, a block that is repeated, how often, and its end. */
interface Layout {
  readonly begin: Buffer;
  readonly block: Buffer;
  readonly blocks: number;
  readonly end: Buffer;
}

function layoutOf({ service, prices, atLeastBytes = 0 }: OfferFile): Layout {
  const begin = Buffer.from([...FACTS, ['OfferCode', service], COLUMNS].map(quoted).join(''));
  const block = Buffer.from(Array.from({ length: 1200 }, (_, index) => rowOf(instanceRow(service, index))).join(''));
  const end = Buffer.from(prices.map((price) => rowOf(priceRow(service, price))).join(''));
  return { begin, block, blocks: Math.ceil(atLeastBytes / block.length), end };
}

function priceRow(service: string, { sku, usageType, usd, family = 'NAT Gateway' }: OfferedPrice): Cells {
  return {
    ...commonOf(service, sku, usd, usageType),
    TermType: 'OnDemand',
    'Product Family': family,
  };
}

/** An instance, on demand or reserved, as most rows of EC2's file are. */
function instanceRow(service: string, index: number): Cells {
  const sku = `SKU${String(index).padStart(13, '0')}`;
  const reserved = index % 12 !== 0;
  return {
    ...commonOf(
      service,
      sku,
      (0.1 + index / 1000).toFixed(10),
      `USE2-BoxUsage:m${index % 9}i.${1 + (index % 24)}xlarge`,
    ),
    TermType: reserved ? 'Reserved' : 'OnDemand',
    ...(reserved && { LeaseContractLength: '1yr', PurchaseOption: 'No Upfront', OfferingClass: 'standard' }),
    'Product Family': 'Compute Instance',
    'Instance Type': `m${index % 9}i.${1 + (index % 24)}xlarge`,
    'Current Generation': 'Yes',
    'Instance Family': 'General purpose',
    vCPU: '4',
    'Physical Processor': 'Intel Xeon Scalable (Ice Lake)',
    'Clock Speed': '3.5 GHz',
    Memory: '16 GiB',
    Storage: 'EBS only',
    'Network Performance': 'Up to 12500 Megabit',
    'Processor Architecture': '64-bit',
    Tenancy: 'Shared',
    'Operating System': 'Linux',
    'License Model': 'No License required',
    operation: 'RunInstances',
    CapacityStatus: 'Used',
    ClassicNetworkingSupport: 'false',
    'Processor Features': 'Intel AVX; Intel AVX2; Intel AVX512; Intel Turbo',
    VPCNetworkingSupport: 'true',
  };
}

function commonOf(service: string, sku: string, usd: string, usageType: string): Cells {
  return {
    SKU: sku,
    OfferTermCode: 'JRTCKXETXF',
    RateCode: `${sku}.JRTCKXETXF.6YS6EN2CT7`,
    PriceDescription: `$${usd} per unit of "${usageType}", for everyone`,
    EffectiveDate: '2026-11-01',
    StartingRange: '0',
    EndingRange: 'Inf',
    Unit: 'Hrs',
    PricePerUnit: usd,
    Currency: 'USD',
    serviceCode: service,
    Location: 'US East (Ohio)',
    'Location Type': 'AWS Region',
    usageType,
    'Region Code': 'us-east-2',
    serviceName: service,
  };
}

/** The bytes of a file from a position on, in pieces. */
function* bytesFrom({ begin, block, blocks, end }: Layout, from: number): Generator<Buffer> {
  let position = 0;
  for (const [part, times] of [
    [begin, 1],
    [block, blocks],
    [end, 1],
  ] as const) {
    for (let time = 0; time < times; time += 1) {
      const skipped = Math.min(part.length, Math.max(0, from - position));
      position += part.length;
      if (skipped < part.length) yield part.subarray(skipped);
    }
  }
}

/** A server with files of us-east-2. */
export interface OfferServer {
  readonly endpoint: string;
  /** What was asked for: `AmazonEC2`, and `AmazonEC2 bytes=1000-`. */
  readonly asked: string[];
  readonly sizeOf: (service: string) => number;
  readonly close: () => Promise<void>;
}

/** @param breakAfter bytes after which the first connection to each file breaks; undefined for never */
export async function offerFileServer(files: readonly OfferFile[], breakAfter?: number): Promise<OfferServer> {
  const layouts = new Map(files.map((file) => [file.service, layoutOf(file)]));
  const sizeOf = (service: string) => {
    const layout = layouts.get(service);
    return layout === undefined ? 0 : layout.begin.length + layout.block.length * layout.blocks + layout.end.length;
  };
  const asked: string[] = [];
  const server = createServer(({ url = '', headers: { range } }, response) => {
    const [, service = ''] = /^\/offers\/v1\.0\/aws\/([^/]+)\/current\/us-east-2\/index\.csv$/.exec(url) ?? [];
    const layout = layouts.get(service);
    asked.push(range === undefined ? service : `${service} ${range}`);
    if (layout === undefined) return void response.writeHead(404).end();
    const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    response.writeHead(from > 0 ? 206 : 200, { etag: '"1"', 'content-length': sizeOf(service) - from });
    let sent = 0;
    const stream = Readable.from(bytesFrom(layout, from));
    response.once('close', () => stream.destroy());
    stream.on('data', (piece: Buffer) => {
      sent += piece.length;
      if (breakAfter !== undefined && from === 0 && sent > breakAfter) stream.destroy(new Error('broken off'));
    });
    stream.once('error', () => response.destroy());
    stream.pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    asked,
    sizeOf,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
