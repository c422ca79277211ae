import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { FORMATS, writeReport } from '@careplane/findings';
import { FORMAT_NAMES } from '@careplane/findings/formats';
import type { Scan, Verdict } from '@careplane/findings';
import { warningsOf } from '@careplane/security-scan';
import { shellWord } from '@careplane/problems';
import type { Circumstances, ReportHeader } from '@careplane/security-scan';
import { writeAsff } from '../asff';
import { assess } from '../assess';
import type { Assessed } from '../assess';
import { answer, formatAmong, layoutFor, show as showIn, writeResults } from '../conclude';
import type { ConcludeOptions } from '../conclude';
import { FILES } from '../files';
import type { Output } from '../output';
import { readHeaderOf, requireFile } from '../read';
import { loadRules } from '../rules';
import type { LoadedRules, RulesOptions } from '../rules';
import { withStage } from '../scan-folder';
import { reasonFor } from '../scan-with';
import { digestOf, streamOf } from '../stream-options';
import type { StreamOptions } from '../stream-options';

/** ASFF is one finding at a time, for Security Hub CSPM, and no format of a report. */
const REPORT_FORMATS = [...FORMAT_NAMES, 'asff'] as const;

export interface ReportOptions extends StreamOptions, RulesOptions, Omit<ConcludeOptions, 'format'> {
  readonly out?: string;
  readonly imageDigest?: string;
  readonly complete?: boolean;
  readonly warnings?: string;
  readonly format?: (typeof REPORT_FORMATS)[number];
}

/** Judge a report that Trivy has written, and print it in a format, or write a scan's folder. */
export async function report(file: string, options: ReportOptions, terminal: Terminal): Promise<Exit> {
  if (options.complete && options.warnings === undefined) {
    throw new BadInput(
      '--complete needs --warnings: the report does not say what Trivy could not examine, only its standard error output does. Keep that output in a file (trivy … 2> trivy.log), and add --warnings trivy.log.',
    );
  }
  const format = formatAmong(REPORT_FORMATS, options, terminal);
  const stream = streamOf(options);
  const now = new Date();
  const rules = await loadRules(options, stream, now);
  const imageDigest = digestOf('--image-digest', options.imageDigest);
  const emptyBecause = reasonFor(options.allowEmpty);
  const around: Circumstances = { emptyBecause, warnings: warningsFrom(options.warnings) };
  requireFile(file);

  const scanOf = (header: ReportHeader): Scan => ({
    kind: isOfImage(header, imageDigest) ? 'image' : 'folder',
    artifact: header.artifact,
    ...(imageDigest !== undefined && { imageDigest }),
    scanner: 'Trivy',
    ...(header.trivyVersion !== undefined && { scannerVersion: header.trivyVersion }),
    scannedAt: header.createdAt ?? now.toISOString(),
    complete: options.complete === true && header.unread.length === 0,
  });
  const assessment = { rules: rules.rules, now, around };
  if (format === 'asff') {
    if (options.out !== undefined)
      throw new BadInput(
        '--format asff cannot be combined with --out: name a file with --output, or redirect the output.',
      );
    const subject = { stream, scan: scanOf(readHeaderOf(file)) };
    let verdict: Verdict | undefined;
    const write = (output: Output) => {
      verdict = writeAsff(file, subject, output, assessment);
    };
    showIn(options.output, terminal, write);
    return answer(verdict as Verdict, options);
  }

  const judge = (from: string) => assess(from, stream, scanOf, assessment);
  const layout = layoutFor(options, terminal);
  const show = (assessed: Assessed) => {
    showIn(options.output, terminal, ({ write }) => writeReport(FORMATS[format], assessed, write, layout));
    return assessed.verdict;
  };
  const verdict = options.out === undefined ? show(judge(file)) : await keep(file, options.out, rules, judge, show);
  if (!options.complete) {
    terminal.talk(
      'The scan of this report may have used filters (--severity, --scanners), so the report does not pass. If the scan was complete, add --complete and --warnings.',
    );
  }
  if (options.out !== undefined) terminal.talk(`Next: careplane-scan publish --from ${shellWord(options.out)}`);
  return answer(verdict, options);
}

/** A bill of materials with the digest of an image is what that image contains. */
function isOfImage({ artifactType }: ReportHeader, imageDigest: string | undefined): boolean {
  return imageDigest !== undefined || artifactType === undefined || artifactType === 'container_image';
}

/** Judge a copy of the report in a scan's folder. */
function keep(
  file: string,
  out: string,
  rules: LoadedRules,
  judge: (file: string) => Assessed,
  show: (assessed: Assessed) => Verdict,
): Promise<Verdict> {
  return withStage(out, (stage) => {
    copyFileSync(file, stage.pathOf(FILES.report));
    const assessed = judge(stage.pathOf(FILES.report));
    writeResults(stage, assessed, rules);
    return show(assessed.movedTo(join(out, FILES.report)));
  });
}

/** @throws BadInput when the file cannot be read */
function warningsFrom(file: string | undefined): string[] | undefined {
  if (file === undefined) return undefined;
  requireFile(file, 'the file with the standard error output of Trivy to --warnings (trivy … 2> trivy.log)');
  return warningsOf(readFileSync(file, 'utf8').split('\n'));
}
