// How long careplane takes to start and to synthesize, and how that grows with the services.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { medians, peakMiB, ratio } from '../measure';
import { writePlatform } from '../platforms';
import type { Row, Say } from '../row';
import { script } from '../../script';

const root = join(__dirname, '../../..');
const careplane = join(root, 'apps/deploy/bin/careplane.js');

export default function synth(folder: string, say: Say): Row[] {
  return [help(say), ...medmo(folder, say), ...services(folder, say)];
}

function help(say: Say): Row {
  say('careplane --help, and node alone (15 rounds)');
  const [ours, floor] = medians(
    [
      [careplane, '--help'],
      ['-e', '0'],
    ],
    15,
  );
  return ratio('careplane --help : node -e 0', ours, floor, 2);
}

/** How much longer than an app with one VPC a synthesis may take. */
const ALLOWED = 2.2;
/** How much longer than its own resources without constructs. It was 2.7, and is about 2.2 since what the ADR lists is gone. */
const ALLOWED_TO_OWN = 2.4;
/** medmo had 428 resources when the ratio to one VPC was asked for. A platform of so many services has a few more. */
const SERVICES_AS_MEDMO_WAS = 5;

/**
 * Two floors (docs/adr/0076). The app with one VPC is what anybody's smallest CDK app takes: the ratio to it grows with each resource of
 * medmo, whoever made it, so medmo keeps its row, and a platform of the size that medmo had has one of its own. The other floor writes
 * the same resources without constructs: both sides grow, so it says what our part is, whatever medmo's size.
 */
function medmo(folder: string, say: Say): Row[] {
  say('careplane synth apps/medmo, a bare CDK app with one VPC, and one with as many resources (9 rounds)');
  const [written, small] = [join(folder, 'medmo'), join(folder, 'small')];
  writePlatform(small, SERVICES_AS_MEDMO_WAS);
  const ours = [careplane, 'synth', join(root, 'apps/medmo'), '--out', written];
  const former = [careplane, 'synth', small, '--out', join(folder, 'small-out')];
  const bare = [script(join(__dirname, '../one-vpc.ts')), join(folder, 'bare')];
  const plain = [script(join(__dirname, '../plain-resources.ts')), written, join(folder, 'plain')];
  const [mine, less, floor, same] = medians([ours, former, bare, plain], 9);
  return [
    ratio(`careplane synth apps/medmo, ${sizeOf(written)} : one bare VPC`, mine, floor, ALLOWED),
    ratio('  the same : its resources without constructs', mine, same, ALLOWED_TO_OWN),
    ratio(
      `  ${SERVICES_AS_MEDMO_WAS} services, ${sizeOf(join(folder, 'small-out'))} : one bare VPC`,
      less,
      floor,
      ALLOWED,
    ),
  ];
}

function sizeOf(assemblies: string): string {
  const templates = readdirSync(assemblies, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.template.json'),
  );
  const resources = templates.map((file) => {
    const { Resources } = JSON.parse(readFileSync(join(assemblies, file), 'utf8')) as { Resources: object };
    return Object.keys(Resources).length;
  });
  return `${templates.length} stacks, ${resources.reduce((sum, count) => sum + count, 0)} resources`;
}

function services(folder: string, say: Say): Row[] {
  const counts = [1, 25, 50, 100] as const;
  const synth = (count: number) => [careplane, 'synth', join(folder, `p${count}`), '--out', join(folder, `o${count}`)];
  for (const count of counts) writePlatform(join(folder, `p${count}`), count);
  say(`careplane synth of ${counts.join(', ')} services (5 rounds)`);
  const times = medians(counts.map(synth), 5);
  const at = (index: number): [count: number, ms: number] => [counts[index] ?? NaN, times[index] ?? NaN];
  const slope = (from: number, to: number): number => {
    const [[fewer, less], [more, longer]] = [at(from), at(to)];
    return (longer - less) / (more - fewer);
  };
  const [first, last, all] = [slope(0, 2), slope(2, 3), slope(0, 3)];
  const peak = peakMiB(synth(100), folder);
  return [
    ['each further service, 1 to 100', `${all.toFixed(0)} ms`, 'at most 25 ms', all <= 25],
    ...counts.map((count, index): Row => [
      `  synth of ${count} services`,
      `${at(index)[1].toFixed(0)} ms`,
      '',
      undefined,
    ]),
    [
      'linear: a service among 50 to 100 : among 1 to 50',
      `${(last / first).toFixed(2)}×`,
      'at most 1.5×',
      last / first <= 1.5,
    ],
    ['peak memory with 100 services', `${peak.toFixed(0)} MiB`, 'below 700 MiB', peak < 700],
  ];
}
