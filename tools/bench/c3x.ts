// C3X (https://github.com/c3xdev/c3x), an estimator in Go, beside careplane-cost in the same run. It is measured where it is
// installed: on the PATH, or where C3X_BIN says.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mediansOf, ratio, timeOf } from './measure';
import type { Row, Say } from './row';
import { careplaneLikeTemplate } from './templates';

const PROGRAM = process.env['C3X_BIN'] || 'c3x';
const RESOURCES = 500;
const TEMPLATES = 40;
const MISSING = 'not measured: C3X is not on the PATH, nor in C3X_BIN';

/**
 * Rows of an estimate beside C3X: of one template, and of many. C3X reads one template in each run. It runs offline and
 * without a cache of prices, where it looks nothing up: the least that it can take.
 */
export function besideC3x(careplaneCost: string, folder: string, say: Say): Row[] {
  if (spawnSync(PROGRAM, ['--version']).status !== 0) {
    return [['careplane-cost estimate : C3X', MISSING, 'at most 1.5×', undefined]];
  }
  const files = Array.from({ length: TEMPLATES }, (_, index) => write(folder, index));
  const options = ['--region', 'us-east-2', '--format', 'json'];
  const env = { ...process.env, HOME: folder, XDG_CACHE_HOME: folder, XDG_CONFIG_HOME: folder };
  const ours = (of: readonly string[]) => timeOf(process.execPath, [careplaneCost, 'estimate', ...of, ...options]);
  const theirs = (file: string) => timeOf(PROGRAM, ['estimate', '--offline', '--path', file, ...options], env);
  const [first = ''] = files;
  say(`careplane-cost, C3X and node alone: one template of ${RESOURCES} resources (15 rounds)`);
  const floor = () => timeOf(process.execPath, ['-e', '0']);
  const [mine = NaN, other = NaN, node = NaN] = mediansOf([() => ours([first]), () => theirs(first), floor], 15);
  say(`careplane-cost once, and C3X for each of ${TEMPLATES} such templates (5 rounds)`);
  const each = () => files.reduce((sum, file) => sum + theirs(file), 0);
  const [many = NaN, others = NaN] = mediansOf([() => ours(files), each], 5);
  const total = (RESOURCES * TEMPLATES).toLocaleString('en');
  return [
    ratio(`careplane-cost estimate : C3X, ${RESOURCES} resources`, mine, other, 1.5),
    ratio('  node -e 0 : C3X, the least for a program of Node.js', node, other, 1.5),
    ratio(`careplane-cost estimate : C3X, ${total} resources in ${TEMPLATES} templates`, many, others, 1),
  ];
}

/** A template as both read it: C3X takes the size of a database as a number only. */
function write(folder: string, index: number): string {
  const file = join(folder, `both-${index}.template.json`);
  const text = JSON.stringify(careplaneLikeTemplate(RESOURCES, index));
  writeFileSync(file, text.replace(/"AllocatedStorage":"(\d+)"/, '"AllocatedStorage":$1'));
  return file;
}
