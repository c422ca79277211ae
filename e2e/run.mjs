// `npm run e2e [-- SUITE…]`: the real parts of what the unit tests can only describe. Says by name what it could not get;
// under CI=true a missing part is a failure. Each file in suites/ is a suite: its default export does the work.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { counts, report, root } from './harness.mjs';

const folder = join(root, 'tools/e2e/suites');
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

for (const name of asked.length > 0 ? asked : all) {
  console.log(`\n-- ${name}`);
  const scratch = mkdtempSync(join(tmpdir(), `careplane-e2e-${name}-`));
  try {
    const suite = await import(join(folder, `${name}.mjs`));
    await suite.default(scratch);
  } catch (error) {
    report(`${name}: the suite itself`, false, error.stack);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
const failed = counts.failed + (process.env.CI ? counts.missing : 0);
const skipped = process.env.CI || counts.missing === 0 ? '' : `, ${counts.missing} skipped`;
console.log(`\n${counts.passed} passed, ${failed} failed${skipped}`);
process.exitCode = failed === 0 ? 0 : 1;
