// How long careplane takes to start and to synthesize, and how that grows with the services.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { medians, peakMiB, ratio } from '../measure.mjs';
import { writePlatform } from '../platforms.mjs';

const here = join(dirname(fileURLToPath(import.meta.url)), '..');
const root = join(here, '../..');
const careplane = join(root, 'apps/deploy/bin/careplane.js');

export default function synth(folder, say) {
  return [help(say), medmo(folder, say), ...services(folder, say)];
}

function help(say) {
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

function medmo(folder, say) {
  say('careplane synth apps/medmo, and a bare CDK app with one VPC (9 rounds)');
  const ours = [careplane, 'synth', join(root, 'apps/medmo'), '--out', join(folder, 'medmo')];
  const bare = [join(here, 'one-vpc.cjs'), join(folder, 'bare')];
  const [mine, floor] = medians([ours, bare], 9);
  return ratio('careplane synth apps/medmo (19 stacks) : one bare VPC', mine, floor, 2.2);
}

function services(folder, say) {
  const counts = [1, 25, 50, 100];
  const synth = (count) => [careplane, 'synth', join(folder, `p${count}`), '--out', join(folder, `o${count}`)];
  for (const count of counts) writePlatform(join(folder, `p${count}`), count, careplane);
  say(`careplane synth of ${counts.join(', ')} services (5 rounds)`);
  const times = medians(counts.map(synth), 5);
  const slope = (from, to) => (times[to] - times[from]) / (counts[to] - counts[from]);
  const [first, last, all] = [slope(0, 2), slope(2, 3), slope(0, 3)];
  const peak = peakMiB(synth(100), folder);
  return [
    ['each further service, 1 to 100', `${all.toFixed(0)} ms`, 'at most 25 ms', all <= 25],
    ...counts.map((count, index) => [`  synth of ${count} services`, `${times[index].toFixed(0)} ms`, '', undefined]),
    [
      'linear: a service among 50 to 100 : among 1 to 50',
      `${(last / first).toFixed(2)}×`,
      'at most 1.5×',
      last / first <= 1.5,
    ],
    ['peak memory with 100 services', `${peak.toFixed(0)} MiB`, 'below 700 MiB', peak < 700],
  ];
}
