import { otherFormat, otherList, RESCAN } from './other-formats';
import type { ReportProblem } from './problem';

const ALLOWED = 'a report of Trivy in JSON, SchemaVersion 2';
const ANOTHER_ENCODING = 'let Trivy write the file with --output report.json, because a shell may use another encoding';
const GZIP = '\u001f';

/** The file does not begin like a report. */
export function notAReport(first: string): ReportProblem {
  const problem = { path: '', allowed: ALLOWED, fix: RESCAN };
  if (first === '') return { ...problem, message: 'is empty', given: 'no bytes' };
  if (first === GZIP) {
    return { ...problem, message: 'is compressed', given: 'a gzip archive', fix: 'unpack it: gunzip FILE.gz' };
  }
  if (first > '\u007f' || first === '\0') {
    return { ...problem, message: 'is not UTF-8 text', given: 'other bytes', fix: ANOTHER_ENCODING };
  }
  return { ...problem, message: 'is not a report', given: `it begins with ${first}` };
}

/** The file is a list. @param keys of its first element */
export function list(keys: ReadonlySet<string>): ReportProblem {
  const { name, fix } = otherList(keys);
  return { path: '', message: `is ${name}`, given: '[…]', allowed: ALLOWED, fix };
}

/** The report is of another schema, or of none. @param keys those at its top */
export function wrongSchema(version: unknown, keys: ReadonlySet<string>): ReportProblem {
  const problem = { path: 'SchemaVersion', message: 'is not 2', allowed: ALLOWED, fix: RESCAN };
  if (version !== undefined) return { ...problem, given: JSON.stringify(version).slice(0, 40) };
  const other = otherFormat(keys);
  if (other === undefined) return { ...problem, given: 'no SchemaVersion' };
  return { ...problem, path: '', message: `is ${other.name}`, given: 'no SchemaVersion', fix: other.fix };
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
  // UTF-16 without a byte order mark: every second byte is 0.
  if (message.startsWith('has byte 0x0 ')) return { ...notAReport('\0'), offset };
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
