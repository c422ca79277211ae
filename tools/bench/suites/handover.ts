// How long the documents of a large platform take, once it is synthesized and judged: estimate, chapters, pictures, page and files.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bundled } from '../bundled';
import { median } from '../measure';
import { writePlatform } from '../platforms';
import type { Row, Say } from '../row';

const root = join(__dirname, '../../..');
const SERVICES = 100;
const ROUNDS = 3;
const ALLOWED_MS = 3000;
const ALLOWED_MB = 5;

/** What write-handover.ts prints. */
interface Written {
  readonly ms: number;
  readonly processorMs: number;
  readonly documents: number;
  readonly pageBytes: number;
}

export default async function handover(folder: string, say: Say): Promise<Row[]> {
  const [platform, assemblies, judged] = [
    join(folder, 'platform'),
    join(folder, 'assemblies'),
    join(folder, 'verdicts'),
  ];
  writePlatform(platform, SERVICES);
  say(`the judges of ${SERVICES} services, once; it takes a minute`);
  run(['--require', '@swc-node/register', join(__dirname, '../judge-platform.ts'), platform, assemblies, judged]);
  const script = await bundled(join(__dirname, '../write-handover.ts'));
  say(`handover of ${SERVICES} services, after synthesis and judges (${ROUNDS} rounds)`);
  const written = Array.from({ length: ROUNDS }, (_, round) => {
    return JSON.parse(run([script, platform, assemblies, judged, join(folder, `handover-${round}`)])) as Written;
  });
  const ms = median(written.map((each) => each.ms));
  const processorMs = median(written.map((each) => each.processorMs));
  const megabytes = Math.max(...written.map(({ pageBytes }) => pageBytes)) / 1e6;
  const documents = Math.max(...written.map((each) => each.documents));
  return [
    [
      `handover of ${SERVICES} services, after synthesis and judges`,
      `${ms.toFixed(0)} ms  (${documents} documents; processor ${processorMs.toFixed(0)} ms)`,
      `at most ${ALLOWED_MS} ms`,
      ms <= ALLOWED_MS,
    ],
    ['  its page', `${megabytes.toFixed(1)} MB`, `below ${ALLOWED_MB} MB`, megabytes < ALLOWED_MB],
  ];
}

function run(args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr.slice(-4000)}`);
  return stdout;
}
