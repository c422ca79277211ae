import { join } from 'node:path';
import { counts, missing, report, root, run } from '../harness.mjs';

/** The container's health check, by real shells and HTTP clients. */
export default function healthChecks() {
  const ran = run(process.execPath, [join(root, 'libs/compute/e2e/health-check.mjs'), '--json']);
  try {
    const result = JSON.parse(ran.stdout.trim().split('\n').at(-1));
    counts.passed += result.passed;
    counts.failed += result.failed;
    console.log(
      `${result.failed === 0 ? 'ok' : 'not ok'}  health check: ${result.passed} cases passed, ${result.failed} failed`,
    );
    if (result.failed > 0) console.log(ran.stdout + ran.stderr);
    for (const tool of result.missing) missing(`${tool}, for the health check`);
  } catch {
    report('health check', false, ran.stdout + ran.stderr);
  }
}
