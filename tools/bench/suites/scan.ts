// How long a report takes to the format of Security Hub, how that grows, and whether publishing keeps the service busy.
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { FORMAT_NAMES } from '@careplane/findings/formats';
import { median, medians, peakMiB, ratio } from '../measure';
import { writeReport } from '../reports';
import type { Row, Say } from '../row';
import { findTemplate, findTrivy } from '../trivy';

const here = join(__dirname, '..');
const root = join(here, '../..');
const scan = join(root, 'apps/scan/bin/careplane-scan.js');

/** A report to convert, and where the result goes. */
interface Report {
  readonly count: number;
  readonly file: string;
  readonly megabytes: number;
  readonly output: string;
}

/** Medians in milliseconds; without Trivy's, why not. */
interface Compared {
  readonly ours: number;
  readonly theirs?: number;
  readonly why?: string;
}

/** What publishing.ts prints. */
interface Publishing {
  readonly calls: number;
  readonly seconds: number;
  readonly busy: number;
  readonly refused: number;
}

const STREAM = [
  ...['--repository', 'medmo/api', '--environment', 'production'],
  ...['--account', '111122223333', '--region', 'us-east-2'],
];

export default function bench(folder: string, say: Say): Row[] {
  return [help(say), ...conversion(folder, say), ...memory(folder, say), ...publishing(say)];
}

function help(say: Say): Row {
  say('careplane-scan --help, and node alone (15 rounds)');
  const [ours, floor] = medians(
    [
      [scan, '--help'],
      ['-e', '0'],
    ],
    15,
  );
  return ratio('careplane-scan --help : node -e 0', ours, floor, 2);
}

function conversion(folder: string, say: Say): Row[] {
  const reportOf = (count: number): Report => {
    const file = join(folder, `${count}.json`);
    writeReport(file, count);
    return { count, file, megabytes: statSync(file).size / 1e6, output: join(folder, `${count}.asff.json`) };
  };
  const [small, large] = [reportOf(10_000), reportOf(100_000)];
  const warnings = join(folder, 'warnings.txt');
  writeFileSync(warnings, '');
  const convert = ({ file, output }: Report) => [
    scan,
    'report',
    file,
    ...STREAM,
    '--complete',
    '--warnings',
    warnings,
    '--report-only',
    '--format',
    'asff',
    '--output',
    output,
  ];

  say(`${small.count} findings (${small.megabytes.toFixed(0)} MB) to ASFF, beside trivy convert (5 rounds)`);
  const { ours, theirs, why } = sideBySide(convert(small), small, folder, 5);
  const written = (JSON.parse(readFileSync(small.output, 'utf8')) as unknown[]).length;
  if (written !== small.count) throw new Error(`${written} of ${small.count} findings were written`);

  say(`${large.count} findings (${large.megabytes.toFixed(0)} MB) to ASFF (2 rounds)`);
  const [long] = medians([convert(large)], 2);
  const peak = peakMiB(convert(large), folder);
  const growth = long / ours / (large.megabytes / small.megabytes);
  return [
    ['10,000 findings, report file to ASFF', `${ours.toFixed(0)} ms`, 'at most 1500 ms', ours <= 1500],
    theirs === undefined
      ? ['  : trivy convert with its ASFF template', 'not measured', why ?? '', undefined]
      : ratio('  : trivy convert with its ASFF template', ours, theirs, 1),
    ['100,000 findings, report file to ASFF', `${long.toFixed(0)} ms`, '', undefined],
    ['linear: 100,000 : 10,000, for each byte', `${growth.toFixed(2)}×`, 'at most 1.2×', growth <= 1.2],
    ['peak memory with 100,000 findings', `${peak.toFixed(0)} MiB`, 'below 400 MiB', peak < 400],
  ];
}

/** A report that is decided on and written in every way: the commands keep no report in memory. */
export function memory(folder: string, say: Say): Row[] {
  const file = join(folder, '20000.json');
  writeReport(file, 20_000);
  const warnings = join(folder, 'warnings.txt');
  const out = join(folder, 'scan');
  const report = [scan, 'report', file, ...STREAM, '--complete', '--warnings', warnings, '--report-only'];
  const runs: readonly (readonly [name: string, args: readonly string[]])[] = [
    ['a folder', [...report, '--out', out]],
    ['the gate on that folder', [scan, 'gate', '--from', out, '--json']],
    ['image, with a Trivy that has the report', imageScan(folder, file)],
    ...[...FORMAT_NAMES, 'asff'].map((format) => {
      return [format, [...report, '--format', format, '--output', join(folder, `20000.shown.${format}`)]] as const;
    }),
  ];
  say(
    `20,000 findings (${(statSync(file).size / 1e6).toFixed(0)} MB): a scan's folder, the gate, an image, every format`,
  );
  return runs.map(([name, args]): Row => {
    const peak = peakMiB(args, folder, [0, 1]);
    return [`peak memory with 20,000 findings: ${name}`, `${peak.toFixed(0)} MiB`, 'at most 200 MiB', peak <= 200];
  });
}

/** A scan of an image in which a stand-in for Trivy gives the report at once: what remains is the work of the command. */
function imageScan(folder: string, report: string): readonly string[] {
  const trivy = join(folder, 'trivy-with-report');
  const updated = new Date(Date.now() - 3_600_000).toISOString();
  writeFileSync(
    trivy,
    `#!/bin/sh
for one in "$@"; do test "$previous" = --output && output="$one"; previous="$one"; done
case "$1" in
  version) echo '{"Version":"0.74.0","VulnerabilityDB":{"Version":2,"UpdatedAt":"${updated}"}}' ;;
  convert) echo '{"bomFormat":"CycloneDX"}' > "$output" ;;
  *) cp '${report}' "$output" ;;
esac
`,
    { mode: 0o755 },
  );
  const out = join(folder, 'image');
  return [scan, 'image', 'registry.example/medmo/api', ...STREAM, '--trivy', trivy, '--out', out, '--report-only'];
}

/** Ours and Trivy's in turns, so that what slows the machine down meets both. */
function sideBySide(args: readonly string[], { file }: Report, folder: string, rounds: number): Compared {
  const trivy = findTrivy();
  const template = trivy === undefined ? undefined : findTemplate(trivy);
  if (trivy === undefined || template === undefined) {
    const [ours] = medians([args], rounds);
    return { ours, why: trivy === undefined ? 'no Trivy (TRIVY_BIN)' : 'no template (TRIVY_ASFF_TEMPLATE)' };
  }
  const theirArgs = [
    'convert',
    '--format',
    'template',
    '--template',
    `@${template}`,
    '--output',
    join(folder, 'trivy.asff'),
    file,
  ];
  const env = { ...process.env, AWS_REGION: 'us-east-2', AWS_ACCOUNT_ID: '111122223333' };
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round <= rounds; round += 1) {
    const [ours, theirs] = [time(process.execPath, args), time(trivy, theirArgs, env)];
    if (round === 0) continue;
    times[0].push(ours);
    times[1].push(theirs);
  }
  return { ours: median(times[0]), theirs: median(times[1]) };
}

function time(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): number {
  const start = performance.now();
  const { status, stderr, error } = spawnSync(command, args, { env, encoding: 'utf8', maxBuffer: 2 ** 26 });
  const ms = performance.now() - start;
  if (error || status !== 0) throw new Error(`${command} ended with ${status}: ${error?.message ?? stderr}`);
  return ms;
}

/** The real publisher against a service that counts as Security Hub does, on a clock of its own. */
function publishing(say: Say): Row[] {
  say('publishing 50,000 findings to a simulated Security Hub');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--require', '@swc-node/register', join(here, 'publishing.ts')],
    {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
      env: { ...process.env, SWC_NODE_PROJECT: join(root, 'tsconfig.json') },
    },
  );
  if (status !== 0) throw new Error(`the simulation ended with ${status}: ${stderr}`);
  const { calls, seconds, busy, refused } = JSON.parse(stdout) as Publishing;
  return [
    [
      `publishing, ${calls} calls in ${seconds.toFixed(0)} s: of what is allowed`,
      `${(busy * 100).toFixed(0)}%`,
      'at least 90%',
      busy >= 0.9,
    ],
    ['  calls that came too fast for the service', String(refused), 'none', refused === 0],
  ];
}
