import { identifier, openGate, toAsff } from '@careplane/findings';
import type { ScannedArtifact, Verdict } from '@careplane/findings';
import type { Output } from './output';
import { examine } from '@careplane/security-scan';
import type { Assessment } from './assess';
import { readReportFile } from './read';

/**
 * Write a report's findings in the AWS Security Finding Format, as a list with one finding a line. One finding at a time
 * is in memory. If the file turns out to be no report, the list has no end, so that it cannot be mistaken for a complete one.
 *
 * @throws BadInput when it is not a report
 */
export function writeAsff(
  file: string,
  subject: ScannedArtifact,
  output: Output,
  { rules, now, around }: Assessment,
): Verdict {
  const identify = identifier(subject.stream);
  const gate = openGate(subject.stream, rules, now);
  // The scan's own time: the same report gives the same bytes.
  const times = { createdAt: subject.scan.scannedAt, updatedAt: subject.scan.scannedAt };
  let separator = '[\n';
  const { header } = readReportFile(
    file,
    (finding) => {
      const { decision, ...found } = gate.add(identify(finding));
      output.write(separator);
      output.write(JSON.stringify(toAsff(found, subject, times, decision)));
      separator = ',\n';
    },
    { digest: false },
  );
  output.write(separator === ',\n' ? '\n]\n' : '[]\n');
  // Lists that were not judged are known only now.
  const scan = { ...subject.scan, complete: subject.scan.complete && header.unread.length === 0 };
  return gate.verdict(scan, examine(scan.kind, header, around));
}
