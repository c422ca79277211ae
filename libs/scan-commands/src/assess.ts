import { identifier, openGate } from '@careplane/findings';
import type {
  Decided,
  Finding,
  Identified,
  GateRules,
  Scan,
  Stream,
  ScannedArtifact,
  Verdict,
} from '@careplane/findings';
import { examine } from '@careplane/security-scan';
import type { Circumstances } from '@careplane/security-scan';
import { readReportFile } from './read';
import type { Read } from './read';

/** By which rules, and when, a report is judged. */
export interface Assessment {
  readonly rules: GateRules;
  readonly now: Date;
  /** Facts about the scan that the report does not contain. */
  readonly around: Circumstances;
}

/** A report, judged. */
export interface Assessed {
  readonly subject: ScannedArtifact;
  readonly findings: readonly Decided[];
  readonly verdict: Verdict;
  readonly read: Read;
}

/**
 * Read a report and decide on every finding.
 *
 * @param scanOf makes the description of the scan from the header of the report
 * @throws BadInput when it is not a report
 */
export function assess(
  file: string,
  stream: Stream,
  scanOf: (read: Read) => Scan,
  { rules, now, around }: Assessment,
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
