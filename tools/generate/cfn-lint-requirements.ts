import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CFN_LINT_VERSION } from '../../libs/compliance/src/judges/cfn-lint';

/**
 * Writes libs/pipeline/src/cfn-lint/requirements.json: every package that cfn-lint needs, by version and by the SHA-256 of its
 * wheels. Needs Python, pip and PyPI, so it is run by hand when the pinned version changes:
 *
 *     node --require @swc-node/register tools/generate/cfn-lint-requirements.ts
 *
 * The versions of the other packages stay as they are in the file while cfn-lint accepts them; `--newest` takes new ones.
 */
const FILE = join(__dirname, '../../libs/pipeline/src/cfn-lint/requirements.json');
/** Versions of Python that wheels are taken for: that of the build, and those around it for other machines. */
const PYTHONS = ['3.11', '3.12', '3.13'];
const PLATFORMS = ['manylinux2014_x86_64', 'manylinux_2_17_x86_64', 'manylinux_2_28_x86_64'];

interface Requirement {
  readonly name: string;
  readonly version: string;
  readonly sha256: readonly string[];
}

function main(): void {
  const known = process.argv.includes('--newest') ? [] : readKnown();
  const folder = mkdtempSync(join(tmpdir(), 'careplane-wheels-'));
  try {
    // The newest packages that the oldest Python takes are those of all others, too.
    const wheels: string[] = [];
    for (const python of PYTHONS) {
      const pinned = wheels.length === 0 ? known : merged(wheels).map(pin);
      wheels.push(...download(python, join(folder, python), pinned));
    }
    writeFileSync(FILE, `${JSON.stringify({ packages: merged(wheels) }, null, 2)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function pin({ name, version }: Requirement): string {
  return `${name}==${version}`;
}

/** All but cfn-lint itself, whose version is the one that the judges want. */
function readKnown(): string[] {
  try {
    const { packages } = JSON.parse(readFileSync(FILE, 'utf8')) as { packages: Requirement[] };
    return packages.filter(({ name }) => name !== 'cfn-lint').map(pin);
  } catch {
    return [];
  }
}

function download(python: string, folder: string, known: readonly string[]): string[] {
  const constraints = `${folder}.txt`;
  writeFileSync(constraints, known.join('\n'));
  const platforms = PLATFORMS.flatMap((platform) => ['--platform', platform]);
  const { status, stderr } = spawnSync(
    'pip',
    [
      ...['download', '--quiet', '--only-binary', ':all:', '--implementation', 'cp', '--python-version', python],
      ...[...platforms, '--constraint', constraints, '--dest', folder, `cfn-lint==${CFN_LINT_VERSION}`],
    ],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`pip download for Python ${python}: ${stderr}`);
  return readdirSync(folder).map((file) => join(folder, file));
}

/** One entry for each package, with the checksums of all its wheels. */
function merged(wheels: readonly string[]): Requirement[] {
  const found = new Map<string, { version: string; sums: Set<string> }>();
  for (const wheel of wheels) {
    const [distribution = '', version = ''] = wheel.slice(wheel.lastIndexOf('/') + 1).split('-');
    const name = distribution.toLowerCase().replaceAll('_', '-');
    const known = found.get(name) ?? { version, sums: new Set<string>() };
    if (known.version !== version) throw new Error(`${name} has versions ${known.version} and ${version}`);
    known.sums.add(createHash('sha256').update(readFileSync(wheel)).digest('hex'));
    found.set(name, known);
  }
  return [...found]
    .map(([name, { version, sums }]) => ({ name, version, sha256: [...sums].sort() }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

main();
