// Estimates every template below a folder, each by itself, and prints as JSON what came of it: how many templates and
// resources there were, how many of each verdict, and every template that crashed, left a resource without a verdict, or gave
// a figure that is none. estimate-templates.ts FOLDER SCRATCH
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { costModel } from '../tools/cost-model';

const [folder = '', scratch = ''] = process.argv.slice(2);
const { estimate, readTemplates } = costModel(scratch);

/** Its aliases multiply to millions of values, on purpose: the reader refuses it. */
const REFUSED = 'yaml-alias-amplification.yaml';

const verdictCounts: Record<string, number> = {};
const faults: string[] = [];
/** Templates of each gap, by what is missing. */
const gaps: Record<string, number> = {};
const result = {
  templates: 0,
  covered: 0,
  resources: 0,
  verdicts: verdictCounts,
  faults,
  gaps: [] as [string, number][],
};
const MOST_FREQUENT = 20;
for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
  if (!/\.(ya?ml|json|template)$/.test(file)) continue;
  try {
    tryOne(join(folder, file));
  } catch (error) {
    faults.push(`${file}: ${error instanceof Error ? error.stack : String(error)}`);
  }
}
result.gaps = Object.entries(gaps)
  .sort(([, a], [, b]) => b - a)
  .slice(0, MOST_FREQUENT);
console.log(JSON.stringify(result));

function tryOne(file: string): void {
  const { templates, problems } = readTemplates(file);
  if (basename(file) === REFUSED) {
    if (templates.length > 0) faults.push(`${file}: was read, with all of its aliases`);
    return;
  }
  const text = readFileSync(file, 'utf8');
  // What has resources with types is meant to be a template; other files are inputs of macros, tests and the like.
  if (templates.length === 0 && /^["']?Resources["']?:/m.test(text) && /^ +["']?Type["']?:/m.test(text))
    faults.push(`${file}: ${problems[0]?.message}`);
  if (templates.length === 0) return;
  const { verdicts, lines, totals } = estimate(templates, { region: 'us-east-1' });
  result.templates += 1;
  result.resources += verdicts.length;
  for (const { verdict } of verdicts) verdictCounts[verdict] = (verdictCounts[verdict] ?? 0) + 1;
  const missing = new Set(verdicts.flatMap((verdict) => gapOf(verdict)));
  if (missing.size === 0) result.covered += 1;
  for (const gap of missing) gaps[gap] = (gaps[gap] ?? 0) + 1;
  const named = new Set(verdicts.map(({ logicalId }) => logicalId));
  const without = Object.keys(templates[0]?.body.Resources ?? {}).filter(
    (id) => !id.startsWith('Fn::') && !named.has(id),
  );
  if (without.length > 0) faults.push(`${file}: no verdict on ${without.join(', ')}`);
  const figures = [totals, ...lines.flatMap(({ monthlyUsd }) => monthlyUsd ?? [])];
  const sound = figures.every(({ low, expected, high }) => high.isFinite() && low.lte(expected) && expected.lte(high));
  if (!sound) faults.push(`${file}: a figure is none`);
}

/** What is missing in the estimate of a resource: its type, and the reason for one that has a price otherwise. */
function gapOf({ resourceType, verdict, reason = '' }: ReturnType<typeof estimate>['verdicts'][number]): string[] {
  if (verdict === 'unsupported') return [resourceType];
  return verdict === 'price unknown' ? [`${resourceType}: ${reason}`] : [];
}
