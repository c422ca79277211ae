import type { Series } from '../series';

/** What was found wrong in a file, without its place in it: the reader adds that. */
export interface Complaint {
  readonly line?: number;
  readonly path?: string;
  readonly message: string;
  readonly given: string;
  readonly allowed: string;
  readonly fix: string;
}

export type SeriesResult =
  | { readonly series: Series; readonly complaint?: undefined }
  | { readonly complaint: Complaint; readonly series?: undefined };

/** No series, because of this. */
export function refuse(complaint: Complaint): SeriesResult {
  return { complaint };
}

/** Which of several series a file holds is meant. */
export interface SeriesChoice {
  /** Label or id of one, such as the service's name. */
  readonly name?: string;
}

/** The one that is meant of several; a complaint that lists them where it is not clear. */
export function choose<T>(
  found: readonly (readonly [name: string, value: T])[],
  { name }: SeriesChoice,
): { readonly value: T } | { readonly complaint: Complaint } {
  const names = found.map(([each]) => each);
  const fitting = name === undefined ? found : found.filter(([each]) => each === name);
  const [only, second] = fitting;
  if (only !== undefined && second === undefined) return { value: only[1] };
  return {
    complaint: {
      message: name === undefined ? `has ${found.length} series` : `has no series of that name, or several`,
      given: name ?? names.slice(0, 6).join(', '),
      allowed: `one of ${names.slice(0, 12).join(', ') || '(none)'}`,
      fix: names[0] === undefined ? 'export the metric again, for the hours of the test' : `add --series '${names[0]}'`,
    },
  };
}
