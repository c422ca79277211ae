/** What Trivy is to look at. */
export type ScanTarget =
  /** An image that the local engine or a registry has, by name. */
  | { readonly kind: 'image'; readonly image: string }
  /** An archive of an image, or a folder in the OCI layout. */
  | { readonly kind: 'archive'; readonly path: string }
  /** A folder of templates, Dockerfiles and other configuration. */
  | { readonly kind: 'folder'; readonly path: string }
  /** A folder with the files of a static site and the lock files of its source. */
  | { readonly kind: 'site'; readonly path: string };

export interface TrivySettings {
  /** Where Trivy keeps its database. @default Trivy's own, or TRIVY_CACHE_DIR */
  readonly cacheDirectory?: string;
  /** Use the cache and make no request. @default false */
  readonly offline?: boolean | undefined;
}

/** Half an hour: Trivy's own 5 minutes are too short for large images on a small build machine. */
const TIMEOUT = '30m';

/**
 * One run for everything: all severities and all kinds of findings. What is left out here could neither be reported nor
 * decided later. Trivy's exit code stays for its failures, never for findings, so that the two cannot be confused.
 */
export function scanArguments(subject: ScanTarget, output: string, settings: TrivySettings): string[] {
  const offline = subject.kind === 'folder' ? ['--skip-check-update'] : OFFLINE;
  return [
    COMMANDS[subject.kind],
    ...['--format', 'json', '--output', output],
    ...['--severity', 'UNKNOWN,LOW,MEDIUM,HIGH,CRITICAL', '--exit-code', '0', '--timeout', TIMEOUT],
    ...SCANNERS[subject.kind],
    ...common(settings),
    ...(settings.offline ? offline : []),
    ...(subject.kind === 'archive'
      ? ['--input', subject.path]
      : ['--', subject.kind === 'image' ? subject.image : subject.path]),
  ];
}

const COMMANDS = { image: 'image', archive: 'image', folder: 'config', site: 'fs' } as const;

const IMAGE = ['--image-config-scanners', 'misconfig,secret'];

const ALL = [
  ...['--scanners', 'vuln,misconfig,secret,license'],
  ...['--pkg-types', 'os,library', '--list-all-pkgs', '--show-suppressed', '--no-progress'],
];

/**
 * A bundler puts packages of both kinds into a site, and the templates of front-end frameworks list everything as a dependency for
 * development, which Trivy leaves out otherwise.
 */
const SITE = ['--include-dev-deps'];

const SCANNERS = {
  image: [...ALL, ...IMAGE],
  archive: [...ALL, ...IMAGE],
  folder: [],
  site: [...ALL, ...SITE],
} as const;

const OFFLINE = [
  '--offline-scan',
  '--skip-db-update',
  '--skip-java-db-update',
  '--skip-check-update',
  '--skip-vex-repo-update',
];

/** The bill of materials comes from the report: the image is not scanned again. */
export function sbomArguments(report: string, output: string, settings: TrivySettings): string[] {
  return ['convert', '--format', 'cyclonedx', '--output', output, ...cache(settings), '--', report];
}

export function versionArguments(settings: TrivySettings): string[] {
  return ['version', '--format', 'json', ...cache(settings)];
}

function common(settings: TrivySettings): string[] {
  return ['--skip-version-check', '--disable-telemetry', ...cache(settings)];
}

function cache({ cacheDirectory }: TrivySettings): string[] {
  return cacheDirectory === undefined ? [] : ['--cache-dir', cacheDirectory];
}
