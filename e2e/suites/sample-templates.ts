// Templates from elsewhere: each is read and estimated without a crash, and each of its resources gets a verdict.
// They are those that cfn-lint is tested with, AWS's quick starts among them, from its source package on PyPI.
// CAREPLANE_SAMPLE_TEMPLATES names a folder with others, such as a clone of AWS's sample repository.
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { missing, report, suite } from '../harness';
import { cache, root, run } from '../machine';
import { pythonEnvironment } from '../python-environment';
import { cfnLintVersion } from '../scan/parts';

const VERSION = cfnLintVersion();
/** Below cfn-lint's test templates. `bad` is left out: some of it is no YAML, on purpose. */
const FOLDERS = ['good', 'integration', 'issues', 'public', 'quickstart'];

/** What estimate-templates.ts prints. */
interface Estimated {
  readonly templates: number;
  readonly covered: number;
  readonly resources: number;
  readonly verdicts: Readonly<Record<string, number>>;
  readonly faults: readonly string[];
  readonly gaps: readonly (readonly [gap: string, templates: number])[];
}

suite('sample-templates', {
  setUp(scratch) {
    const given = process.env['CAREPLANE_SAMPLE_TEMPLATES'];
    if (given !== undefined) return { folders: [given], scratch };
    const samples = downloaded(scratch);
    return samples === undefined ? undefined : { folders: FOLDERS.map((name) => join(samples, name)), scratch };
  },
  tests: {
    'each is estimated': ({ folders, scratch }) => {
      for (const folder of folders) estimated(folder, scratch);
    },
  },
});

function estimated(folder: string, scratch: string): void {
  const program = join(root, 'e2e/estimate-templates.ts');
  const ran = run(process.execPath, ['--require', '@swc-node/register', program, folder, scratch], { cwd: root });
  if (ran.status !== 0) {
    report(`sample templates in ${folder} are estimated`, false, ran.stdout + ran.stderr);
    return;
  }
  const { templates, covered, resources, verdicts, faults, gaps } = JSON.parse(ran.stdout) as Estimated;
  const counted = Object.entries(verdicts).map(([verdict, count]) => `${count} ${verdict}`);
  report(
    `${templates} sample templates, ${covered} fully covered, ${resources} resources: ${counted.join(', ')}`,
    templates > 0 && faults.length === 0,
    faults.join('\n'),
  );
  for (const [gap, count] of gaps) console.log(`  missing in ${count}: ${gap}`);
}

/** Folder with cfn-lint's test templates, in the cache; undefined when they cannot be had. */
function downloaded(scratch: string): string | undefined {
  const place = join(cache, `cfn-lint-templates-${VERSION}`);
  if (existsSync(place)) return place;
  const commands = pythonEnvironment(`cfn-lint-${VERSION}`, [`cfn-lint==${VERSION}`]);
  if (commands === undefined) return undefined;
  const unpacked = join(scratch, 'unpacked');
  mkdirSync(unpacked);
  const steps: readonly (readonly [command: string, args: readonly string[]])[] = [
    [
      join(commands, 'python3'),
      [
        '-m',
        'pip',
        'download',
        '--quiet',
        '--no-deps',
        '--no-binary',
        ':all:',
        '--dest',
        scratch,
        `cfn-lint==${VERSION}`,
      ],
    ],
    ['tar', ['-xzf', join(scratch, `cfn_lint-${VERSION}.tar.gz`), '-C', unpacked]],
  ];
  for (const [command, args] of steps) {
    const done = run(command, args);
    if (done.status === 0) continue;
    missing(`cfn-lint's test templates: needs its source package from PyPI, and tar. ${done.stderr}`);
    return undefined;
  }
  const arriving = `${place}.arriving`;
  rmSync(arriving, { recursive: true, force: true });
  run('cp', ['-r', join(unpacked, `cfn_lint-${VERSION}/test/fixtures/templates`), arriving]);
  renameSync(arriving, place);
  return place;
}
