import { decider, identifier, openGate } from '@careplane/findings';
import type {
  Decided,
  DecidedFindings,
  GateRules,
  Identified,
  Scan,
  Stream,
  ScannedArtifact,
  Verdict,
} from '@careplane/findings';
import { examine } from '@careplane/security-scan';
import type { Circumstances, ReportHeader } from '@careplane/security-scan';
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
  /** Read from the file again each time: a report of any size takes no memory between two findings. */
  readonly findings: DecidedFindings;
  readonly verdict: Verdict;
  readonly read: Read;
  /** The same after the report was moved to another place. */
  movedTo(file: string): Assessed;
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
  scanOf: (header: ReportHeader) => Scan,
  assessment: Assessment,
): Assessed {
  const { rules, now, around } = assessment;
  const gate = openGate(stream, rules, now);
  const read = readEach(file, stream, (found) => void gate.add(found));
  const subject = { stream, scan: scanOf(read.header) };
  const verdict = gate.verdict(subject.scan, examine(subject.scan.kind, read.header, around));
  const assessedIn = (place: string): Assessed => ({
    subject,
    findings: {
      forEach(visit: (decided: Decided) => void) {
        const decideOn = decider(stream, rules, now);
        readEach(place, stream, (found) => visit(decideOn(found)));
      },
    },
    verdict,
    read,
    movedTo: assessedIn,
  });
  return assessedIn(file);
}

/** Read a report once, and hand over each finding with its identity. */
function readEach(file: string, stream: Stream, visit: (found: Identified) => void): Read {
  const identify = identifier(stream);
  return readReportFile(file, (finding) => visit(identify(finding)));
}
