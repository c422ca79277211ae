/** One reason why a report cannot be read. */
export interface ReportProblem {
  /** Where: `Results[3].Vulnerabilities[17].PkgName`; empty for the whole file. */
  readonly path: string;
  /** Bytes before the place, where it has one. */
  readonly offset?: number;
  /** Goes on after the path: `is missing`. */
  readonly message: string;
  readonly given: string;
  readonly allowed: string;
  readonly fix: string;
}

/** A value as people would write it down, short. Never of a secret: only called on what tells findings apart. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 60 ? `${json.slice(0, 57)}…` : json;
}
