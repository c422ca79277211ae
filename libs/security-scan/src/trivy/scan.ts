import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cutEnd, oneLine } from '@careplane/problems';
import { sbomArguments, scanArguments, versionArguments } from './arguments';
import type { ScanTarget, TrivySettings } from './arguments';
import { databaseProblem } from './database';
import { trivyEnvironment } from './environment';
import { failureOf } from './failure';
import { runTrivy } from './process';
import type { Ended } from './process';
import { isTampered, parseVersion } from './version';
import type { TrivyVersion } from './version';
import { warningsOf } from './warnings';

export interface ScanOrder {
  /** Trivy itself: see `locateTrivy`. */
  readonly trivy: string;
  readonly subject: ScanTarget;
  readonly settings: TrivySettings;
  /** Where the report and the bill of materials (CycloneDX) are written. */
  readonly files: { readonly report: string; readonly sbom: string };
  /** Of the vulnerability database; not asked for folders, which need none. */
  readonly maximumDatabaseAgeHours: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  /** Called with each progress message of Trivy. */
  readonly onProgress?: (text: string) => void;
  /** Aborted when the scan is stopped: Trivy ends, and the result is a failure. */
  readonly signal?: AbortSignal | undefined;
  /** After this time a run of Trivy is ended, in milliseconds. @default longer than Trivy's own limit */
  readonly timeoutMs?: number | undefined;
}

export type ScanResult =
  | { readonly scanner: TrivyVersion; readonly warnings: readonly string[] }
  /** The scanner or its database failed, as a sentence that ends with what to do. */
  | { readonly failure: string };

/** For what takes Trivy a second. */
const SHORT_MS = 2 * 60_000;

const STOPPED = 'The scan was stopped before it was complete. No results were written. Run it again.';

/** Run Trivy once for everything, and make the bill of materials of what it found. */
export async function scan(order: ScanOrder): Promise<ScanResult> {
  const cwd = mkdtempSync(join(tmpdir(), 'careplane-scan-'));
  try {
    const result = await scanIn(cwd, order);
    return order.signal?.aborted ? { failure: STOPPED } : result;
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

async function scanIn(cwd: string, order: ScanOrder): Promise<ScanResult> {
  const { subject, settings, files } = order;
  const env = trivyEnvironment(order.env);
  const run = (args: readonly string[], onLine?: (line: string) => void) =>
    runTrivy(order.trivy, args, { cwd, env, onLine, signal: order.signal, timeoutMs: order.timeoutMs });
  const runShortly = (args: readonly string[]) =>
    runTrivy(order.trivy, args, { cwd, env, signal: order.signal, timeoutMs: order.timeoutMs ?? SHORT_MS });
  const stale = ({ databaseUpdatedAt }: TrivyVersion) =>
    subject.kind === 'folder'
      ? undefined
      : databaseProblem(databaseUpdatedAt, order.maximumDatabaseAgeHours, order.now());

  const before = await version(runShortly, settings);
  if ('failure' in before) return before;
  // A database that is not fetched again need not be scanned with.
  const early = settings.offline && before.scanner.databaseUpdatedAt !== undefined ? stale(before.scanner) : undefined;
  if (early !== undefined) return { failure: early };

  const what = `scanning ${subject.kind === 'image' ? subject.image : subject.path}`;
  order.onProgress?.(what);
  const lines: string[] = [];
  const scanned = await run(scanArguments(subject, files.report, settings), (line) => {
    const doing = /\bINFO\s+(.*)$/.exec(line)?.[1];
    if (doing === undefined) lines.push(line);
    else order.onProgress?.(`Trivy: ${cutEnd(oneLine(doing), 100)}`);
  });
  if (scanned.code !== 0) return { failure: failureOf(what, scanned) };
  if (!existsSync(files.report)) return { failure: failureOf(`${what}, without a report`, scanned) };

  const after = await version(runShortly, settings);
  if ('failure' in after) return after;
  const late = stale(after.scanner);
  if (late !== undefined) return { failure: late };

  order.onProgress?.('writing the bill of materials');
  const converted = await run(sbomArguments(files.report, files.sbom, settings));
  if (converted.code !== 0 || !existsSync(files.sbom))
    return { failure: failureOf('writing the bill of materials', converted) };
  return { ...after, warnings: warningsOf(lines) };
}

async function version(
  run: (args: readonly string[]) => Promise<Ended>,
  settings: TrivySettings,
): Promise<{ scanner: TrivyVersion } | { failure: string }> {
  const ended = await run(versionArguments(settings));
  if (ended.code !== 0) return { failure: failureOf('reporting its version', ended) };
  const scanner = parseVersion(ended.stdout);
  if (scanner === undefined)
    return { failure: 'Trivy does not report its version as JSON. Check that the program is Trivy 0.70 or later.' };
  if (isTampered(scanner.version)) {
    return {
      failure: `Trivy ${scanner.version} is a release that was tampered with. Remove it, change every secret that was accessible on this machine, and install another version.`,
    };
  }
  return { scanner };
}
