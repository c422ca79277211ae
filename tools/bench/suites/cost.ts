// How long careplane-cost takes to start and to price a large template, how many resources it prices a second, and both beside C3X.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { besideC3x } from '../c3x';
import { median, medians } from '../measure';
import type { Row, Say } from '../row';
import { careplaneLikeTemplate } from '../templates';

const here = join(__dirname, '..');
const root = join(here, '../..');
const careplaneCost = join(root, 'apps/cost/bin/careplane-cost.js');

export default function cost(folder: string, say: Say): Row[] {
  return [start(folder, say), throughput(folder, say), ...besideC3x(careplaneCost, folder, say)];
}

function start(folder: string, say: Say): Row {
  const file = join(folder, 'large.template.json');
  writeFileSync(file, JSON.stringify(careplaneLikeTemplate(500)));
  say('careplane-cost estimate of a template with 500 resources, and node alone (15 rounds)');
  const ours = [careplaneCost, 'estimate', file, '--region', 'us-east-2', '--format', 'json'];
  const [mine, floor] = medians([ours, ['-e', '0']], 15);
  const allowed = floor + 40;
  const measured = `${mine.toFixed(0)} ms  (node -e 0: ${floor.toFixed(0)} ms)`;
  return [
    'careplane-cost estimate, 500 resources',
    measured,
    `at most node -e 0 + 40 ms: ${allowed.toFixed(0)} ms`,
    mine <= allowed,
  ];
}

function throughput(folder: string, say: Say): Row {
  const templates = 100;
  for (let index = 0; index < templates; index += 1) {
    writeFileSync(join(folder, `t${index}.template.json`), JSON.stringify(careplaneLikeTemplate(500, index)));
  }
  say(`${templates} such templates in one process (5 rounds)`);
  const rates = Array.from({ length: 5 }, () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--require', '@swc-node/register', join(here, 'estimate-many.ts'), folder],
      { cwd: root, encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(stderr);
    const { resources, ms } = JSON.parse(stdout) as { resources: number; ms: number };
    return resources / (ms / 1000);
  });
  const rate = median(rates);
  const measured = `${Math.round(rate).toLocaleString('en')} resources in a second of processor time`;
  return ['pricing 100 templates of 500 resources, after start-up', measured, 'at least 50,000', rate >= 50_000];
}
