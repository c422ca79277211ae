import { readFileSync } from 'node:fs';
import { BadInput } from '@careplane/command-line';
import { jsonFault, systemErrorReason } from '@careplane/problems';

const HOUR_MS = 3_600_000;

interface RestoreJob {
  readonly Status?: unknown;
  readonly CreationDate?: unknown;
  readonly CompletionDate?: unknown;
}

/**
 * Hours that completed restores took, from the output of `aws backup list-restore-jobs`.
 *
 * @throws BadInput if the file is something else, or has no completed restore
 */
export function restoreHours(file: string): number[] {
  const hours = jobsIn(file)
    .filter(({ Status }) => Status === 'COMPLETED')
    .map(({ CreationDate, CompletionDate }) => (dateOf(CompletionDate) - dateOf(CreationDate)) / HOUR_MS)
    .filter((value) => Number.isFinite(value) && value >= 0);
  if (hours.length > 0) return hours;
  throw new BadInput(
    `--restore-jobs ${file} has no completed restore. Write it with: aws backup list-restore-jobs --by-status COMPLETED > ${file}`,
  );
}

function jobsIn(file: string): readonly RestoreJob[] {
  const text = read(file);
  const fault = jsonFault(text);
  if (fault !== undefined)
    throw new BadInput(`--restore-jobs ${file}:${fault.line}:${fault.column} is no JSON: ${fault.words}.`);
  const { RestoreJobs } = (JSON.parse(text.replace(/^\ufeff/, '')) ?? {}) as { readonly RestoreJobs?: unknown };
  if (Array.isArray(RestoreJobs)) return RestoreJobs as readonly RestoreJob[];
  throw new BadInput(
    `--restore-jobs ${file} has no list RestoreJobs. Allowed: the output of aws backup list-restore-jobs.`,
  );
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new BadInput(`--restore-jobs ${file} cannot be read: ${systemErrorReason(error)}`);
  }
}

/** The AWS CLI writes dates as text, or as seconds, by its settings. */
function dateOf(value: unknown): number {
  return typeof value === 'number' ? value * 1000 : Date.parse(String(value));
}
