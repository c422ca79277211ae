// `npm run fuzz [-- --seeds 1-20 --models 500 --values wrong --record FILE]`: models that load also synthesize, CloudFormation's schemas
// accept their templates, and what does not load is answered with problems. By default 10,000 models: 500 for each of 20 seeds, which
// always give the same documents. Prints a line for each fault, and the counts of each seed as JSON. A run that was interrupted goes on
// where `--record` ends. The last line names the keys whose changes no model had. Exit code 1 if there was a fault.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { fuzzModels, keysToTry } from '../../libs/platform/src/testing/fuzz';

const { values: options } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1-20' },
    models: { type: 'string', default: '500' },
    /** At most so many documents for each seed; most of them have a problem. */
    documents: { type: 'string' },
    /** `valid`: what the schema accepts. `wrong`: letters changed, numbers past their limits, control characters, other types. */
    values: { type: 'string', default: 'valid' },
    /** AWS's further rules take two seconds for a model. */
    'every-rule-every': { type: 'string', default: '100' },
    /** A file with a line for each finished seed. Seeds in it are not tried again. */
    record: { type: 'string' },
  },
});
// CDK takes traces of calls, which take time and are not shown here.
Error.stackTraceLimit = 0;

/** One document in seven loads. */
const DOCUMENTS_PER_MODEL = 30;
const PROGRESS_EVERY_SECONDS = 30;

/** A finished seed. */
interface Line {
  readonly seed: number;
  readonly values: string;
  readonly problems: number;
  readonly synthesized: number;
  readonly failed: number;
  readonly templates: number;
  readonly resources: number;
  readonly faults: readonly string[];
  readonly seconds: number;
  readonly keys: readonly string[];
  readonly kinds: readonly string[];
}

const { record } = options;
const lines: Line[] =
  record !== undefined && existsSync(record)
    ? readFileSync(record, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Line)
    : [];

const values = options.values === 'wrong' ? 'wrong' : 'valid';
const models = Number(options.models);
const [first = 1, last = first] = options.seeds.split('-').map(Number);
const isMine = (line: Line) => line.values === values && line.seed >= first && line.seed <= last;
for (let seed = first; seed <= last; seed += 1) {
  if (lines.some((line) => line.seed === seed && line.values === values)) continue;
  const line = tryOne(seed);
  lines.push(line);
  if (record !== undefined) appendFileSync(record, `${JSON.stringify(line)}\n`);
  console.log(JSON.stringify(summary([line])));
}
const mine = lines.filter(isMine);
const all = summary(mine);
const changed = new Set(mine.flatMap(({ keys }) => keys));
const unchanged = [...keysToTry()].filter((key) => !changed.has(key));
console.log(JSON.stringify({ seeds: options.seeds, ...all, inNoModel: unchanged }));
process.exitCode = all.faults > 0 || all.failed > 0 ? 1 : 0;

function tryOne(seed: number): Line {
  const begun = process.hrtime.bigint();
  const seconds = () => Math.round(Number(process.hrtime.bigint() - begun) / 1e9);
  const faults: string[] = [];
  let shown = 0;
  const counts = fuzzModels({
    seed,
    values,
    models,
    documents: options.documents === undefined ? models * DOCUMENTS_PER_MODEL : Number(options.documents),
    everyRuleEvery: Number(options['every-rule-every']),
    onFault(fault, changed) {
      faults.push(fault);
      console.log(`FAULT seed ${seed}: ${fault} <- ${changed}`);
    },
    onDocument({ synthesized, problems }) {
      if (seconds() < shown + PROGRESS_EVERY_SECONDS) return;
      shown = seconds();
      console.error(`seed ${seed}: ${synthesized} models and ${problems} refused after ${shown} s`);
    },
  });
  return { seed, ...counts, values, faults, seconds: seconds(), keys: [...counts.keys], kinds: [...counts.kinds] };
}

function summary(of: readonly Line[]) {
  const sum = (key: 'problems' | 'synthesized' | 'failed' | 'templates' | 'resources' | 'seconds') =>
    of.reduce((total, line) => total + line[key], 0);
  const distinct = (key: 'keys' | 'kinds') => new Set(of.flatMap((line) => line[key])).size;
  return {
    values,
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
