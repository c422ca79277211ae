// One suite, in the process that `run.mjs` makes for it: `node suite.mjs NAME`. Sends its counts to `run.mjs`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { counts, report, root } from './harness.mjs';

const [name] = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), `careplane-e2e-${name}-`));
try {
  const suite = await import(join(root, 'tools/e2e/suites', `${name}.mjs`));
  await suite.default(scratch);
} catch (error) {
  report(`${name}: the suite itself`, false, error.stack);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.send?.({ ...counts }, () => process.disconnect());
