import { identifier, openGate, toAsff } from '@careplane/findings';
import type { Rules, Subject, Verdict } from '@careplane/findings';
import type { Output } from './output';
import { readReportFile } from './read';
import type { ReadOptions } from './read';

/**
 * Write a report's findings in the AWS Security Finding Format, as a list with one finding a line. One finding at a time
 * is in memory. A report that turns out to be none leaves the list without its end: nobody can take it for a whole one.
 *
 * @throws BadInput when it is not a report
 */
export function writeAsff(
  file: string,
  subject: Subject,
  rules: Rules,
  now: Date,
  output: Output,
  options: ReadOptions,
): Verdict {
  const identify = identifier(subject.stream);
  const gate = openGate(subject, rules, now);
  // The scan's own time: the same report gives the same bytes.
  const times = { createdAt: subject.scan.scannedAt, updatedAt: subject.scan.scannedAt };
  let separator = '[\n';
  readReportFile(
    file,
    (finding) => {
      const { decision, ...found } = gate.add(identify(finding));
      output.write(separator);
      output.write(JSON.stringify(toAsff(found, subject, times, decision)));
      separator = ',\n';
    },
    { ...options, digest: false },
  );
  output.write(separator === ',\n' ? '\n]\n' : '[]\n');
  return gate.verdict();
}
