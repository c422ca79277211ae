import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';

/** How a command ended; without an exit code when it could not be started or was killed. */
export interface Ended {
  readonly status: number | null;
  /** What it printed, both streams in the order in which it came; empty when it was shown as it came. */
  readonly output: string;
}

/** Commands of the toolkit, and the packages that they come with. */
const PACKAGES = { careplane: '@careplane/deploy', 'careplane-scan': '@careplane/scan' } as const;

/**
 * Run a command of the toolkit, as the workspace has it.
 *
 * @param output 'shown' as it comes, or 'kept' for later
 */
export function runTool(
  root: string,
  tool: keyof typeof PACKAGES,
  args: readonly string[],
  output: 'shown' | 'kept',
): Promise<Ended> {
  const path = [join(root, 'node_modules/.bin'), process.env['PATH']].join(delimiter);
  const child = spawn(tool, args, {
    cwd: root,
    env: { ...process.env, PATH: path },
    stdio: ['ignore', ...(output === 'shown' ? (['inherit', 'inherit'] as const) : (['pipe', 'pipe'] as const))],
    // npm's commands are .cmd files there, which only a shell starts.
    shell: process.platform === 'win32',
  });
  const pieces: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8');
    stream?.on('data', (piece: string) => pieces.push(piece));
  }
  return new Promise((resolve) => {
    child.on('error', ({ message }) => {
      const words = `${tool} could not be started (${message}). It comes with ${PACKAGES[tool]}, which is not on npm’s registry yet. In a clone of Careplane, run npm ci. In a workspace of your own, install the tarballs that npm run pack writes in a clone; see docs/guides/own-workspace.md there.\n`;
      if (output === 'shown') process.stderr.write(words);
      resolve({ status: null, output: words });
    });
    child.on('close', (status) => resolve({ status, output: pieces.join('') }));
  });
}
