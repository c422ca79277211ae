import { spawn } from 'node:child_process';

/** An installed tool that fails. The message is for users. */
export class ToolError extends Error {}

/** Time limit for a hanging process, in milliseconds. A platform takes seconds. */
const TIMEOUT_MS = 10 * 60_000;
/** How long a process that was asked to end may take for it, in milliseconds. */
const GRACE_MS = 5_000;
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/** How a process ended, and what it printed. */
export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Why it could not be started. */
  readonly error?: NodeJS.ErrnoException;
  /** Why it was ended from here: `did not end within 10 minutes`. */
  readonly stopped?: string;
}

/** What a tool reads, and how long it may take. */
export interface ToolOptions {
  /** What it gets on its standard input. @default - nothing */
  readonly input?: string;
  /** @default 10 minutes */
  readonly timeoutMs?: number;
  /** From the request to end until it is ended by force. @default 5 seconds */
  readonly graceMs?: number;
}

/** For the question after a version: Python may take seconds to start on a busy machine, but not ten minutes. */
export const ASKING: ToolOptions = { timeoutMs: 60_000 };

/**
 * Run a program beside this one, and wait for its end. A program that hangs is ended, by force if it does not follow; one whose
 * children keep its output open is not waited for any longer.
 */
export function runTool(
  binary: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  { input, timeoutMs = TIMEOUT_MS, graceMs = GRACE_MS }: ToolOptions = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    const printed = { stdout: '', stderr: '' };
    const timers = new Set<NodeJS.Timeout>();
    const later = (ms: number, work: () => void) => timers.add(setTimeout(work, ms));
    let stopped: string | undefined;
    const end = (ended: Pick<Ended, 'status' | 'signal' | 'error'>): void => {
      for (const timer of timers) clearTimeout(timer);
      resolve({ ...ended, ...printed, ...(stopped !== undefined && { stopped }) });
    };
    const { child, error: notStarted } = start(binary, args, env);
    if (child === undefined) return end({ status: null, signal: null, error: notStarted });
    const stop = (why: string): void => {
      if (stopped !== undefined) return;
      stopped = why;
      child.kill();
      later(graceMs, () => {
        child.kill('SIGKILL');
        child.stdout.destroy();
        child.stderr.destroy();
      });
    };
    // A tool that ends before it has read everything says why itself, by its status.
    child.stdin.on('error', () => undefined).end(input ?? '');
    later(timeoutMs, () => stop(`did not end within ${durationInWords(timeoutMs)}`));
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        printed[stream] += text;
        if (printed[stream].length > MAX_OUTPUT_BYTES) stop('printed more than 64 MiB');
      });
    }
    child.on('error', (error) => end({ status: null, signal: null, error }));
    child.on('close', (status, signal) => end({ status, signal }));
  });
}

/** Arguments that are too long, or a character that no argument can have, are refused before a process begins. */
function start(binary: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  try {
    return { child: spawn(binary, args, { env, stdio: 'pipe' }) };
  } catch (error) {
    return { error: error as NodeJS.ErrnoException };
  }
}

function durationInWords(ms: number): string {
  if (ms === 60_000) return '1 minute';
  return ms > 60_000 ? `${ms / 60_000} minutes` : `${ms} ms`;
}
