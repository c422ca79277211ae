// What every root file system needs: a shell, users, folders, and programs with the libraries that they are linked with.
import { copyFileSync, cpSync, existsSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { left } from '../harness';
import { run } from '../machine';

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const FOLDERS = ['dev', 'etc', 'home', 'proc', 'root', 'run', 'sys', 'usr/bin', 'usr/local/bin', 'var/lib/dpkg'];
const GLIBC = ['m', 'dl', 'rt', 'pthread', 'util', 'resolv', 'nss_dns', 'nss_files'].flatMap((name) =>
  ['1', '2', '6'].map((version) => `lib${name}.so.${version}`),
);
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';
/** Variables that name to programs where the certificates are. */
const CERTIFICATE_VARIABLES = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'PIP_CERT', 'REQUESTS_CA_BUNDLE'];
const FIXTURES = join(__dirname, '../scan/fixtures/api/rootfs/etc');

/** Where a command of this machine really is. */
export function pathOf(name: string): string | undefined {
  const found = run('sh', ['-c', 'command -v "$1"', 'sh', name]);
  return found.status === 0 ? realpathSync(found.stdout.trim()) : undefined;
}

/**
 * A small Debian, as a scanner sees it: busybox for everything, these users, and no packages.
 *
 * @param users numbers by name
 * @returns variables that the image sets
 */
export function addSystem(rootfs: string, users: Readonly<Record<string, number>> = {}): Record<string, string> {
  for (const folder of FOLDERS) mkdirSync(join(rootfs, folder), { recursive: true });
  for (const folder of ['tmp', 'var/tmp']) run('mkdir', ['--mode=1777', join(rootfs, folder)]);
  for (const [folder, at] of Object.entries({ bin: 'usr/bin', sbin: 'usr/bin', lib: 'usr/lib', lib64: 'usr/lib64' })) {
    mkdirSync(join(rootfs, at), { recursive: true });
    symlinkSync(at, join(rootfs, folder));
  }
  addProgram(rootfs, left(pathOf('busybox'), 'busybox'), '/usr/bin/busybox');
  addCLibrary(rootfs);
  for (const applet of run('busybox', ['--list']).stdout.trim().split('\n')) {
    if (applet !== 'busybox') symlinkSync('busybox', join(rootfs, 'usr/bin', applet));
  }
  const all = Object.entries({ root: 0, ...users, nobody: 65534, nogroup: 65534 });
  const lines = (of: (entry: [string, number]) => string) => all.map(of).join('');
  writeFileSync(
    join(rootfs, 'etc/passwd'),
    lines(([name, id]) => `${name}:x:${id}:${id}::/home/${name}:/bin/sh\n`),
  );
  writeFileSync(
    join(rootfs, 'etc/group'),
    lines(([name, id]) => `${name}:x:${id}:\n`),
  );
  cpSync(FIXTURES, join(rootfs, 'etc'), { recursive: true });
  const status = 'Package: base-files\nStatus: install ok installed\nArchitecture: amd64\nVersion: 12.4+deb12u11\n';
  writeFileSync(join(rootfs, 'var/lib/dpkg/status'), `${status}Maintainer: Debian\nDescription: a package\n`);
  return { PATH, ...certificates(rootfs) };
}

/** All of glibc: programs that are installed into the image may want more of it than busybox. */
function addCLibrary(rootfs: string): void {
  const [, libc] = /=> (\/\S+\/libc\.so\.6) /.exec(run('ldd', [process.execPath]).stdout) ?? [];
  if (libc === undefined) return;
  for (const name of GLIBC) {
    const library = join(dirname(libc), name);
    if (existsSync(library)) copy(library, join(rootfs, library));
  }
}

/** The image trusts whom this machine trusts, so that npm and pip reach their registries from inside as from outside. */
function certificates(rootfs: string): Record<string, string> {
  if (!existsSync(CERTIFICATES)) return {};
  mkdirSync(dirname(join(rootfs, CERTIFICATES)), { recursive: true });
  copyFileSync(CERTIFICATES, join(rootfs, CERTIFICATES));
  const present = CERTIFICATE_VARIABLES.filter((name) => process.env[name] === CERTIFICATES);
  return Object.fromEntries(present.map((name) => [name, CERTIFICATES]));
}

/**
 * Copy a program or library of this machine, and all that it is linked with.
 *
 * @param to its path in the root file system
 * @returns whether everything was there
 */
export function addProgram(rootfs: string, from: string, to: string): boolean {
  copy(from, join(rootfs, to));
  return addLibrariesOf(rootfs, from);
}

/** The machine's openssl with its settings, as the image has it or gets it by a package. */
export function addOpenssl(rootfs: string, to = '/usr/bin/openssl'): boolean {
  const program = pathOf('openssl');
  const [, folder] = /"(.+)"/.exec(run('openssl', ['version', '-d']).stdout) ?? [];
  if (program === undefined || folder === undefined) return false;
  const settings = join(folder, 'openssl.cnf');
  copy(realpathSync(settings), join(rootfs, settings));
  return addProgram(rootfs, program, to);
}

/** Stands in for Alpine's apk, which the base image has, and for the one package that Dockerfiles add to it. */
export function addApk(rootfs: string): boolean {
  const kept = '/usr/share/apk/openssl';
  const script = `#!/bin/sh
set -eu
if [ "$*" != "add --no-cache openssl" ]; then echo "apk, the stand-in: it knows only: add --no-cache openssl" >&2; exit 1; fi
cp ${kept} /usr/bin/openssl
`;
  writeFileSync(join(rootfs, 'usr/bin/apk'), script, { mode: 0o755 });
  return addOpenssl(rootfs, kept);
}

/** Copy what a program or library is linked with. */
export function addLibrariesOf(rootfs: string, program: string): boolean {
  const linked = run('ldd', [program]).stdout;
  for (const [, library = ''] of linked.matchAll(/(?:=> |^\s+)(\/\S+) \(0x/gm)) {
    const place = join(rootfs, library);
    if (!existsSync(place)) copy(library, place);
  }
  return !linked.includes('not found');
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}
