/** A release of a tool that a build downloads, held by the checksum of its archive. */
export interface Tool {
  /** Name of the program in the archive, and on the PATH. */
  readonly name: string;
  readonly version: string;
  /** https://, or another scheme that curl reads. */
  readonly url: string;
  /** SHA-256 of the archive, 64 hexadecimal digits. */
  readonly sha256: string;
}

export type Architecture = 'x86_64' | 'arm64';

/** What a platform may say about Trivy. */
export interface TrivySettings {
  readonly version: string;
  /** Checksum of the archive for x86_64. The scan runs on x86_64, whatever the image is made for. */
  readonly sha256: string;
  /** Where the archive is; `{version}` is replaced by the version. */
  readonly url: string;
  /** OCI references of the vulnerability databases. */
  readonly databaseRepository: string;
  readonly javaDatabaseRepository: string;
  /** Hours for which the verdict of a scan counts at a deploy that needs an approval. */
  readonly verdictHours: number;
}

/** The scanner, as the platform has pinned it. */
export function trivy(settings: TrivySettings): Tool {
  const { version, sha256 } = settings;
  return { name: 'trivy', version, url: settings.url.replaceAll('{version}', version), sha256 };
}

/**
 * crane writes an image to a registry without changing a byte of it, and tells its digest before that. Checksum: the
 * release's checksums.txt, https://github.com/google/go-containerregistry/releases/tag/v0.21.9.
 */
export const CRANE: Tool = {
  name: 'crane',
  version: '0.21.9',
  url: 'https://github.com/google/go-containerregistry/releases/download/v0.21.9/go-containerregistry_Linux_x86_64.tar.gz',
  sha256: '5c16d8ddb971cb1d5e6ed8b1e743da8224414eeba2c2762d8f1a61b2f095699e',
};
