import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { BadInput, COMMAND_TIMEOUT_MS, EXIT, ToolFailed } from '@careplane/command-line';
import type { SourceOptions } from './sources';

/**
 * Write the assemblies of a platform or service into a folder, as `careplane synth` does: a process of its own, so that
 * no estimate of a template loads the CDK.
 *
 * @throws BadInput with what careplane said of the files
 */
export function synthesize(place: string, out: string, { env }: SourceOptions): void {
  const careplane = join(require.resolve('@careplane/deploy/package.json'), '../bin/careplane.js');
  const args = [careplane, 'synth', place, '--out', out, '--json', ...(env === undefined ? [] : ['--env', env])];
  const { status, stderr, error } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    timeout: COMMAND_TIMEOUT_MS,
  });
  if (status === 0) return;
  const said = (stderr ?? '')
    .split('\n')
    .filter((line) => !line.startsWith('synthesizing '))
    .join('\n')
    .trim();
  if (status === EXIT.badInput) throw new BadInput(`${said}\nNothing was priced. Next: careplane plan ${place}`);
  throw new ToolFailed(`careplane synth ${place} failed: ${said || String(error?.message ?? status)}`);
}
