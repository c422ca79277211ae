// prices refresh reads AWS's public offer files at their real size: a file of a gigabyte, with the columns of EC2's, in little memory,
// continued where its connection breaks, and nothing half written when the run is ended in the middle of it.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { report, suite } from '../harness';
import { root } from '../machine';
import { offerFileServer } from '../prices/offer-files';
import type { OfferFile, OfferServer } from '../prices/offer-files';

const cost = join(root, 'apps/cost/bin/careplane-cost.js');
const GIGABYTE = 1_000_000_000;
const MOST_MIB = 200;

const FILES: readonly OfferFile[] = [
  { service: 'AmazonVPC', prices: [{ sku: 'END', usageType: 'USE2-VpcEndpoint-Hours', usd: '0.0110000000' }] },
  {
    service: 'AmazonEC2',
    atLeastBytes: GIGABYTE,
    prices: [
      { sku: 'NAT', usageType: 'USE2-NatGateway-Hours', usd: '0.0500000000' },
      { sku: 'BYTES', usageType: 'USE2-NatGateway-Bytes', usd: '0.0450000000' },
    ],
  },
];

const priceOf = (usd: string) => ({ unit: 'Hrs', regions: { 'us-east-2': [usd, 0, '2026-01-01', 'listed'] } });
const SNAPSHOT = JSON.stringify({
  asOf: '2026-01-01',
  sources: ['https://aws.amazon.com/vpc/pricing/'],
  prices: {
    'AmazonVPC/VpcEndpoint-Hours': priceOf('0.01'),
    'AmazonEC2/NatGateway-Hours': priceOf('0.045'),
    'AmazonEC2/NatGateway-Bytes': priceOf('0.045'),
  },
});

interface Fixture {
  readonly scratch: string;
  readonly out: string;
}

/** How a run ended, and the most memory that it ever held. */
interface Refreshed {
  readonly status: number | null;
  readonly text: string;
  readonly mib: number;
}

/** Runs `prices refresh`; `until` may end it with a signal. */
async function refresh(
  { scratch, out }: Fixture,
  server: OfferServer,
  until?: (kill: () => void) => Promise<void>,
): Promise<Refreshed> {
  const peak = join(scratch, 'peak');
  const preload = join(scratch, 'peak.cjs');
  writeFileSync(
    preload,
    `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(peak)}, String(process.resourceUsage().maxRSS)));`,
  );
  const place = ['--prices', join(scratch, 'prices.json'), '--out', out, '--endpoint', server.endpoint];
  const child = spawn(process.execPath, ['--require', preload, cost, 'prices', 'refresh', ...place]);
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  await until?.(() => child.kill('SIGKILL'));
  const status = await ended;
  return { status, text, mib: existsSync(peak) ? Number(readFileSync(peak, 'utf8')) / 1024 : NaN };
}

const written = (out: string) =>
  JSON.parse(readFileSync(out, 'utf8')) as { prices: Record<string, { regions: Record<string, readonly string[]> }> };

suite('price-files', {
  setUp: (scratch): Fixture => {
    writeFileSync(join(scratch, 'prices.json'), SNAPSHOT);
    return { scratch, out: join(scratch, 'new.json') };
  },
  tests: {
    'a run that is ended in the middle of a gigabyte': async (fixture) => {
      const server = await offerFileServer(FILES);
      try {
        const { status } = await refresh(fixture, server, async (kill) => {
          while (!server.asked.includes('AmazonEC2')) await pause(20);
          await pause(200);
          kill();
        });
        report('is ended, and writes no prices', status === null && !existsSync(fixture.out));
        const left = readdirSync(fixture.scratch).filter((name) => name.startsWith('new.json'));
        report('keeps which files it has read, beside the output', left.join() === 'new.json.partial', left);
      } finally {
        await server.close();
      }
    },
    'the next run': async (fixture) => {
      const server = await offerFileServer(FILES, 400_000_000);
      try {
        const { status, text, mib } = await refresh(fixture, server);
        report('ends with 0', status === 0, text);
        report('reads only the files that are left', !server.asked.includes('AmazonVPC'), server.asked.join('\n'));
        const continued = server.asked.some((each) => /^AmazonEC2 bytes=[34]\d{8}-$/.test(each));
        report('continues the gigabyte where its connection broke', continued, server.asked.join('\n'));
        report(`holds at most ${MOST_MIB} MiB: ${mib.toFixed(0)}`, mib <= MOST_MIB, text);
        const size = server.sizeOf('AmazonEC2');
        report(`has read ${size} bytes`, size >= GIGABYTE);
        const { prices } = written(fixture.out);
        const usd = (key: string) => prices[key]?.regions['us-east-2']?.[0];
        const all = ['AmazonVPC/VpcEndpoint-Hours', 'AmazonEC2/NatGateway-Hours', 'AmazonEC2/NatGateway-Bytes'].map(
          usd,
        );
        report('has the prices of both runs', all.join() === '0.011,0.05,0.045', all);
        const left = readdirSync(fixture.scratch).filter((name) => name.startsWith('new.json'));
        report('leaves nothing else behind', left.join() === 'new.json', left);
      } finally {
        await server.close();
      }
    },
  },
});
