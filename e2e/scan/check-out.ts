// The sources of commits.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Packages of Debian by name: the source package, and the version. */
export type Packages = Readonly<Record<string, readonly [string, string]>>;

/**
 * The source of a commit: the small service of the fixtures, with these packages of Debian in its image.
 *
 * @param name of the folder; a folder may be called anything
 * @param files more files, by path in the source
 */
export function checkOut(
  { scratch }: { readonly scratch: string },
  name: string,
  { packages, files = {} }: { readonly packages: Packages; readonly files?: Readonly<Record<string, string>> },
): string {
  const source = join(scratch, 'sources', name);
  cpSync(join(__dirname, 'fixtures/api'), source, { recursive: true });
  const status = Object.entries(packages).map(
    ([installed, [from, version]]) =>
      `Package: ${installed}\nStatus: install ok installed\nArchitecture: amd64\nSource: ${from}\nVersion: ${version}\nMaintainer: Debian\nDescription: a package\n`,
  );
  for (const [path, content] of Object.entries({ 'rootfs/var/lib/dpkg/status': status.join('\n'), ...files })) {
    mkdirSync(dirname(join(source, path)), { recursive: true });
    writeFileSync(join(source, path), content);
  }
  return source;
}
