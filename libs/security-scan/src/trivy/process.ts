import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { systemErrorReason } from '@careplane/problems';

/** How a run of Trivy ended. */
export interface Ended {
  /** Exit code, or undefined where a signal ended it. */
  readonly code?: number | undefined;
  readonly signal?: string | undefined;
  readonly stdout: string;
  /** The last lines of its output. */
  readonly lines: readonly string[];
  /** Why it could not even be started. */
  readonly notStarted?: string;
  /** It was ended after this time, in milliseconds. */
  readonly timedOutAfterMs?: number;
}

/** Trivy ends by itself after half an hour (arguments.ts); this is for one that hangs. */
const TIMEOUT_MS = 35 * 60_000;

/** For a Trivy that was asked to end, and does not. */
const GRACE_MS = 10_000;

const KEPT_LINES = 40;
const MAXIMUM_STDOUT = 1024 * 1024;

export interface RunSettings {
  /** An empty folder: Trivy reads `trivy.yaml`, `.trivyignore` and `trivy-secret.yaml` where it is started. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly onLine?: ((line: string) => void) | undefined;
  /** @default longer than Trivy's own limit */
  readonly timeoutMs?: number | undefined;
  /** Aborted when the run is no longer wanted: Trivy is asked to end, so that it can tidy up. */
  readonly signal?: AbortSignal | undefined;
}

/** The only place that starts Trivy. Arguments go to it one by one, never through a shell. */
export function runTrivy(
  trivy: string,
  args: readonly string[],
  { cwd, env, onLine, timeoutMs = TIMEOUT_MS, signal: stop }: RunSettings,
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(trivy, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      // Behind the timer below, which ends the whole group.
      timeout: timeoutMs + GRACE_MS,
      killSignal: 'SIGKILL',
      // A group of its own, so that what Trivy or a script around it has started ends too.
      detached: process.platform !== 'win32',
    });
    const timers: NodeJS.Timeout[] = [];
    let timedOut = false;
    timers.push(
      setTimeout(() => {
        timedOut = true;
        endGroup(child, 'SIGKILL');
      }, timeoutMs),
    );
    const end = () => {
      endGroup(child, 'SIGTERM');
      timers.push(setTimeout(() => endGroup(child, 'SIGKILL'), GRACE_MS));
    };
    stop?.addEventListener('abort', end);
    if (stop?.aborted) end();
    const lines: string[] = [];
    let stdout = '';
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (stdout.length < MAXIMUM_STDOUT) stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      const parts = (rest + text).split('\n');
      rest = (parts.pop() ?? '').slice(-10_000);
      for (const line of parts) keep(line);
    });
    const keep = (line: string) => {
      if (line.trim() === '') return;
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.shift();
      onLine?.(line);
    };
    const ended = () => {
      stop?.removeEventListener('abort', end);
      for (const timer of timers) clearTimeout(timer);
    };
    child.on('error', (error) => {
      ended();
      resolve({ stdout, lines, notStarted: systemErrorReason(error) });
    });
    child.on('close', (code, signal) => {
      ended();
      keep(rest);
      const late = timedOut ? { timedOutAfterMs: timeoutMs } : {};
      resolve({ stdout, lines, code: code ?? undefined, signal: signal ?? undefined, ...late });
    });
  });
}

/** Send a signal to a program and to all that it has started. */
function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid === undefined || process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It has ended in the meantime.
  }
}
