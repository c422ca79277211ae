import type { Ended } from './process';

/** Known causes, by what Trivy says, and what helps. */
const CAUSES: readonly (readonly [pattern: RegExp, help: string])[] = [
  [
    /skip-java-db-update\W+cannot be specified on the first run|first run cannot skip downloading Java/i,
    'The image has Java archives, and its cache has no database that names them: fetch one while there is a network (trivy image --download-java-db-only, with the same --cache-dir).',
  ],
  [
    /cannot be specified on the first run|first run cannot skip/i,
    'Its cache has no vulnerability database yet: fetch one while there is a network (trivy image --download-db-only, with the same --cache-dir).',
  ],
  [
    /DB error|download.*(vulnerability|java) DB|TOOMANYREQUESTS|failed to download/i,
    'The database could not be fetched: try again, or name a mirror in TRIVY_DB_REPOSITORY.',
  ],
  [
    /permission denied.*docker\.sock|docker\.sock.*permission denied/i,
    'The engine does not let you in: save the image into an archive, and give it with --input.',
  ],
  [
    /unable to find the specified image|no such image|MANIFEST_UNKNOWN|NAME_UNKNOWN|No such image/i,
    'There is no such image: build or pull it first, or give an archive or an OCI layout with --input.',
  ],
  [/context deadline exceeded|timeout/i, 'It took longer than half an hour.'],
  [/no space left on device/i, 'The disk is full: make room, also in the folder for temporary files.'],
  [/unknown flag|unknown shorthand/i, 'This Trivy is too old: use version 0.70 or later.'],
];

/** Why a run that did not end well ended, in words. Its findings, if there are any, count for nothing. */
export function failureOf(what: string, { code, signal, lines, notStarted }: Ended): string {
  if (notStarted !== undefined) return `Trivy could not be started: ${notStarted}.`;
  const said = lines.filter((line) => /\b(FATAL|ERROR)\b|^\s+\* |^panic:/.test(line)).slice(-6);
  const shown = (said.length > 0 ? said : lines.slice(-3)).map((line) => `  ${tidy(line)}`).join('\n');
  const end = signal === undefined ? `with exit code ${code}` : `by signal ${signal}`;
  const killed =
    signal === 'SIGKILL'
      ? 'It was killed: it hung for longer than half an hour, or the machine has too little memory for this image.'
      : undefined;
  const help =
    killed ?? CAUSES.find(([pattern]) => pattern.test(lines.join('\n')))?.[1] ?? 'See what it said, then scan again.';
  return `Trivy ended ${end} while ${what}; that is a failure, no verdict.${shown === '' ? '' : `\n${shown}`}\n${help}`;
}

/** A line without its time, and without what could steer a terminal. */
function tidy(line: string): string {
  return line
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/^\d{4}-\d\d-\d\dT\S+\s+/, '')
    .slice(0, 400);
}
