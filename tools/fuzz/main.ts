// `npm run fuzz [-- --seeds 1-20 --models 500 --values wrong --record FILE]`: models that load also synthesize, CloudFormation's schemas
// accept their templates, and what does not load is answered with problems. By default 10,000 models: 500 for each of 20 seeds, which
// always give the same documents. Prints a line for each fault, and the counts of each seed as JSON. A run that was interrupted goes on
// where `--record` ends. The last line names the keys whose changes no model had. Exit codes: 0 no fault, 1 a fault, 2 bad usage, 3 a seed
// could not be tried.
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { programEnd } from '@careplane/problems';
import { keysToTry } from '../../libs/platform/src/testing/fuzz';
import { readCommand, refuseUsage, UsageError, wholeNumber } from '../command';
import type { Line, SeedSettings } from './line';

const { options } = readCommand({
  name: 'fuzz',
  purpose:
    'Synthesize models that differ from valid ones, and report what loads and cannot be synthesized, and what is no answer.',
  options: {
    seeds: {
      type: 'string',
      value: 'FIRST-LAST',
      default: '1-20',
      help: 'seeds to try, each in a process of its own; a number is one seed',
    },
    models: {
      type: 'string',
      value: 'COUNT',
      default: '500',
      help: 'models of each seed, 1 to 1000: the CDK keeps them in memory',
    },
    documents: {
      type: 'string',
      value: 'COUNT',
      help: 'at most so many documents for each seed. Default: 30 for each model',
    },
    values: { type: 'string', choices: ['valid', 'wrong'], default: 'valid', help: 'what values are changed to' },
    'every-rule-every': {
      type: 'string',
      value: 'COUNT',
      default: '100',
      help: 'every how many models all rules of AWS are asked, which takes two seconds',
    },
    record: {
      type: 'string',
      value: 'FILE',
      help: 'a line for each finished seed is added to it; seeds in it are not tried again',
    },
  },
});

/** Memory of a process grows with its models, so that a process has one seed, and a seed no more than these. */
const MOST_MODELS = 1000;
/** `careplane synth` puts it into every assembly with a pipeline; without it, each model would be a fault. */
const SCAN_BUNDLE = 'apps/scan/dist/careplane-scan.js';

const { seeds, settings } = settingsOf();
if (!existsSync(join(__dirname, '../..', SCAN_BUNDLE))) {
  process.stderr.write(
    `fuzz: ${SCAN_BUNDLE} is missing, and each platform with a pipeline needs it. Run: npm run bundle\n`,
  );
  process.exit(3);
}
const { record } = options;
const lines: Line[] =
  record !== undefined && existsSync(record)
    ? readFileSync(record, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Line)
    : [];
const isMine = (line: Line) => line.values === settings.values && line.seed >= seeds.first && line.seed <= seeds.last;

let untried = 0;
for (let seed = seeds.first; seed <= seeds.last; seed += 1) {
  if (lines.some((line) => line.seed === seed && line.values === settings.values)) continue;
  const line = tryOne({ ...settings, seed });
  if (line === undefined) {
    untried += 1;
    continue;
  }
  lines.push(line);
  if (record !== undefined) appendFileSync(record, `${JSON.stringify(line)}\n`);
  console.log(JSON.stringify(summary([line])));
}
const mine = lines.filter(isMine);
const all = summary(mine);
const changed = new Set(mine.flatMap(({ keys }) => keys));
const unchanged = [...keysToTry()].filter((key) => !changed.has(key));
console.log(JSON.stringify({ seeds: options.seeds, ...all, ...(untried > 0 && { untried }), inNoModel: unchanged }));
const exitOfTried = untried > 0 ? 3 : 0;
process.exitCode = all.faults > 0 || all.failed > 0 ? 1 : exitOfTried;

function settingsOf() {
  try {
    const range = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(options.seeds);
    const [first, last] = [Number(range?.[1]), Number(range?.[2] ?? range?.[1])];
    if (range === null || first > last)
      throw new UsageError(
        `--seeds ${options.seeds} is no range. Write two whole numbers, the smaller first: --seeds 1-20.`,
      );
    return {
      seeds: { first, last },
      settings: {
        values: options.values === 'wrong' ? ('wrong' as const) : ('valid' as const),
        models: wholeNumber('models', options.models, 1, MOST_MODELS),
        ...(options.documents !== undefined && {
          documents: wholeNumber('documents', options.documents, 1, 1_000_000),
        }),
        everyRuleEvery: wholeNumber('every-rule-every', options['every-rule-every'], 1, 1_000_000),
      },
    };
  } catch (error) {
    if (error instanceof UsageError) return refuseUsage('fuzz', error.message);
    throw error;
  }
}

/** A seed in a process of its own; undefined if the process did not end well. */
function tryOne(given: SeedSettings): Line | undefined {
  const args = [...process.execArgv, join(__dirname, 'seed.ts'), JSON.stringify(given)];
  const ended = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (ended.status === 0) return JSON.parse(String(ended.output[3])) as Line;
  process.stderr.write(
    `fuzz: the process of seed ${given.seed} ${programEnd(ended)}. Its output above has the reason.\n`,
  );
  return undefined;
}

function summary(of: readonly Line[]) {
  const sum = (key: 'problems' | 'synthesized' | 'failed' | 'templates' | 'resources' | 'seconds') =>
    of.reduce((total, line) => total + line[key], 0);
  const distinct = (key: 'keys' | 'kinds') => new Set(of.flatMap((line) => line[key])).size;
  return {
    values: settings.values,
    ...(of.length === 1 && { seed: of[0]?.seed }),
    problems: sum('problems'),
    synthesized: sum('synthesized'),
    failed: sum('failed'),
    templates: sum('templates'),
    resources: sum('resources'),
    keys: `${distinct('keys')} of ${keysToTry().size}`,
    kinds: distinct('kinds'),
    faults: of.reduce((total, line) => total + line.faults.length, 0),
    seconds: sum('seconds'),
  };
}
