import { identifier, openGate } from '@careplane/findings';
import type { Decided, Finding, Identified, GateRules, Scan, Stream, Subject, Verdict } from '@careplane/findings';
import { examine } from '@careplane/security-scan';
import type { Circumstances } from '@careplane/security-scan';
import { readReportFile } from './read';
import type { Read } from './read';

/** A report, judged. */
export interface Assessed {
  readonly subject: Subject;
  readonly findings: readonly Decided[];
  readonly verdict: Verdict;
  readonly read: Read;
}

/**
 * Read a report and decide on every finding.
 *
 * @param scanOf makes of what the report says of itself what was scanned
 * @param around what is known beside the report
 * @throws BadInput when it is not a report
 */
export function assess(
  file: string,
  stream: Stream,
  rules: GateRules,
  now: Date,
  scanOf: (read: Read) => Scan,
  around: Circumstances,
): Assessed {
  const identify = identifier(stream);
  const found: Identified[] = [];
  const read = readReportFile(file, (finding: Finding) => found.push(identify(finding)));
  const subject = { stream, scan: scanOf(read) };
  const gate = openGate(subject, rules, now);
  const findings = found.map((one) => gate.add(one));
  const examination = examine(subject.scan.kind, read.header, around);
  return { subject, findings, verdict: gate.verdict(examination), read };
}
