import type { Finding, Identified, Stream } from '../finding';
import { checkName } from '../rule-name';
import type { Exception, ExceptionScope } from './exception';

/** An exception that speaks of a finding, and which of its ids name it. */
export interface ExceptionMatch {
  readonly exception: Exception;
  readonly ids: readonly string[];
}

/**
 * Looks for the exceptions that speak of a finding; whether they have expired is another question. Reports have 100,000
 * findings and files hundreds of exceptions: only those that name the finding are looked at.
 */
export function exceptionFinder(
  exceptions: readonly Exception[],
  stream: Stream,
): (found: Identified) => readonly ExceptionMatch[] {
  const byName = new Map<string, Exception[]>();
  for (const exception of exceptions.filter((one) => coversStream(one, stream))) {
    const names = exception.ids.flatMap((id) => [fold(id), fold(checkName(id))]);
    for (const name of new Set(names)) byName.set(name, [...(byName.get(name) ?? []), exception]);
  }
  return ({ id, finding }) => {
    if (byName.size === 0) return [];
    const names = namesOf(id, finding);
    const named = new Set(names.flatMap((name) => byName.get(name) ?? []));
    if (named.size === 0) return [];
    // In the order of the file, whichever name they were found by.
    return exceptions
      .filter((one) => named.has(one) && coversPlace(one.scope, finding))
      .map((exception) => ({ exception, ids: exception.ids.filter((one) => isNamed(one, names, finding)) }));
  };
}

/** All names of a finding. A check of Trivy has the same name in every version of Trivy. */
function namesOf(id: string, finding: Finding): string[] {
  const names = [id, finding.rule, ...(finding.aliases ?? [])];
  return [...names, ...(isCheck(finding) ? [checkName(finding.rule)] : [])].map(fold);
}

function isNamed(given: string, names: readonly string[], finding: Finding): boolean {
  return names.includes(fold(given)) || (isCheck(finding) && names.includes(fold(checkName(given))));
}

function isCheck(finding: Finding): boolean {
  return finding.class === 'misconfiguration';
}

/** Does the exception speak of this finding? */
export function covers(exception: Exception, found: Identified, stream: Stream): boolean {
  return exceptionFinder([exception], stream)(found).length > 0;
}

/** Could the exception speak of anything in this stream? One for another service is not "unused" here. */
export function coversStream({ scope }: Exception, stream: Stream): boolean {
  if (scope === 'everywhere') return true;
  return fits(scope.repository, [stream.repository]) && fits(scope.environment, [stream.environment]);
}

/** Until the end of its last day, UTC. */
export function isExpired(exception: Exception, now: Date): boolean {
  return now.toISOString().slice(0, 10) > exception.expires;
}

function coversPlace(scope: ExceptionScope | 'everywhere', finding: Finding): boolean {
  if (scope === 'everywhere') return true;
  return (
    fits(scope.class, [finding.class]) &&
    fits(scope.target, [finding.target]) &&
    fits(scope.package, [finding.package?.name, finding.package?.purl]) &&
    fits(scope.path, [finding.package?.path]) &&
    fits(scope.resource, [finding.location?.resource])
  );
}

/** What is not asked for fits; what is asked for and not there does not. */
function fits(pattern: string | undefined, values: readonly (string | undefined)[]): boolean {
  return pattern === undefined || values.some((value) => value !== undefined && matches(pattern, value));
}

/** Text against a pattern with `*`, in time proportional to both: a regular expression could be made to run for hours. */
export function matches(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

/** Rules are names of the field, written in either case. */
function fold(name: string): string {
  return name.toLowerCase();
}
