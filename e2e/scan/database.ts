// A small vulnerability database, made for the test: a critical vulnerability of openssl that has a fix, a high one of
// zlib that has none, a medium one of a Python package, a critical one of express, and a critical one of expat that has none.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../machine';
import { putArtifact } from './registry';
import type { Registry } from './services';

export const CRITICAL = 'CVE-2024-90001';
export const HIGH = 'CVE-2024-90002';
export const MEDIUM = 'CVE-2024-90003';
export const EXPRESS = 'CVE-2024-90004';
/** Critical, in expat, and there is no fix. */
export const UNFIXED = 'CVE-2024-90006';
/** Known to the database that has learned: critical, in zlib. */
export const LEARNED = 'CVE-2024-90005';

/** Where the database is put, and how old it is. */
export interface PublishedDatabase {
  /** The program that writes it. */
  readonly trivyDb: string;
  readonly registry: Pick<Registry, 'url' | 'host'>;
  readonly scratch: string;
  /** It gets there. @default 2 */
  readonly tag?: string;
  /** Since it was made. @default 0 */
  readonly ageDays?: number;
  /** It knows a vulnerability more, `LEARNED`, and one was withdrawn, `MEDIUM`. @default false */
  readonly hasLearned?: boolean;
}

const SEVERITY = { LOW: 1, MEDIUM: 2, HIGH: 3, CRITICAL: 4 };

/**
 * Write the database, and put it where the builds download it from.
 *
 * @returns its name in the registry
 */
export async function publishDatabase({
  trivyDb,
  registry,
  scratch,
  tag = '2',
  ageDays = 0,
  hasLearned = false,
}: PublishedDatabase): Promise<string> {
  const folder = join(scratch, 'database');
  writeDatabase({ trivyDb, folder, ageDays, hasLearned });
  const archive = join(scratch, 'db.tar.gz');
  const packed = run('tar', ['-czf', archive, '-C', folder, 'trivy.db', 'metadata.json']);
  if (packed.status !== 0) throw new Error(packed.stderr);
  const mediaType = 'application/vnd.aquasec.trivy.db.layer.v1.tar+gzip';
  await putArtifact(registry.url, 'trivy-db', tag, { layer: readFileSync(archive), mediaType, title: 'db.tar.gz' });
  return `${registry.host}/trivy-db:${tag}`;
}

/** Write the database into a folder as Trivy keeps it: `<cache>/db`. */
export function writeDatabase({
  trivyDb,
  folder,
  ageDays = 0,
  hasLearned = false,
}: Pick<PublishedDatabase, 'trivyDb' | 'ageDays' | 'hasLearned'> & { readonly folder: string }): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const written = run(trivyDb, [join(folder, 'trivy.db')], { input: JSON.stringify(content(hasLearned)) });
  if (written.status !== 0) throw new Error(written.stderr);
  writeMetadata(folder, 2, ageDays);
}

/** Write the database that names Java archives, `<cache>/java-db`, with no archive in it. Python has SQLite, Node 20 not. */
export function writeJavaDatabase(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const tables = [
    'artifacts(id INTEGER PRIMARY KEY, group_id TEXT, artifact_id TEXT)',
    'indices(artifact_id INTEGER, version TEXT, sha1 BLOB, archive_type TEXT)',
  ];
  const script = `import sqlite3, sys; d = sqlite3.connect(sys.argv[1]); [d.execute("CREATE TABLE " + t) for t in sys.argv[2:]]`;
  const written = run('python3', ['-c', script, join(folder, 'trivy-java.db'), ...tables]);
  if (written.status !== 0) throw new Error(written.stderr);
  writeMetadata(folder, 1, 0);
}

function writeMetadata(folder: string, version: number, ageDays: number): void {
  const now = Date.now();
  const day = (offset: number) => new Date(now + offset * 86_400_000).toISOString();
  const metadata = {
    Version: version,
    UpdatedAt: day(-ageDays),
    NextUpdate: day(1 - ageDays),
    DownloadedAt: '0001-01-01T00:00:00Z',
  };
  writeFileSync(join(folder, 'metadata.json'), JSON.stringify(metadata));
}

function content(hasLearned: boolean): object {
  const debian = {
    ID: 'debian',
    Name: 'Debian Security Tracker',
    URL: 'https://salsa.debian.org/security-tracker-team/security-tracker',
  };
  const pip = {
    ID: 'ghsa',
    Name: 'GitHub Security Advisory pip',
    URL: 'https://github.com/advisories?query=type%3Areviewed+ecosystem%3Apip',
  };
  const npm = {
    ID: 'ghsa',
    Name: 'GitHub Security Advisory npm',
    URL: 'https://github.com/advisories?query=type%3Areviewed+ecosystem%3Anpm',
  };
  return texts({
    'data-source': {
      'debian 12': debian,
      'pip::GitHub Security Advisory pip': pip,
      'npm::GitHub Security Advisory npm': npm,
    },
    'debian 12': {
      expat: { [UNFIXED]: { Status: 3 } },
      openssl: { [CRITICAL]: { FixedVersion: '3.0.13-1~deb12u1' } },
      zlib: { [HIGH]: { Status: 3 }, ...(hasLearned ? { [LEARNED]: { FixedVersion: '1:1.2.13.dfsg-2' } } : {}) },
    },
    'pip::GitHub Security Advisory pip': hasLearned
      ? {}
      : { jinja2: { [MEDIUM]: { PatchedVersions: ['3.1.5'], VulnerableVersions: ['< 3.1.5'] } } },
    'npm::GitHub Security Advisory npm': {
      express: { [EXPRESS]: { PatchedVersions: ['99.0.0'], VulnerableVersions: ['< 99.0.0'] } },
    },
    vulnerability: {
      [EXPRESS]: vulnerability('CRITICAL', 9.8, 'express: made for a test'),
      [CRITICAL]: vulnerability('CRITICAL', 9.8, 'openssl: made for a test'),
      [HIGH]: vulnerability('HIGH', 7.5, 'zlib: made for a test'),
      [MEDIUM]: vulnerability('MEDIUM', 5.4, 'jinja2: made for a test'),
      [UNFIXED]: vulnerability('CRITICAL', 9.0, 'expat: made for a test'),
      [LEARNED]: vulnerability('CRITICAL', 9.1, 'zlib: made for a test'),
    },
  });
}

function vulnerability(severity: keyof typeof SEVERITY, score: number, title: string): object {
  return {
    Title: title,
    Description: 'There is no such vulnerability.',
    Severity: severity,
    VendorSeverity: { nvd: SEVERITY[severity] },
    CVSS: { nvd: { V3Vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', V3Score: score } },
    References: ['https://example.com/advisory'],
    PublishedDate: '2024-02-01T00:00:00Z',
    LastModifiedDate: '2024-03-01T00:00:00Z',
  };
}

/** Values are JSON in the database; what is above the last but one level is buckets. */
function texts(buckets: Readonly<Record<string, object>>): object {
  const DEPTH: Readonly<Record<string, number>> = { 'data-source': 1, vulnerability: 1 };
  const write = (value: object, depth: number): unknown =>
    depth === 0
      ? JSON.stringify(value)
      : Object.fromEntries(
          Object.entries(value).map(([key, inner]: [string, object]) => [key, write(inner, depth - 1)]),
        );
  return Object.fromEntries(Object.entries(buckets).map(([name, value]) => [name, write(value, DEPTH[name] ?? 2)]));
}
