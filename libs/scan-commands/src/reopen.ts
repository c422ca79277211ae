import { readFileSync } from 'node:fs';
import { BadInput, Refused } from '@careplane/command-line';
import type { DecidedFindings, GateRules, ScannedArtifact, Verdict } from '@careplane/findings';
import { assess } from './assess';
import { FILES } from './files';
import { loadRules } from './rules';
import type { RulesOptions } from './rules';
import { openScanFolder } from './scan-folder';
import type { ScanFolder } from './scan-folder';

/** What a scan found, decided again. */
export interface Reopened {
  readonly folder: ScanFolder;
  readonly subject: ScannedArtifact;
  readonly findings: DecidedFindings;
  readonly verdict: Verdict;
}

/**
 * Open a scan's folder and decide again: from the report, whose digest must be the one that the scan wrote down, and by
 * the exceptions, policy and baseline of the scan or by those given. The verdict of the scan itself is ignored.
 *
 * @throws Refused when anything is missing or altered
 */
export async function reopen(from: string, given: RulesOptions, now: Date): Promise<Reopened> {
  const folder = openScanFolder(from);
  const { stream, scan, imageId } = folder.manifest;
  const kept = (name: typeof FILES.exceptions | typeof FILES.policy | typeof FILES.baseline) =>
    folder.has(name) ? folder.pathOf(name) : undefined;
  const { rules } = await loadRules(
    {
      exceptions: given.exceptions ?? kept(FILES.exceptions),
      policy: given.policy ?? kept(FILES.policy),
      baseline: given.baseline ?? kept(FILES.baseline),
    },
    stream,
    now,
  );
  const { subject, findings, verdict, read } = judge(folder, rules, now);
  if (read.digest !== folder.manifest.files[FILES.report] || read.header.imageId !== imageId) {
    throw new Refused(`${folder.pathOf(FILES.report)} was altered after the scan. Do not use it: scan again.`);
  }
  if (scan.complete && read.header.unread.length > 0) {
    throw new Refused(
      `${folder.pathOf(FILES.scan)} says that the scan is complete, but the report contains lists that were not judged. Scan again.`,
    );
  }
  return { folder, subject, findings, verdict };
}

function judge(folder: ScanFolder, rules: GateRules, now: Date): ReturnType<typeof assess> {
  const { stream, scan, examination } = folder.manifest;
  const { emptyBecause, templates } = examination;
  const around = { emptyBecause, templates: templates?.given, warnings: warningsIn(folder) };
  try {
    return assess(folder.pathOf(FILES.report), stream, () => scan, { rules, now, around });
  } catch (error) {
    if (error instanceof BadInput) throw new Refused(`${error.message} Scan again.`);
    throw error;
  }
}

/** What Trivy warned of, as it was kept. */
function warningsIn(folder: ScanFolder): string[] | undefined {
  const kept = folder.has(FILES.warnings)
    ? readFileSync(folder.pathOf(FILES.warnings), 'utf8').split('\n').filter(Boolean)
    : undefined;
  if (JSON.stringify(kept) !== JSON.stringify(folder.manifest.examination.warnings)) {
    throw new Refused(`${folder.pathOf(FILES.scan)} and ${FILES.warnings} contradict each other. Scan again.`);
  }
  return kept;
}
