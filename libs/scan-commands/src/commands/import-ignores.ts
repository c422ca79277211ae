import { readFileSync } from 'node:fs';
import { BadInput, counted, EXIT } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { importTrivyignore } from '@careplane/findings';
import { replaceFile } from '@careplane/problems';
import type { Problem } from '@careplane/problems';
import { requireFile } from '../read';

export interface ImportIgnoresOptions {
  readonly owner?: string;
  readonly expires?: string;
  readonly reason?: string;
  readonly output?: string;
}

/** Options that an ignore file has nothing for. */
const REQUIRED = [
  { key: 'owner', allowed: 'a name or an e-mail address', example: 'jane@example.com' },
  { key: 'expires', allowed: 'a day, at most 366 days ahead', example: '2026-12-31' },
] as const;

/** Write an exceptions file from the ignore file of Trivy. */
export async function importIgnores(file: string, options: ImportIgnoresOptions, terminal: Terminal): Promise<Exit> {
  const missing = REQUIRED.filter(({ key }) => options[key] === undefined).map(
    ({ key, allowed, example }): Problem => ({
      ...{ file: 'command line', line: 0, path: `--${key}`, message: 'is missing', given: '(nothing)' },
      ...{ allowed, fix: `give --${key} ${example}` },
    }),
  );
  const { owner, expires, reason } = options;
  if (owner === undefined || expires === undefined) {
    throw new BadInput('An exception needs an owner who answers for it, and a last day.', missing);
  }
  requireFile(file);
  const result = importTrivyignore(file, readFileSync(file, 'utf8'), { owner, expires, reason }, new Date());
  if (!result.ok) throw new BadInput('Nothing was imported.', result.problems);
  if (options.output === undefined) terminal.data(result.text.trimEnd());
  else replaceFile(options.output, result.text);
  for (const { id, line, why } of result.wider) terminal.talk(`${file}:${line}: the exception for ${id} ${why}.`);
  for (const { id, line } of result.expired) terminal.talk(`${file}:${line}: ${id} has expired, and was left out.`);
  terminal.talk(
    `${counted(result.imported, 'exception')}. Next: review the reasons and scopes, then scan with --exceptions.`,
  );
  return EXIT.ok;
}
