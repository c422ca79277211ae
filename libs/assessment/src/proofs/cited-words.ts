import type { Cited } from './proof-report';

/** The construct path leads into the sources, file and line into the template. */
export function citedWords({ stack, resource, constructPath, statement, attachedTo, file, line }: Cited): string {
  const place = file === undefined ? '' : ` (${file}:${line ?? 1})`;
  if (statement === resource) return `${constructPath ?? `${stack}/${resource}`}${place}`;
  const what = /^\d+$/.test(statement) ? `statement ${Number(statement) + 1}` : `statement ${statement}`;
  const owner = resource.startsWith('arn:') ? resource : (constructPath ?? `${stack}/${resource}`);
  return `${what} of ${owner}${attachedTo === undefined ? '' : `, attached to ${attachedTo}`}${place}`;
}
