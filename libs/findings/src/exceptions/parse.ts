import { renderGiven } from '@careplane/problems';
import type { Problem } from '@careplane/problems';
import { checkDocument } from '../document/check';
import type { Exception } from './exception';
import { exceptionsSchema } from './schema';

/** After a year the reason is forgotten. An accepted file stays acceptable, because its dates only come nearer. */
export const MAX_DAYS_AHEAD = 366;
const DAY_MS = 86_400_000;

export type ExceptionsResult =
  { readonly ok: true; readonly exceptions: Exception[] } | { readonly ok: false; readonly problems: Problem[] };

/**
 * Read a file of exceptions (YAML; JSON is YAML too). An expired exception is no problem of the file: the gate counts
 * its findings again and names it.
 *
 * @param now from which an expiry may be 366 days ahead
 */
export function parseExceptions(file: string, text: string, now: Date): ExceptionsResult {
  const checked = checkDocument(file, text, exceptionsSchema);
  if (!checked.ok) return checked;
  const { value, yaml } = checked;
  const latest = new Date(now.getTime() + MAX_DAYS_AHEAD * DAY_MS).toISOString().slice(0, 10);
  const problems = value.exceptions.flatMap(({ expires }, index): Problem[] => {
    if (expires <= latest) return [];
    const line = yaml.lineOf(['exceptions', index, 'expires']);
    const path = `exceptions[${index}].expires`;
    const message = `is more than ${MAX_DAYS_AHEAD} days ahead`;
    return [
      {
        file,
        line,
        path,
        message,
        given: renderGiven(expires),
        allowed: `no later than ${latest}`,
        fix: 'choose an earlier day, and review the exception on that day',
      },
    ];
  });
  if (problems.length > 0) return { ok: false, problems };
  const exceptions = value.exceptions.map(({ id, ...rest }, index) => ({
    ids: Array.isArray(id) ? id : [id],
    ...rest,
    file,
    line: yaml.lineOf(['exceptions', index]),
  }));
  return { ok: true, exceptions };
}
