import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Modules of the end-to-end suites and the benchmarks, which Jest does not load: Node's own runner tests them. */
const root = join(__dirname, '../../..');

it.each([
  ['how an end-to-end run is counted', 'e2e/counts.test.ts'],
  ['what roles were denied, what they never called, which rights nothing needs', 'e2e/parts/permissions.test.ts'],
  ['commands and outputs of README and guides', 'e2e/documents/steps.test.ts'],
  ['how the commands of the repository are called, and what they refuse', 'tools/command.test.ts'],
  ['the platforms of the benchmarks load', 'tools/bench/platforms.test.ts'],
  ['what bundles leave out of the CDK and of imports', 'tools/bundle/lean.test.ts'],
  ['what a sample run that fails does to the bundle', 'tools/bundle/sample-runs.test.ts'],
  ['the prices of a bundle are those of the list', 'tools/bundle/prices-beside.test.ts'],
  ['what each operation needs, against the list of AWS', 'tools/emulator/tests/rows.test.ts'],
])('%s', (_, file) => {
  const { status, stdout } = spawnSync(
    process.execPath,
    // The reporter is named: without a terminal, Node 20 and 22 write TAP, and Node 24 does not.
    ['--require', '@swc-node/register', '--test', '--test-reporter=tap', join(root, file)],
    { encoding: 'utf8' },
  );
  expect(stdout).toMatch(/^# tests [1-9]/m);
  expect({ status, failed: /^# fail .*/m.exec(stdout)?.[0] }).toEqual({ status: 0, failed: '# fail 0' });
});
