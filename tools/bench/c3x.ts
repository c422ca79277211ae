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
/** Numbers of templates that are priced together. */
const FEW = 10;
const MANY = 40;
const MISSING = 'not measured: C3X is not on the PATH, nor in C3X_BIN';

/**
 * Rows of an estimate beside C3X: of one template, and of several. C3X reads one template in each run. It runs offline and
 * without a cache of prices, where it looks nothing up: the least that it can take.
 */
export function besideC3x(careplaneCost: string, folder: string, say: Say): Row[] {
  if (spawnSync(PROGRAM, ['--version']).status !== 0) {
    return [['careplane-cost estimate : C3X', MISSING, 'at most 1.5×', undefined]];
  }
  const files = Array.from({ length: MANY }, (_, index) => write(folder, index));
  const options = ['--region', 'us-east-2', '--format', 'json'];
  const env: NodeJS.ProcessEnv = { ...process.env };
  for (const name of ['HOME', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME']) env[name] = folder;
  // Node 20 reads these certificates at every start, which takes longer than C3X: that says something about a machine behind a proxy only.
  delete env['NODE_EXTRA_CA_CERTS'];
  const ours = (of: readonly string[]) => timeOf(process.execPath, [careplaneCost, 'estimate', ...of, ...options], env);
  const theirs = (of: readonly string[]) =>
    of.reduce((sum, file) => sum + timeOf(PROGRAM, ['estimate', '--offline', '--path', file, ...options], env), 0);
  const floor = () => timeOf(process.execPath, ['-e', '0'], env);
  const one = files.slice(0, 1);
  say(`careplane-cost, C3X and node alone: one template of ${RESOURCES} resources (15 rounds)`);
  const [mine = NaN, other = NaN, node = NaN] = mediansOf([() => ours(one), () => theirs(one), floor], 15);
  return [
    ratio(`careplane-cost estimate : C3X, ${RESOURCES} resources`, mine, other, 1.5),
    startOfNode(node, mine, other),
    // Between the two sizes that have a limit: it shows from about which size on we are ahead.
    withoutLimit(several(files.slice(0, FEW), 9)),
    several(files, 5),
  ];

  function several(of: readonly string[], rounds: number): Row {
    say(`careplane-cost once, and C3X for each of ${of.length} such templates (${rounds} rounds)`);
    const [together = NaN, each = NaN] = mediansOf([() => ours(of), () => theirs(of)], rounds);
    const total = (RESOURCES * of.length).toLocaleString('en');
    return ratio(`careplane-cost estimate : C3X, ${total} resources in ${of.length} templates`, together, each, 1);
  }
}

function withoutLimit([name, measured]: Row): Row {
  return [name, measured, 'no limit', undefined];
}

/** What of the ratio is the start of Node.js, and what the limit leaves for the estimate: see docs/adr/0089. */
function startOfNode(node: number, mine: number, other: number): Row {
  const ms = (time: number) => `${time.toFixed(0)} ms`;
  const measured = `${(node / other).toFixed(2)}×  (${ms(node)} of ours are node -e 0)`;
  const left = 1.5 * other - node;
  return [
    '  the start of Node.js in it',
    measured,
    `leaves ${ms(left)} for the ${ms(mine - node)} of the estimate`,
    undefined,
  ];
}

/** A template as both read it: C3X takes the size of a database as a number only. */
function write(folder: string, index: number): string {
  const file = join(folder, `both-${index}.template.json`);
  const text = JSON.stringify(careplaneLikeTemplate(RESOURCES, index));
  writeFileSync(file, text.replace(/"AllocatedStorage":"(\d+)"/, '"AllocatedStorage":$1'));
  return file;
}
