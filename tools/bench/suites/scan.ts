// How long a report takes to the format of Security Hub, how that grows, and whether publishing keeps the service busy.
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { medians, peakMiB, ratio } from '../measure.mjs';
import { writeReport } from '../reports.mjs';
import { findTemplate, findTrivy } from '../trivy.mjs';

const here = join(dirname(fileURLToPath(import.meta.url)), '..');
const root = join(here, '../..');
const scan = join(root, 'apps/scan/bin/careplane-scan.js');

const STREAM = [
  ...['--repository', 'medmo/api', '--environment', 'production'],
  ...['--account', '111122223333', '--region', 'us-east-2'],
];

export default function bench(folder, say) {
  return [help(say), ...conversion(folder, say), ...publishing(say)];
}

function help(say) {
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

function conversion(folder, say) {
  const [small, large] = [10_000, 100_000].map((count) => {
    const file = join(folder, `${count}.json`);
    writeReport(file, count);
    return { count, file, megabytes: statSync(file).size / 1e6, output: join(folder, `${count}.asff.json`) };
  });
  const convert = ({ file, output }) => [
    scan,
    'report',
    file,
    ...STREAM,
    '--complete',
    '--report-only',
    '--format',
    'asff',
    '--output',
    output,
  ];

  say(`${small.count} findings (${small.megabytes.toFixed(0)} MB) to ASFF, beside trivy convert (5 rounds)`);
  const { ours, theirs, why } = sideBySide(convert(small), small, folder, 5);
  const written = JSON.parse(readFileSync(small.output, 'utf8')).length;
  if (written !== small.count) throw new Error(`${written} of ${small.count} findings were written`);

  say(`${large.count} findings (${large.megabytes.toFixed(0)} MB) to ASFF (2 rounds)`);
  const [long] = medians([convert(large)], 2);
  const peak = peakMiB(convert(large), folder);
  const growth = long / ours / (large.megabytes / small.megabytes);
  return [
    ['10,000 findings, report file to ASFF', `${ours.toFixed(0)} ms`, 'at most 1500 ms', ours <= 1500],
    theirs === undefined
      ? ['  : trivy convert with its ASFF template', 'not measured', why, undefined]
      : ratio('  : trivy convert with its ASFF template', ours, theirs, 1),
    ['100,000 findings, report file to ASFF', `${long.toFixed(0)} ms`, '', undefined],
    ['linear: 100,000 : 10,000, for each byte', `${growth.toFixed(2)}×`, 'at most 1.2×', growth <= 1.2],
    ['peak memory with 100,000 findings', `${peak.toFixed(0)} MiB`, 'below 400 MiB', peak < 400],
  ];
}

/** Ours and Trivy's in turns, so that what slows the machine down meets both. */
function sideBySide(args, { file }, folder, rounds) {
  const trivy = findTrivy();
  const template = trivy === undefined ? undefined : findTemplate(trivy);
  if (template === undefined) {
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
  const times = [[], []];
  for (let round = 0; round <= rounds; round += 1) {
    const pair = [time(process.execPath, args), time(trivy, theirArgs, env)];
    if (round > 0) for (const [index, ms] of pair.entries()) times[index].push(ms);
  }
  const [ours, theirs] = times.map((each) => each.toSorted((a, b) => a - b)[Math.floor(each.length / 2)]);
  return { ours, theirs };
}

function time(command, args, env = process.env) {
  const start = performance.now();
  const { status, stderr, error } = spawnSync(command, args, { env, encoding: 'utf8', maxBuffer: 2 ** 26 });
  const ms = performance.now() - start;
  if (error || status !== 0) throw new Error(`${command} ended with ${status}: ${error ?? stderr}`);
  return ms;
}

/** The real publisher against a service that counts as Security Hub does, on a clock of its own. */
function publishing(say) {
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
  const { calls, seconds, busy, refused } = JSON.parse(stdout);
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
