import { systemErrorReason } from '../files/system-error';
import { failureReason } from './failure-reason';

/** How a program ended that did not give an answer; `spawnSync` returns the same. */
export interface ProgramEnd {
  /** Undefined or null where a signal ended it, or where it was not started. */
  readonly status?: number | null | undefined;
  readonly signal?: string | null | undefined;
  /** What it printed, where that was kept. */
  readonly stdout?: string | null | undefined;
  readonly stderr?: string | null | undefined;
  /** Why it could not be started. */
  readonly error?: Error | undefined;
  /** Why it was ended from here: `did not end within 10 minutes`. */
  readonly stopped?: string | undefined;
}

/** Why a program did not give an answer, after its name: `failed with status 3: no such option`. */
export function programEnd({ status, signal, stdout, stderr, error, stopped }: ProgramEnd): string {
  if (stopped !== undefined) return `${stopped}, and was stopped`;
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT') return 'did not end in time, and was stopped';
  if (error !== undefined) return `cannot be started: ${systemErrorReason(error)}`;
  const reason = failureReason(stderr ?? '', stdout ?? '');
  const how = typeof status === 'number' ? `failed with status ${status}` : `was ended by ${signal ?? 'the system'}`;
  return reason === undefined ? how : `${how}: ${reason}`;
}
