import { renderGiven } from '@careplane/problems';
import type { Problem } from '@careplane/problems';
import type { IgnoredFinding, IgnoreFileResult } from './trivyignore';

const EXPIRY = 'exp:';

/**
 * Read a `.trivyignore`: one id a line, comments behind `#`, and the day from which the finding counts again behind `exp:`, which
 * Trivy reads in a comment, too. Trivy skips a line with a day that is none, and takes only the first word of any other.
 *
 * @see https://trivy.dev/latest/docs/configuration/filtering/#trivyignore
 */
export function readTrivyignoreLines(file: string, text: string): IgnoreFileResult {
  if (/[\0\ufffd]/.test(text)) return { ok: false, problems: [notText(file)] };
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const read = lines.map((line, index) => readLine(line, { file, line: index + 1 }));
  const problems = read.flatMap((each) => ('problem' in each ? [each.problem] : []));
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, entries: read.flatMap((each) => ('entry' in each ? [each.entry] : [])) };
}

interface Place {
  readonly file: string;
  readonly line: number;
}

function readLine(text: string, at: Place): { entry: IgnoredFinding } | { problem: Problem } | Record<never, never> {
  const [before = ''] = text.split('#');
  const [id, ...others] = before.trim().split(/\s+/);
  if (id === undefined || id === '') return {};
  const more = others.find((word) => !word.startsWith(EXPIRY));
  if (more !== undefined || /[,;]/.test(id)) return { problem: notOneRule(before.trim(), at) };
  const day = text
    .split(/\s+/)
    .find((word) => word.startsWith(EXPIRY))
    ?.slice(EXPIRY.length);
  if (day === undefined) return { entry: { id, line: at.line } };
  return isDay(day) ? { entry: { id, line: at.line, expires: day } } : { problem: notADay(id, day, at) };
}

/** Whether a text is a day that exists: `2026-12-31`. */
function isDay(text: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function notOneRule(given: string, at: Place): Problem {
  return {
    ...{ ...at, path: '', message: 'has more than one rule and its expiry', given: renderGiven(given) },
    ...{ allowed: 'CVE-2024-1234, or CVE-2024-1234 exp:2026-12-31', fix: 'write one rule a line, and words behind #' },
  };
}

function notADay(id: string, given: string, at: Place): Problem {
  return {
    ...{ ...at, path: id, message: 'has an expiry that is no day, and Trivy skips the line', given },
    ...{ allowed: 'a day, such as exp:2026-12-31', fix: 'correct the day' },
  };
}

function notText(file: string): Problem {
  return {
    ...{ file, line: 1, path: '', message: 'is not UTF-8 text', given: 'other bytes', allowed: 'UTF-8' },
    fix: 'save the file as UTF-8',
  };
}
