// The models of one seed, in a process of its own: the CDK keeps every model of a process in memory, and Node.js gives it back only at the
// end. `main.ts` starts it with its settings as JSON; what it found goes to file descriptor 3, as JSON.
import { writeFileSync } from 'node:fs';
import { fuzzModels } from '../../libs/platform/src/testing/fuzz';
import type { Line, SeedSettings } from './line';

// CDK takes traces of calls, which take time and are not shown here.
Error.stackTraceLimit = 0;

/** One document in seven loads. */
const DOCUMENTS_PER_MODEL = 30;
const PROGRESS_EVERY_SECONDS = 30;
/** Where `main.ts` reads the line. */
const ANSWER = 3;

writeFileSync(ANSWER, JSON.stringify(tryOne(JSON.parse(process.argv[2] ?? '') as SeedSettings)));

function tryOne({
  seed,
  values,
  models,
  documents = models * DOCUMENTS_PER_MODEL,
  everyRuleEvery,
}: SeedSettings): Line {
  const begun = process.hrtime.bigint();
  const seconds = () => Math.round(Number(process.hrtime.bigint() - begun) / 1e9);
  const faults: string[] = [];
  let shown = 0;
  const counts = fuzzModels({
    seed,
    values,
    models,
    documents,
    everyRuleEvery,
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
