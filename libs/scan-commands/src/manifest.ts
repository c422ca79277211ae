import type { Examination, Scan, Stream } from '@careplane/findings';

/** What `scan.json` holds: where the findings belong, how they were found, and the digests of the files beside it. */
export interface Manifest {
  readonly version: 1;
  readonly stream: Stream;
  readonly scan: Scan;
  /** Digest of the image's configuration. */
  readonly imageId?: string;
  /** What was looked at. */
  readonly examination: Examination;
  /** Lists of the report that this version does not know. */
  readonly unread: readonly string[];
  /** SHA-256 of the files beside it, by name. */
  readonly files: Readonly<Record<string, string>>;
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isTexts: Check = (value) => Array.isArray(value) && value.every(isText);
const isCount: Check = (value) => typeof value === 'number' && value >= 0;
const isDigest: Check = (value) => typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value);
const isTime: Check = (value) => typeof value === 'string' && new Date(value).getTime() >= 0;
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

/** Exactly these keys, each with a value that its check accepts. */
function holds(checks: Readonly<Record<string, Check>>): Check {
  return (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).every((key) => Object.hasOwn(checks, key)) &&
    Object.entries(checks).every(([key, check]) => check((value as Record<string, unknown>)[key]));
}

const isManifest = holds({
  version: (value) => value === 1,
  stream: holds({ account: isText, region: isText, repository: isText, environment: isText }),
  scan: holds({
    kind: (value) => value === 'image' || value === 'folder',
    artifact: isText,
    imageDigest: optional(isDigest),
    scanner: isText,
    scannerVersion: optional(isText),
    databaseUpdatedAt: optional(isText),
    scannedAt: isTime,
    complete: (value) => typeof value === 'boolean',
  }),
  examination: holds({
    system: optional(holds({ family: isText, version: optional(isText) })),
    packages: optional(holds({ system: isCount, application: isCount })),
    templates: optional(holds({ given: isTexts, missed: isTexts })),
    warnings: optional(isTexts),
    emptyBecause: optional(isText),
    gaps: isTexts,
  }),
  imageId: optional(isText),
  unread: isTexts,
  files: (value) => typeof value === 'object' && value !== null && Object.values(value).every(isDigest),
});

/** @returns undefined for anything but a manifest of this version */
export function parseManifest(text: string): Manifest | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isManifest(value) ? (value as Manifest) : undefined;
  } catch {
    return undefined;
  }
}
