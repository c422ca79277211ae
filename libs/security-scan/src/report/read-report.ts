import type { Finding } from '@careplane/findings';
import { date, element, text, texts } from './element';
import { endOfLife } from './findings/end-of-life';
import { JsonCursor, Unreadable } from './json-cursor';
import type { Chunks } from './json-cursor';
import { shown } from './problem';
import type { ReportProblem } from './problem';
import { ResultReader, Stop } from './result-reader';
import * as shape from './shape';

/** Stands for the list of results, which is read on the way. */
const READ = Symbol('read');

/** What a report says of itself. */
export interface ReportHeader {
  /** Name of the image or folder, as Trivy was given it. */
  readonly artifact: string;
  /** Trivy's: `container_image`, `filesystem`, … */
  readonly artifactType?: string | undefined;
  /** Digest of the image's configuration, which Trivy always knows. */
  readonly imageId?: string | undefined;
  /** `repository@sha256:…` of the registries that the image came from or went to. */
  readonly repoDigests: readonly string[];
  readonly trivyVersion?: string | undefined;
  /** ISO 8601. */
  readonly createdAt?: string | undefined;
  /** The operating system, as Trivy calls it: `none` where it found packages of a system that it does not know. */
  readonly system?: { readonly family: string; readonly version?: string };
  /** Packages that were listed, or that a vulnerability names. */
  readonly packages: { readonly system: number; readonly application: number };
  /** Files whose configuration was judged. */
  readonly judged: readonly string[];
  /** Lists in the results that this version does not know; what they hold is not among the findings. */
  readonly unread: readonly string[];
}

export type ReportOutcome =
  { readonly header: ReportHeader; readonly findings: number } | { readonly problems: readonly ReportProblem[] };

export interface ReadOptions {
  /**
   * Called with the header of the report before its first finding: in a report as Trivy writes it all but what is counted
   * in its results, less where another tool has put keys behind them. Answers whether to read on.
   */
  readonly onStart?: (header: ReportHeader, schemaVersion: unknown) => boolean;
}

/**
 * Read a report of Trivy (JSON, SchemaVersion 2) of any size: one value at a time is in memory.
 *
 * Findings are handed over as they are read, so they count for nothing until the outcome has a header: a report that is
 * cut off, or of another schema, may show it only at its end. Never throws because of the report's content.
 *
 * @param chunks the file, piece by piece
 * @param onFinding each vulnerability, misconfiguration, secret, licence and end-of-life system; in the order of the report
 */
export function readReport(
  chunks: Chunks,
  onFinding: (finding: Finding) => void,
  { onStart = () => true }: ReadOptions = {},
): ReportOutcome {
  const cursor = new JsonCursor(chunks);
  let findings = 0;
  const results = new ResultReader(cursor, (finding) => {
    findings += 1;
    onFinding(finding);
  });
  try {
    const first = cursor.peek();
    if (first === '[') return { problems: [shape.list(keysOfFirst(cursor))] };
    if (first !== '{') return { problems: [shape.notAReport(first)] };
    const top = readTop(cursor, results, onStart);
    cursor.end();
    const problems = [...topProblems(top), ...results.problems];
    if (problems.length > 0) return { problems };
    const header = headerOf(top, results);
    const system = element(element(top.get('Metadata'))['OS']);
    const family = text(system['Family']);
    if (system['EOSL'] === true && family !== undefined) {
      findings += 1;
      onFinding(endOfLife(family, text(system['Name'])));
    }
    return { header, findings };
  } catch (error) {
    if (error instanceof Stop) return { problems: results.problems };
    if (!(error instanceof Unreadable)) throw error;
    return { problems: [...results.problems, shape.unreadable(results.path, error.message, error.offset)] };
  }
}

/**
 * What a report says of itself. Reads no further than to its results where the report says it before them, as Trivy does.
 */
export function readHeader(chunks: Chunks): ReportOutcome {
  let early: ReportHeader | undefined;
  const onStart = (header: ReportHeader, schemaVersion: unknown) => {
    const says = [header.artifact, header.artifactType, header.createdAt, header.trivyVersion];
    if (schemaVersion === 2 && says.every(Boolean)) early = header;
    return early === undefined;
  };
  const outcome = readReport(chunks, () => undefined, { onStart });
  return early === undefined ? outcome : { header: early, findings: 0 };
}

/** All values at the top but the results, which are read on the way. */
function readTop(
  cursor: JsonCursor,
  results: ResultReader,
  onStart: NonNullable<ReadOptions['onStart']>,
): Map<string, unknown> {
  const top = new Map<string, unknown>();
  let lateName = false;
  for (const key of cursor.keys()) {
    if (top.has(key)) results.stop(shape.twice(key, cursor.offset));
    if (key !== 'Results') {
      top.set(key, cursor.value());
    } else if (cursor.peek() === '[') {
      const artifact = artifactIn(top);
      top.set(key, READ);
      if (!onStart(headerOf(top, results), top.get('SchemaVersion'))) throw new Stop();
      results.readAll(artifact);
      lateName = artifact === '';
    } else {
      top.set(key, cursor.value());
    }
  }
  // Such a target is the image itself, under a tag that changes with each build; its findings are handed over by now.
  const artifact = artifactIn(top);
  if (lateName && artifact !== '' && results.targets.has(artifact)) results.stop(shape.lateName());
  return top;
}

/** The keys of the first element of a list. */
function keysOfFirst(cursor: JsonCursor): Set<string> {
  for (const _index of cursor.elements()) return new Set(Object.keys(element(cursor.value())));
  return new Set();
}

function artifactIn(top: ReadonlyMap<string, unknown>): string {
  return text(top.get('ArtifactName')) ?? '';
}

function topProblems(top: ReadonlyMap<string, unknown>): ReportProblem[] {
  const version = top.get('SchemaVersion');
  if (version !== 2) return [shape.wrongSchema(version, new Set(top.keys()))];
  const results = top.get('Results');
  if (results !== READ && results !== undefined && results !== null) {
    return [shape.wrongKind('Results', shown(results), 'a list', 0)];
  }
  const problems: ReportProblem[] = [];
  if (artifactIn(top) === '') problems.push(shape.incomplete('ArtifactName', shown(top.get('ArtifactName')), 0));
  return problems;
}

function headerOf(top: ReadonlyMap<string, unknown>, results: ResultReader): ReportHeader {
  const metadata = element(top.get('Metadata'));
  const system = element(metadata['OS']);
  const family = text(system['Family']);
  const version = text(system['Name']);
  return {
    artifact: artifactIn(top),
    artifactType: text(top.get('ArtifactType')),
    imageId: text(metadata['ImageID']),
    repoDigests: texts(metadata['RepoDigests']),
    trivyVersion: text(element(top.get('Trivy'))['Version']),
    createdAt: date(top.get('CreatedAt')),
    ...(family !== undefined && { system: { family, ...(version !== undefined && version !== '' && { version }) } }),
    packages: { ...results.packages },
    judged: [...results.judged].sort(),
    unread: [...results.unread].sort(),
  };
}
