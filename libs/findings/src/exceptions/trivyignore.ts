import { renderGiven } from '@careplane/problems';
import type { Problem } from '@careplane/problems';
import type { FindingClass } from '../finding';
import { stablePurl } from '../purl';
import { parseExceptions } from './parse';
import { readTrivyignoreLines } from './trivyignore-lines';
import { readTrivyignoreYaml } from './trivyignore-yaml';

/** An entry of an ignore file of Trivy. */
export interface IgnoredFinding {
  readonly id: string;
  readonly line: number;
  readonly class?: FindingClass;
  /** Globs of paths or targets; none means everywhere. */
  readonly paths?: readonly string[];
  /** Package URLs; none means every package. */
  readonly purls?: readonly string[];
  readonly statement?: string;
  /** Day, `2026-12-31`. */
  readonly expires?: string;
}

/** What an ignore file does not say, and an exception must. */
export interface ImportAnswers {
  readonly owner: string;
  /** Last day for entries that name none, or a later one. */
  readonly expires: string;
  /** Reason for entries without a statement of 20 characters or more. */
  readonly reason?: string | undefined;
}

/** What an ignore file says, or why it cannot be read. */
export type IgnoreFileResult =
  | { readonly ok: true; readonly entries: readonly IgnoredFinding[] }
  | { readonly ok: false; readonly problems: Problem[] };

/** An entry that an exception cannot say as narrowly. */
export interface WiderEntry {
  readonly id: string;
  readonly line: number;
  /** Goes on after the id: `covers every version …`. */
  readonly why: string;
}

export type ImportResult =
  | {
      readonly ok: true;
      /** The exceptions file. */
      readonly text: string;
      readonly imported: number;
      /** Entries that have expired, which are left out. */
      readonly expired: readonly IgnoredFinding[];
      /** Entries whose exception covers more than Trivy left out, and what more. */
      readonly wider: readonly WiderEntry[];
    }
  | { readonly ok: false; readonly problems: Problem[] };

const LEAST_REASON = 20;

/**
 * Make an exceptions file from a `.trivyignore` or a `.trivyignore.yaml`. An exception needs a reason, an owner and an expiry,
 * which those files do not have or need not have.
 *
 * @param now by which entries have expired
 */
export function importTrivyignore(file: string, text: string, answers: ImportAnswers, now: Date): ImportResult {
  const read = /\.ya?ml$/.test(file) ? readTrivyignoreYaml(file, text) : readTrivyignoreLines(file, text);
  if (!read.ok) return read;
  const today = now.toISOString().slice(0, 10);
  const isExpired = ({ expires }: IgnoredFinding) => expires !== undefined && expires < today;
  const entries = read.entries.filter((entry) => !isExpired(entry));
  const problems = entries.flatMap((entry) => problemsOf(file, entry, answers));
  if (problems.length > 0) return { ok: false, problems };
  const written = `exceptions:${entries.length === 0 ? ' []' : ''}\n${entries.flatMap((entry) => exceptionsOf(entry, answers)).join('')}`;
  const checked = parseExceptions(file, written, now);
  if (!checked.ok) return { ok: false, problems: checked.problems.map((problem) => ({ ...problem, line: 0 })) };
  return {
    ok: true,
    text: written,
    imported: checked.exceptions.length,
    expired: read.entries.filter(isExpired),
    wider: entries.flatMap(widerOf),
  };
}

function problemsOf(file: string, entry: IgnoredFinding, { reason }: ImportAnswers): Problem[] {
  const at = { file, line: entry.line };
  const glob = entry.paths?.find((path) => /[?[\]{}!]/.test(path));
  return [
    ...(reasonOf(entry, reason) === undefined
      ? [
          {
            ...{ ...at, path: entry.id, message: 'has no statement that can be its reason' },
            ...{ given: renderGiven(entry.statement), allowed: 'a sentence of 20 characters or more' },
            fix: 'write why it is safe in the statement, or give --reason for all entries without one',
          },
        ]
      : []),
    ...(glob === undefined
      ? []
      : [
          {
            ...{ ...at, path: entry.id, message: 'has a path that an exception cannot express' },
            ...{ given: glob, allowed: 'text and *', fix: 'write the paths out, one entry for each' },
          },
        ]),
  ];
}

/** An exception has no versions, because it ends; and its \* does not stop at a slash. */
function widerOf({ id, line, purls = [], paths = [] }: IgnoredFinding): WiderEntry[] {
  const versioned = purls.filter((purl) => /@[^@/?#]+(?=[?#]|$)/.test(purl));
  const starred = paths.filter((path) => path.replaceAll('**', '').includes('*'));
  return [
    ...versioned.map((purl) => ({ id, line, why: `covers every version of the package, and not only ${purl}` })),
    ...starred.map((path) => ({ id, line, why: `covers ${path} in all folders below, because * matches / too` })),
  ];
}

function reasonOf({ statement = '' }: IgnoredFinding, fallback: string | undefined): string | undefined {
  const own = statement.trim();
  return own.length >= LEAST_REASON ? own : fallback;
}

/** One exception for each path and package: every key of a scope must match. */
function exceptionsOf(entry: IgnoredFinding, answers: ImportAnswers): string[] {
  const { id, class: of, paths = [], purls = [], expires = answers.expires } = entry;
  const places = paths.length > 0 ? paths.map((path) => path.replaceAll('**', '*')) : [undefined];
  const packages = purls.length > 0 ? purls.map(stablePurl) : [undefined];
  return places.flatMap((place) =>
    packages.map((found) => {
      const scope = {
        ...(of !== undefined && { class: of }),
        // Trivy compares the path of the package if there is one, else the target.
        ...(place !== undefined && { [of === 'vulnerability' ? 'path' : 'target']: place }),
        ...(found !== undefined && { package: found }),
      };
      return [
        `  - id: ${JSON.stringify(id)}`,
        `    scope: ${Object.keys(scope).length === 0 ? 'everywhere' : JSON.stringify(scope)}`,
        `    reason: ${JSON.stringify(reasonOf(entry, answers.reason))}`,
        `    owner: ${JSON.stringify(answers.owner)}`,
        // The earlier of the two days, so that an import does not prolong what was limited on purpose.
        `    expires: ${expires < answers.expires ? expires : answers.expires}`,
        '',
      ].join('\n');
    }),
  );
}
