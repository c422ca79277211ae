// `npm run e2e [-- SUITE…]`: the real parts of what the unit tests can only describe. Each file in suites/ is a suite: its
// default export does the work, in a process of its own. Two suites run at a time, because most of them wait for other
// processes; E2E_AT_ONCE sets another number. A missing part is named; under CI=true it is a failure.
import { fork } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { root } from './harness.mjs';

const folder = join(root, 'tools/e2e/suites');
/** The longest first, so that no long one is left alone at the end. */
const LONGEST = ['platform-pipeline', 'scan-gate', 'github-workflow', 'deploy', 'generated-images'];
const all = readdirSync(folder)
  .filter((file) => file.endsWith('.mjs'))
  .map((file) => basename(file, '.mjs'))
  .sort();
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`e2e: there is no suite ${unknown.join(', ')}; there are ${all.join(', ')}.`);
  process.exit(2);
}
const atOnce = Number(process.env.E2E_AT_ONCE ?? Math.min(2, availableParallelism()));
if (!Number.isInteger(atOnce) || atOnce < 1) {
  console.error(
    `e2e: E2E_AT_ONCE is ${process.env.E2E_AT_ONCE}; allowed is a whole number from 1. Leave it out for 2.`,
  );
  process.exit(2);
}

const waiting = asked.length > 0 ? [...asked] : [...LONGEST, ...all.filter((name) => !LONGEST.includes(name))];
/** What the suites of this run share: the lock that `alone` takes. */
const shared = mkdtempSync(join(tmpdir(), 'careplane-e2e-run-'));
const counts = { passed: 0, failed: 0, missing: 0 };
/** One suite alone prints as it goes; of several, each prints when it has ended, so that their lines do not mix. */
const live = atOnce === 1 || waiting.length === 1;
await Promise.all(Array.from({ length: atOnce }, work)).finally(() => rmSync(shared, { recursive: true, force: true }));

async function work() {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await play(name);
}

async function play(name) {
  console.log(live ? `\n-- ${name}` : `-- ${name} begins`);
  const since = performance.now();
  const child = fork(join(root, 'tools/e2e/suite.mjs'), [name], {
    stdio: live ? 'inherit' : 'pipe',
    env: { ...process.env, E2E_RUN_FOLDER: shared },
  });
  let printed = '';
  for (const stream of live ? [] : [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      printed += text;
    });
  }
  const result = { passed: 0, failed: 1, missing: 0 };
  child.on('message', (counted) => Object.assign(result, counted));
  const [status, signal] = await new Promise((resolve) => child.on('close', (...end) => resolve(end)));
  if (status !== 0) {
    // The counts of a suite that crashed after it reported them are not the whole.
    result.failed = Math.max(1, result.failed);
    printed += `not ok  ${name}: its process ended with ${signal ?? status}\n`;
  }
  if (!live) console.log(`\n-- ${name}`);
  process.stdout.write(printed);
  console.log(`-- ${name} took ${Math.round((performance.now() - since) / 1000)} s`);
  for (const key of Object.keys(counts)) counts[key] += result[key];
}

const failed = counts.failed + (process.env.CI ? counts.missing : 0);
const skipped = process.env.CI || counts.missing === 0 ? '' : `, ${counts.missing} skipped`;
console.log(`\n${counts.passed} passed, ${failed} failed${skipped}`);
process.exitCode = failed === 0 ? 0 : 1;
