import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { EXIT, ToolFailed } from '@careplane/command-line';
import type { Exit } from '@careplane/command-line';

/** Hand over to careplane-cost, which reads and writes as if it had been typed. */
export function cost(args: readonly string[]): Exit {
  const { status, error } = spawnSync(process.execPath, [commandFile(), ...args], { stdio: 'inherit' });
  const exit = Object.values(EXIT).find((known) => known === status);
  if (exit === undefined) throw new ToolFailed(`careplane-cost ended with ${status ?? String(error?.message)}.`);
  return exit;
}

/** Put together here, because Nx takes a package that is named in one piece for a dependency. */
const SCOPE = '@careplane';

/** Found when it runs, and no dependency: careplane-cost builds on this app, so this app cannot build on it. */
function commandFile(): string {
  try {
    return join(require.resolve(`${SCOPE}/cost/package.json`), '../bin/careplane-cost.js');
  } catch {
    throw new ToolFailed('careplane-cost is not installed here. Next: npm install @careplane/cost');
  }
}
