import { spawn } from 'node:child_process';

/** How a run of Trivy ended. */
export interface Ended {
  /** Exit code, or undefined where a signal ended it. */
  readonly code?: number | undefined;
  readonly signal?: string | undefined;
  readonly stdout: string;
  /** The last lines of its output. */
  readonly lines: readonly string[];
  /** It could not even be started. */
  readonly notStarted?: string;
}

/** Trivy ends by itself after half an hour (arguments.ts); this is for one that hangs. */
const TIMEOUT_MS = 35 * 60_000;

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
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    const end = () => child.kill('SIGTERM');
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
    child.on('error', (error) => resolve({ stdout, lines, notStarted: error.message }));
    child.on('close', (code, signal) => {
      stop?.removeEventListener('abort', end);
      keep(rest);
      resolve({ stdout, lines, code: code ?? undefined, signal: signal ?? undefined });
    });
  });
}
