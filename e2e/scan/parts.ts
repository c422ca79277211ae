// The real parts of the test, and how they get onto a machine that lacks them. Everything is pinned and kept in the cache.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { alone } from '../alone';
import { missing } from '../harness';
import { cache, root, run } from '../machine';
import type { Env } from '../machine';
import { pythonEnvironment } from '../python-environment';

/** What a file of the repository says after a text: versions are written once, where the tool is used. */
function pinned(file: string, pattern: RegExp): string {
  const version = pattern.exec(readFileSync(join(root, file), 'utf8'))?.[1];
  if (version === undefined) throw new Error(`${file} names no version that fits ${pattern}`);
  return version;
}

const TRIVY_VERSION = pinned(
  'libs/config/src/schema/pipelines.ts',
  /^export const TRIVY = {\n {2}version: '([\d.]+)',$/m,
);
const CRANE_VERSION = pinned('libs/pipeline/src/tools.ts', /^ {2}name: 'crane',\n {2}version: '([\d.]+)',$/m);
const DEBIAN = ['buildah', 'docker-registry'];

/** What scans an image, and what writes its database. */
export interface Scanner {
  readonly trivy: string;
  readonly trivyDb: string;
}

/** Paths of the parts; of the AWS CLI its folder. */
export interface Parts extends Scanner {
  readonly crane: string;
  readonly aws: string;
}

/** All parts, or undefined where one could not be had: it is named then. */
export function getParts(): Parts | undefined {
  return alone(allParts);
}

function allParts(): Parts | undefined {
  const debian = DEBIAN.map(debianPackage);
  const scanner = getScanner();
  const crane = goProgram('crane', CRANE_VERSION, 'github.com/google/go-containerregistry/cmd/crane');
  const aws = getAwsCli();
  if (scanner === undefined || crane === undefined || aws === undefined || debian.includes(undefined)) return undefined;
  return { ...scanner, crane, aws };
}

/** What scans an image from a database made for the test, or undefined where it could not be had: it is named then. */
export function getScanner(): Scanner | undefined {
  const trivy = getTrivy();
  const trivyDb = trivy === undefined ? undefined : databaseWriter();
  return trivy === undefined || trivyDb === undefined ? undefined : { trivy, trivyDb };
}

/** Path of the scanner. */
export function getTrivy(): string | undefined {
  return goProgram('trivy', TRIVY_VERSION, 'github.com/aquasecurity/trivy/cmd/trivy', { GOEXPERIMENT: 'jsonv2' });
}

/** Path of the linter of GitHub workflows. */
export function getActionlint(): string | undefined {
  return goProgram('actionlint', '1.7.8', 'github.com/rhysd/actionlint/cmd/actionlint');
}

/** The version of cfn-lint that the judges want. */
export function cfnLintVersion(): string {
  return pinned('libs/compliance/src/judges/cfn-lint.ts', /CFN_LINT_VERSION = '([^']+)'/);
}

/** Path of the auditor of GitHub workflows. */
export function getZizmor(): string | undefined {
  const commands = pythonEnvironment('zizmor-1.32.0', ['zizmor==1.32.0']);
  return commands === undefined ? undefined : join(commands, 'zizmor');
}

/** Path of cfn-lint, in that version. */
export function cfnLint(): string | undefined {
  const version = cfnLintVersion();
  const commands = pythonEnvironment(`cfn-lint-${version}`, [`cfn-lint==${version}`]);
  return commands === undefined ? undefined : join(commands, 'cfn-lint');
}

/** Path of cfn-guard, in the version that the judge reads. No package carries it, so it is built: minutes, once. */
export function getCfnGuard(): string | undefined {
  const version = pinned('libs/compliance/src/judges/cfn-guard.ts', /CFN_GUARD_VERSION = '([^']+)'/);
  return alone(() => crateProgram('cfn-guard', version));
}

/** Folder with the command `aws`. */
export function getAwsCli(): string | undefined {
  return pythonEnvironment('awscli-1.46.3', ['awscli==1.46.3']);
}

/** Where a build downloads an archive from, and the checksum that it compares. */
export interface Archive {
  readonly url: string;
  readonly sha256: string;
}

/**
 * A release as a build downloads it: an archive with the program in it, and its checksum.
 *
 * @param program path of the program
 */
export function archiveOf(program: string): Archive {
  return alone(() => packed(program));
}

/**
 * An archive like that of `archiveOf`, in which a line of shell stands for the program and starts it. A build downloads, compares
 * and unpacks it just so, without the 170 MB of Trivy that fifty builds would write to disk and read again.
 *
 * @param program path of the program
 * @param folder for the archive
 */
export function launcherOf(program: string, folder: string): Archive {
  const name = basename(program);
  const place = join(folder, name);
  mkdirSync(place, { recursive: true });
  // A program that ends after a second need not free what it has used: a third of Trivy's time went into that.
  writeFileSync(join(place, name), `#!/bin/sh\nGOGC=400 exec "${program}" "$@"\n`, { mode: 0o755 });
  const archive = `${place}.tar.gz`;
  const tar = run('tar', ['-czf', archive, '-C', place, name]);
  if (tar.status !== 0) throw new Error(`tar: ${tar.stderr}`);
  return { url: `file://${archive}`, sha256: checksumOf(archive) };
}

function checksumOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

function packed(program: string): Archive {
  const folder = join(program, '..');
  const name = program.slice(folder.length + 1);
  const archive = `${program}.tar.gz`;
  if (!existsSync(archive)) {
    const fresh = `${archive}.${process.pid}`;
    const tar = run('tar', ['-cf', `${fresh}.tar`, '-C', folder, name]);
    if (tar.status !== 0) throw new Error(`tar: ${tar.stderr}`);
    // Stored, not compressed: every build unpacks it.
    writeFileSync(`${fresh}.new`, gzipSync(readFileSync(`${fresh}.tar`), { level: 0 }));
    rmSync(`${fresh}.tar`);
    renameSync(`${fresh}.new`, archive);
  }
  return { url: `file://${archive}`, sha256: checksumOf(archive) };
}

/** A command that comes in a Debian package of its name; installed where the test runs as root. */
export function debianPackage(name: string): string | undefined {
  return alone(() => debianCommand(name));
}

function debianCommand(name: string): string | undefined {
  if (found(name)) return name;
  if (process.getuid?.() === 0 && found('apt-get')) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    const install = () => run('apt-get', ['install', '--yes', '--quiet', '--no-install-recommends', name], { env });
    if (install().status !== 0) {
      run('apt-get', ['update', '--quiet'], { env });
      install();
    }
    if (found(name)) return name;
  }
  missing(`${name}: apt-get install ${name}`);
  return undefined;
}

function found(program: string): boolean {
  return run('sh', ['-c', 'command -v "$1"', 'sh', program]).status === 0;
}

/** A program written in Go, from its tagged source through the module proxy: its checksum database vouches for the bytes. */
function goProgram(name: string, version: string, module: string, env: Env = {}): string | undefined {
  return alone(() => installedFromSource(name, version, module, env));
}

function installedFromSource(name: string, version: string, module: string, env: Env): string | undefined {
  const folder = join(cache, `${name}-${version}`);
  const program = join(folder, name);
  if (existsSync(program)) return program;
  const fresh = join(cache, `${name}-${version}.${process.pid}.new`);
  console.log(`     installing ${name} ${version} from source; this can take ten minutes, once`);
  mkdirSync(fresh, { recursive: true });
  const built = run('go', ['install', '-trimpath', '-ldflags=-s -w', `${module}@v${version}`], {
    env: { ...env, CGO_ENABLED: '0', GOBIN: fresh },
  });
  if (built.status === 0) {
    mkdirSync(folder, { recursive: true });
    renameSync(join(fresh, name), program);
  } else {
    missing(
      `${name} ${version}: go install ${module}@v${version}. ${(built.error ?? built.stderr).toString().trim().split('\n').at(-1)}`,
    );
  }
  rmSync(fresh, { recursive: true, force: true });
  return built.status === 0 ? program : undefined;
}

/** A program of crates.io, with the dependencies of its own lock file. */
function crateProgram(name: string, version: string): string | undefined {
  const folder = join(cache, `${name}-${version}`);
  const program = join(folder, 'bin', name);
  if (existsSync(program)) return program;
  const fresh = `${folder}.${process.pid}.new`;
  console.log(`     installing ${name} ${version} from source; this can take ten minutes, once`);
  // What is slow to build makes a program faster that runs for a second.
  const env = { CARGO_PROFILE_RELEASE_LTO: 'off', CARGO_PROFILE_RELEASE_OPT_LEVEL: '1' };
  const built = run('cargo', ['install', name, '--version', version, '--locked', '--root', fresh], { env });
  if (built.status === 0) {
    rmSync(folder, { recursive: true, force: true });
    renameSync(fresh, folder);
    return program;
  }
  rmSync(fresh, { recursive: true, force: true });
  const why = (built.error ?? built.stderr).toString().trim().split('\n').at(-1);
  missing(`${name} ${version}: cargo install ${name} --version ${version} --locked. ${why}`);
  return undefined;
}

/** The program that writes vulnerability databases, built again when its source changes. */
function databaseWriter(): string | undefined {
  return alone(builtWriter);
}

function builtWriter(): string | undefined {
  const source = join(root, 'tools/trivy-db');
  const hash = createHash('sha256');
  for (const file of ['main.go', 'go.mod', 'go.sum']) hash.update(readFileSync(join(source, file)));
  const program = join(cache, `trivy-db-${hash.digest('hex').slice(0, 16)}`, 'trivy-db');
  if (existsSync(program)) return program;
  const fresh = `${program}.${process.pid}`;
  const built = run('go', ['build', '-trimpath', '-o', fresh, '.'], { cwd: source, env: { CGO_ENABLED: '0' } });
  if (built.status === 0) {
    renameSync(fresh, program);
    return program;
  }
  missing(`tools/trivy-db: needs Go and the Go module proxy. ${built.error ?? built.stderr}`);
  return undefined;
}
