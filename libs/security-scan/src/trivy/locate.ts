import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

/** How to get Trivy, as a sentence. Releases of March 2026 were tampered with: hence the checksum. */
export const HOW_TO_GET_TRIVY =
  'Install Trivy 0.70 or later from https://github.com/aquasecurity/trivy/releases, verify the SHA-256 of the download, and put it on PATH, or give its path with --trivy PATH or TRIVY_BIN.';

/**
 * The place of Trivy: as given, else `TRIVY_BIN`, else on `PATH`. If a given file does not exist, no other place is tried.
 *
 * @returns an absolute path, or undefined
 */
export function locateTrivy(
  given: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const wanted = given ?? (env['TRIVY_BIN'] || undefined);
  if (wanted !== undefined) return isProgram(resolve(wanted)) ? resolve(wanted) : undefined;
  const name = process.platform === 'win32' ? 'trivy.exe' : 'trivy';
  return (
    (env['PATH'] ?? '')
      .split(delimiter)
      // An empty entry is the working folder, where the sources under scan may have put anything.
      .filter((folder) => folder !== '' && folder !== '.')
      .map((folder) => resolve(join(folder, name)))
      .find(isProgram)
  );
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
