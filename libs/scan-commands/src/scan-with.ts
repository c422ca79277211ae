import { join, resolve } from 'node:path';
import { BadInput, stopOnSignal, ToolFailed } from '@careplane/command-line';
import type { Exit, Terminal } from '@careplane/command-line';
import { HOW_TO_GET_TRIVY, ignoredVariables, locateTrivy, scan } from '@careplane/security-scan';
import { shellWord } from '@careplane/problems';
import type { ReportHeader, ScanOrder } from '@careplane/security-scan';
import { assess } from './assess';
import { conclude, shownFormat, writeResults } from './conclude';
import type { ConcludeOptions } from './conclude';
import { FILES } from './files';
import { loadRules } from './rules';
import type { RulesOptions } from './rules';
import { withStage } from './scan-folder';
import { streamOf } from './stream-options';
import type { StreamOptions } from './stream-options';

export interface ScanningOptions extends StreamOptions, RulesOptions, ConcludeOptions {
  readonly out?: string;
  readonly trivy?: string;
  readonly trivyCache?: string;
  readonly offline?: boolean;
}

/** What is scanned. */
export interface Target {
  readonly subject: ScanOrder['subject'];
  /** What people call it. */
  readonly artifact: string;
  readonly maximumDatabaseAgeHours: number;
  /** Templates that the folder holds. */
  readonly templates?: readonly string[];
  /** Digest of the image's manifest, where it can be known. */
  digestOf(header: ReportHeader): string | undefined;
}

const STOPPING = 'Stopping Trivy. A second signal ends careplane-scan at once.';

/** Scan with Trivy, decide, and write it all down. */
export async function scanWith(target: Target, options: ScanningOptions, terminal: Terminal): Promise<Exit> {
  shownFormat(options, terminal);
  const stream = streamOf(options);
  const now = new Date();
  const rules = await loadRules(options, stream, now);
  const emptyBecause = reasonFor(options.allowEmpty);
  const { out } = options;
  if (out === undefined) throw new BadInput('--out is missing. Give the folder for the results, such as --out scan.');
  const trivy = locateTrivy(options.trivy, process.env);
  if (trivy === undefined) {
    const given = options.trivy ?? process.env['TRIVY_BIN'];
    throw new ToolFailed(`Trivy is not ${given ? `at ${given}` : 'on this machine'}. ${HOW_TO_GET_TRIVY}`);
  }
  const ignored = ignoredVariables(process.env);
  if (ignored.length > 0) {
    terminal.talk(
      `Not passed to Trivy, because they could hide findings: ${ignored.join(', ')}. Use --policy and --exceptions.`,
    );
  }

  return withStage(out, async (stage) => {
    const report = stage.pathOf(FILES.report);
    const stopping = stopOnSignal(STOPPING, terminal.talk);
    const result = await scan({
      trivy,
      subject: target.subject,
      settings: {
        ...(options.trivyCache !== undefined && { cacheDirectory: resolve(options.trivyCache) }),
        offline: options.offline,
      },
      files: { report: resolve(report), sbom: resolve(stage.pathOf(FILES.sbom)) },
      maximumDatabaseAgeHours: target.maximumDatabaseAgeHours,
      env: process.env,
      now: () => new Date(),
      onProgress: (text) => terminal.progress(text),
      signal: stopping.signal,
    }).finally(stopping.end);
    if ('failure' in result) throw new ToolFailed(result.failure);
    terminal.progress('reading the report');
    const scanOf = (header: ReportHeader) => {
      const imageDigest = target.digestOf(header);
      return {
        kind: target.subject.kind === 'folder' ? ('folder' as const) : ('image' as const),
        artifact: target.artifact,
        ...(imageDigest !== undefined && { imageDigest }),
        scanner: 'Trivy',
        scannerVersion: header.trivyVersion ?? result.scanner.version,
        databaseUpdatedAt: target.subject.kind === 'folder' ? undefined : result.scanner.databaseUpdatedAt,
        scannedAt: now.toISOString(),
        complete: header.unread.length === 0,
      };
    };
    const around = { warnings: result.warnings, templates: target.templates, emptyBecause };
    const assessed = assess(report, stream, scanOf, { rules: rules.rules, now, around });
    writeResults(stage, assessed, rules);
    return conclude(
      assessed.movedTo(join(out, FILES.report)),
      options,
      terminal,
      `Next: careplane-scan publish --from ${shellWord(out)}`,
    );
  });
}

/** @throws BadInput for a reason that says nothing */
export function reasonFor(text: string | undefined): string | undefined {
  if (text === undefined || text.trim().length >= 20) return text;
  throw new BadInput(
    '--allow-empty needs a reason of 20 characters or more. The reason is stored, and auditors read it.',
  );
}
