import { failureReason, oneLine } from '@careplane/problems';
import { HOW_TO_GET_TRIVY } from './locate';
import type { Ended } from './process';

/** Known causes, by what Trivy says, and what helps. */
const CAUSES: readonly (readonly [pattern: RegExp, help: string])[] = [
  [
    /skip-java-db-update\W+cannot be specified on the first run|first run cannot skip downloading Java/i,
    'The image has Java archives, and the cache has no Java database: download one while a network is available (trivy image --download-java-db-only, with the same --cache-dir).',
  ],
  [
    /cannot be specified on the first run|first run cannot skip/i,
    'The cache has no vulnerability database yet: download one while a network is available (trivy image --download-db-only, with the same --cache-dir).',
  ],
  [
    /DB error|download.*(vulnerability|java) DB|TOOMANYREQUESTS|failed to download/i,
    'The database could not be downloaded: try again, or set TRIVY_DB_REPOSITORY to a mirror.',
  ],
  [
    /permission denied.*docker\.sock|docker\.sock.*permission denied/i,
    'The container engine denied access: save the image to an archive, and give it with --input.',
  ],
  [
    /unable to find the specified image|no such image|MANIFEST_UNKNOWN|NAME_UNKNOWN|No such image/i,
    'The image does not exist: build or pull it first, or give an archive or an OCI layout with --input.',
  ],
  [/context deadline exceeded|timeout/i, 'The scan took longer than half an hour.'],
  [/no space left on device/i, 'The disk is full: free space, also in the folder for temporary files.'],
  [/unknown flag|unknown shorthand/i, 'This Trivy is too old: use version 0.70 or later.'],
];

/** Why a run that did not end well ended, in words. Its findings, if there are any, count for nothing. */
export function failureOf(what: string, { code, signal, lines, notStarted, timedOutAfterMs }: Ended): string {
  if (notStarted !== undefined) return `Trivy could not be started: ${notStarted}. ${HOW_TO_GET_TRIVY}`;
  const errors = lines.filter((line) => /\b(FATAL|ERROR)\b|^\s+\* |^panic:/.test(line)).slice(-6);
  const reason = failureReason(lines.join('\n'));
  const shown = (errors.length > 0 ? errors : [reason ?? []].flat()).map((line) => `  ${tidy(line)}`).join('\n');
  const end = signal === undefined ? `with exit code ${code}` : `by signal ${signal}`;
  if (timedOutAfterMs !== undefined) {
    return `Trivy had not ended after ${inWords(timedOutAfterMs)} of ${what}, and was stopped. This is a failure and not a verdict.${shown === '' ? '' : `\n${shown}`}\nCheck that the network and the registry answer, or scan with --offline; then scan again.`;
  }
  const killed =
    signal === 'SIGKILL'
      ? 'Trivy was killed: the machine has too little memory for this image, or another process ended it.'
      : undefined;
  const help =
    killed ?? CAUSES.find(([pattern]) => pattern.test(lines.join('\n')))?.[1] ?? 'Read its output, then scan again.';
  return `Trivy ended ${end} while ${what}. This is a failure and not a verdict.${shown === '' ? '' : `\n${shown}`}\n${help}`;
}

function inWords(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes === 0) return `${milliseconds / 1000} seconds`;
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
}

/** A line without its time, and without what could steer a terminal. */
function tidy(line: string): string {
  return oneLine(line)
    .replace(/^\d{4}-\d\d-\d\dT\S+\s+/, '')
    .slice(0, 400);
}
