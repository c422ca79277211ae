// `npm run fuzz [-- --seeds 1-20 --models 500 --every-rule-every 50]`: models that load also synthesize, and CloudFormation's schemas
// accept their templates. By default 10,000 models: 500 for each of 20 seeds, which always give the same documents. Prints a line for
// each fault, and the counts of each seed as JSON. Exit code 1 if there was a fault.
import { parseArgs } from 'node:util';
import { fuzzModels } from '../../libs/platform/src/testing/fuzz';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1-20' },
    models: { type: 'string', default: '500' },
    /** AWS's further rules take two seconds for a model. */
    'every-rule-every': { type: 'string', default: '50' },
  },
});
/** Most documents have a problem: one in seven loads. */
const DOCUMENTS_PER_MODEL = 20;
const PROGRESS_EVERY = 50;

const [first = 1, last = first] = values.seeds.split('-').map(Number);
const models = Number(values.models);
const begun = process.hrtime.bigint();
const seconds = () => Math.round(Number(process.hrtime.bigint() - begun) / 1e9);
const total = { problems: 0, synthesized: 0, failed: 0, templates: 0, faults: 0 };
for (let seed = first; seed <= last; seed += 1) {
  let faults = 0;
  const counts = fuzzModels({
    seed,
    documents: models * DOCUMENTS_PER_MODEL,
    models,
    everyRuleEvery: Number(values['every-rule-every']),
    onFault(fault, changed) {
      faults += 1;
      console.log(`FAULT ${fault} <- ${changed}`);
    },
    onModel({ synthesized }) {
      if (synthesized % PROGRESS_EVERY === 0) console.error(`seed ${seed}: ${synthesized} models after ${seconds()} s`);
    },
  });
  console.log(JSON.stringify({ seed, ...counts, faults, seconds: seconds() }));
  total.problems += counts.problems;
  total.synthesized += counts.synthesized;
  total.failed += counts.failed;
  total.templates += counts.templates;
  total.faults += faults;
}
console.log(JSON.stringify({ seeds: values.seeds, ...total, seconds: seconds() }));
process.exitCode = total.faults > 0 ? 1 : 0;
