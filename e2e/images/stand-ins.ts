// Root file systems that stand in for base images. One more is one more entry of STAND_INS, by the repository's name.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { alone } from '../alone';
import { run } from '../machine';
import { addApk, addLibrariesOf, addOpenssl, addProgram, addSystem, pathOf } from './root-folder';

/** What a root file system has, and which variables its image sets; or what this machine lacks for it. */
type Made = { readonly has: string; readonly env: Readonly<Record<string, string>> } | { readonly lacks: string };

/** Each fills a folder. */
export const STAND_INS: Readonly<Record<string, (rootfs: string) => Made>> = {
  node,
  nginx,
  python,
  maven,
  'eclipse-temurin': java,
};

function node(rootfs: string): Made {
  const npm = join(run('npm', ['root', '--global']).stdout.trim(), 'npm');
  if (!existsSync(npm)) return { lacks: 'npm, installed globally' };
  const env = addSystem(rootfs, { node: 1000 });
  if (!addApk(rootfs)) return { lacks: 'openssl' };
  addProgram(rootfs, process.execPath, '/usr/local/bin/node');
  cpSync(npm, join(rootfs, 'usr/local/lib/node_modules/npm'), { recursive: true, dereference: true });
  symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', join(rootfs, 'usr/local/bin/npm'));
  return { has: `Node.js ${process.version}`, env };
}

/** Debian's package, unpacked and not installed: nothing of it stays on the machine. */
function nginx(rootfs: string): Made {
  const lacks = 'apt-get with Debian’s nginx packages, and their libraries';
  const packages = join(rootfs, '../packages');
  mkdirSync(packages);
  const download = () => run('apt-get', ['download', 'nginx', 'nginx-common'], { cwd: packages });
  const got = alone(() => download().status === 0 || (run('apt-get', ['update', '--quiet']), download()).status === 0);
  if (!got) return { lacks };
  const unpacked = join(packages, 'unpacked');
  for (const file of readdirSync(packages).filter((name) => name.endsWith('.deb'))) {
    if (run('dpkg', ['-x', join(packages, file), unpacked]).status !== 0) return { lacks };
  }
  const env = addSystem(rootfs, { nginx: 101 });
  if (!addApk(rootfs)) return { lacks: 'openssl' };
  if (!addProgram(rootfs, join(unpacked, 'usr/sbin/nginx'), '/usr/sbin/nginx')) return { lacks };
  cpSync(join(unpacked, 'etc/nginx'), join(rootfs, 'etc/nginx'), { recursive: true });
  // A package's own symbolic links lead out of the folder it was unpacked into.
  rmSync(join(rootfs, 'etc/nginx/modules-enabled'), { recursive: true, force: true });
  for (const folder of ['var/log/nginx', 'var/cache/nginx', 'usr/share/nginx/html']) {
    mkdirSync(join(rootfs, folder), { recursive: true });
  }
  symlinkSync('/dev/stderr', join(rootfs, 'var/log/nginx/error.log'));
  symlinkSync('/dev/stdout', join(rootfs, 'var/log/nginx/access.log'));
  const version = /nginx\/(\S+)/.exec(run(join(unpacked, 'usr/sbin/nginx'), ['-v']).stderr)?.[1];
  return { has: `Debian’s nginx ${version}`, env };
}

/** The interpreter, its standard library and what that is linked with; nothing that was installed beside it. */
function python(rootfs: string): Made {
  const script =
    'import ensurepip, json, os, sys, sysconfig, venv; print(json.dumps([os.path.realpath(sys.executable), sysconfig.get_path("stdlib"), "%d.%d" % sys.version_info[:2]]))';
  const asked = run('python3', ['-c', script]);
  if (asked.status !== 0) return { lacks: 'python3 with venv and ensurepip' };
  const [program, library, version] = JSON.parse(asked.stdout) as [string, string, string];
  const env = addSystem(rootfs);
  // Debian's CA certificates, which the image has, want it.
  if (!addOpenssl(rootfs)) return { lacks: 'openssl' };
  addProgram(rootfs, program, `/usr/local/bin/python${version}`);
  // Packages come compiled for the libraries of C++, which Python needs not, and Node.js does.
  addLibrariesOf(rootfs, process.execPath);
  for (const name of ['python', 'python3']) symlinkSync(`python${version}`, join(rootfs, 'usr/local/bin', name));
  const unwanted = /\/(?:site-packages|dist-packages|__pycache__|test|idlelib|config-[^/]*)$/;
  const place = `/usr/local/lib/python${version}`;
  cpSync(library, join(rootfs, place), { recursive: true, dereference: true, filter: (path) => !unwanted.test(path) });
  mkdirSync(join(rootfs, place, 'site-packages'));
  const extensions = join(library, 'lib-dynload');
  for (const name of readdirSync(extensions))
    addProgram(rootfs, join(extensions, name), `${place}/lib-dynload/${name}`);
  return { has: `Python ${version}`, env };
}

function maven(rootfs: string): Made {
  const home = jdk();
  const command = pathOf('mvn');
  if (home === undefined || command === undefined) return { lacks: 'a JDK 21 or newer, and Maven' };
  const env = addSystem(rootfs);
  const into = { recursive: true, dereference: true };
  const place = join(rootfs, 'opt/java/openjdk');
  cpSync(home, place, { ...into, filter: (path) => !/\/(?:src\.zip|man|demo)$/.test(path) });
  addJavaLibraries(rootfs, place);
  cpSync(join(dirname(command), '..'), join(rootfs, 'usr/share/maven'), into);
  symlinkSync('../share/maven/bin/mvn', join(rootfs, 'usr/bin/mvn'));
  return { has: `this machine’s Maven and JDK ${versionOf(home)}`, env: { ...env, ...javaEnv(env) } };
}

/** What jlink makes of the JDK: the modules that a JRE has. */
function java(rootfs: string): Made {
  const home = jdk();
  if (home === undefined) return { lacks: 'a JDK 21 or newer' };
  const env = addSystem(rootfs);
  // In place of ssl_client, by which Alpine's wget speaks TLS; Debian's asks openssl.
  if (!addOpenssl(rootfs)) return { lacks: 'openssl' };
  const place = join(rootfs, 'opt/java/openjdk');
  mkdirSync(dirname(place), { recursive: true });
  const modules = 'java.se,jdk.unsupported,jdk.crypto.ec,jdk.management,jdk.localedata,jdk.zipfs,jdk.naming.dns';
  const shape = ['--add-modules', modules, '--strip-debug', '--no-header-files', '--no-man-pages'];
  const linked = run(join(home, 'bin/jlink'), [...shape, '--output', place]);
  if (linked.status !== 0) throw new Error(`jlink: ${linked.stdout}${linked.stderr}`);
  addJavaLibraries(rootfs, place);
  return { has: `a JRE ${versionOf(home)}, linked from this machine’s JDK`, env: { ...env, ...javaEnv(env) } };
}

function javaEnv(env: Readonly<Record<string, string>>): Record<string, string> {
  return { JAVA_HOME: '/opt/java/openjdk', PATH: `/opt/java/openjdk/bin:${env['PATH']}` };
}

/** What Java's own programs and libraries are linked with outside of its folder. */
function addJavaLibraries(rootfs: string, home: string): void {
  for (const name of ['bin/java', 'lib/libjava.so', 'lib/libnet.so', 'lib/server/libjvm.so']) {
    addLibrariesOf(rootfs, join(home, name));
  }
}

/** Home of the first JDK that can compile for Java 21. */
function jdk(): string | undefined {
  const folder = '/usr/lib/jvm';
  const installed = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  return [process.env['JAVA_HOME'], ...installed].find(
    (home) => home && existsSync(join(home, 'bin/jlink')) && Number.parseInt(versionOf(home), 10) >= 21,
  );
}

function versionOf(home: string): string {
  const release = join(home, 'release');
  return existsSync(release) ? (/^JAVA_VERSION="([^"]+)"/m.exec(readFileSync(release, 'utf8'))?.[1] ?? '0') : '0';
}
