import type { ReportProblem } from './problem';

const ALLOWED = 'a report of Trivy in JSON, SchemaVersion 2';
const RESCAN = 'scan with careplane-scan image, or with trivy image --format json --list-all-pkgs --output report.json';

/** What a file is instead of a report, by a key at its top. */
const OTHER_FORMATS: readonly (readonly [key: string, name: string])[] = [
  ['bomFormat', 'a CycloneDX bill of materials'],
  ['spdxVersion', 'an SPDX bill of materials'],
  ['runs', 'a SARIF report'],
  ['Findings', 'findings in ASFF, the format of Security Hub CSPM'],
  ['ClusterName', 'a report on a Kubernetes cluster'],
  ['vulnerabilities', 'a report in another format'],
  ['matches', 'a report of Grype'],
];

/** The file does not begin like a report. */
export function notAReport(first: string): ReportProblem {
  const problem = { path: '', allowed: ALLOWED, fix: RESCAN };
  if (first === '') return { ...problem, message: 'is empty', given: 'no bytes' };
  if (first === '[') {
    return { ...problem, message: 'is a list, the format of Trivy before version 0.20', given: '[…]' };
  }
  if (first > '\u007f') {
    const fix = 'let Trivy write the file with --output report.json, because a shell may use another encoding';
    return { ...problem, message: 'is not UTF-8 text', given: 'other bytes', fix };
  }
  return { ...problem, message: 'is not a report', given: `it begins with ${first}` };
}

/** The report is of another schema, or of none. */
export function wrongSchema(version: unknown, keys: ReadonlySet<string>): ReportProblem {
  const other = OTHER_FORMATS.find(([key]) => keys.has(key));
  const given = version === undefined ? (other?.[1] ?? 'no SchemaVersion') : JSON.stringify(version).slice(0, 40);
  return { path: 'SchemaVersion', message: 'is not 2', given, allowed: ALLOWED, fix: RESCAN };
}

/** A value of another kind than the schema has there. */
export function wrongKind(path: string, given: string, wanted: string, offset: number): ReportProblem {
  return { path, offset, message: `is not ${wanted}`, given, allowed: wanted, fix: RESCAN };
}

/** A key that is there twice: which of the two counts would be a guess. */
export function twice(path: string, offset: number): ReportProblem {
  return { path, offset, message: 'occurs twice', given: 'two values', allowed: 'one value', fix: RESCAN };
}

/** An element that is no finding, because what tells it apart is missing. */
export function incomplete(path: string, given: string, offset: number): ReportProblem {
  return { path, offset, message: 'is missing', given, allowed: 'text', fix: RESCAN };
}

/** The name of the artifact is needed to understand a result, and comes after it. */
export function lateName(): ReportProblem {
  return {
    path: 'ArtifactName',
    message: 'comes after Results',
    given: 'another order of keys',
    allowed: 'the order of Trivy',
    fix: RESCAN,
  };
}

/** The text is not JSON, or ends too early. */
export function unreadable(path: string, message: string, offset: number): ReportProblem {
  const cut = message.startsWith('ends');
  return {
    path,
    offset,
    message,
    given: `byte ${offset}`,
    allowed: 'a complete report in JSON',
    fix: cut ? 'the report is truncated, for example because a scan was killed or a disk was full: scan again' : RESCAN,
  };
}
