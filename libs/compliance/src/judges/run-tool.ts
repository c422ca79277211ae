import { spawn } from 'node:child_process';

/** An installed tool that fails. The message is for users. */
export class ToolError extends Error {}

/** Time limit for a hanging process. A platform takes seconds. */
const TIMEOUT_MS = 10 * 60_000;
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/** How a process ended, and what it printed. */
export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Why it could not be started. */
  readonly error?: NodeJS.ErrnoException;
}

/** Run a program beside this one, and wait for its end. */
export function runTool(binary: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(binary, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const late = setTimeout(() => child.kill(), TIMEOUT_MS);
    const end = (ended: Pick<Ended, 'status' | 'signal' | 'error'>): void => {
      clearTimeout(late);
      resolve({ ...ended, ...printed });
    };
    const printed = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        printed[stream] += text;
        if (printed[stream].length > MAX_OUTPUT_BYTES) child.kill();
      });
    }
    child.on('error', (error) => end({ status: null, signal: null, error }));
    child.on('close', (status, signal) => end({ status, signal }));
  });
}

/** The last line that a program printed: the reason, where it failed. */
export function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.slice(0, 200) ?? '';
}
