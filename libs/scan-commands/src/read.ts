import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { BadInput } from '@careplane/command-line';
import type { Finding } from '@careplane/findings';
import type { Problem } from '@careplane/problems';
import { lineAt, readHeader, readReport, withFileChunks } from '@careplane/security-scan';
import type { ReportHeader, ReportOutcome } from '@careplane/security-scan';
import { growHeapSlowly } from './slow-heap';

export interface Read {
  readonly header: ReportHeader;
  /** `sha256:…` of the file that was read; empty if it was not requested. */
  readonly digest: string;
}

export interface ReadOptions {
  /** Also make the file's digest. @default true */
  readonly digest?: boolean;
}

/**
 * Read a report of Trivy and its digest in one go.
 *
 * @throws BadInput with all problems at once
 */
export function readReportFile(file: string, onFinding: (finding: Finding) => void, options: ReadOptions = {}): Read {
  requireFile(file);
  growHeapSlowly();
  const hash = options.digest === false ? undefined : createHash('sha256');
  const outcome = withFileChunks(
    file,
    (chunks) => readReport(chunks, onFinding),
    (chunk) => hash?.update(chunk),
  );
  return { header: headerOf(file, outcome), digest: hash === undefined ? '' : `sha256:${hash.digest('hex')}` };
}

/** What a report says of itself, without its findings. */
export function readHeaderOf(file: string): ReportHeader {
  requireFile(file);
  return headerOf(
    file,
    withFileChunks(file, (chunks) => readHeader(chunks)),
  );
}

/** @throws BadInput */
export function requireFile(file: string, what = 'the report file'): void {
  if (!existsSync(file)) throw new BadInput(`${file} does not exist. Check the path.`);
  if (!statSync(file).isFile()) throw new BadInput(`${file} is not a file. Give ${what}.`);
}

function headerOf(file: string, outcome: ReportOutcome): ReportHeader {
  if (!('problems' in outcome)) return outcome.header;
  const problems = outcome.problems.map(({ offset, ...problem }): Problem => ({
    file,
    line: offset === undefined ? 1 : lineAt(file, offset),
    ...problem,
  }));
  throw new BadInput('The report was refused. Nothing was decided.', problems);
}
