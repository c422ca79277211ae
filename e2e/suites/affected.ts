// For each kind of change: which units `nx affected -t deploy` asks, which are synthesized again, and which are deployed.
// Real git, Nx, bundle and synthesis, in a clone; only the account is a file (parts/careplane-with-ledger.ts).
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { script } from '../../tools/script';
import { left, report, suite } from '../harness';
import { root } from '../machine';
import type { Ran } from '../machine';
import { cloneWithPackages } from '../parts/clone';
import type { RunIn } from '../parts/clone';

const SERVICES = ['medmo-admin', 'medmo-api', 'medmo-frontend'];
const UNITS = ['medmo', ...SERVICES];
const NOTHING = { affected: [], synth: [], deploy: [] };

/** What a file becomes; undefined: it and its folder go. */
type Edit = (text: string) => string | undefined;

/** Names of units. */
interface Expected {
  readonly affected: readonly string[];
  readonly synth: readonly string[];
  readonly deploy: readonly string[];
}

const CHANGES: readonly (readonly [name: string, edits: Readonly<Record<string, Edit>>, expected: Expected])[] = [
  ['documentation', { 'docs/guides/platform.md': append('\nMore.\n') }, NOTHING],
  ['the prices alone', { 'libs/cost-model/src/estimate.ts': append('\nexport const more = 1;\n') }, NOTHING],
  ['the Nx plugin', { 'tools/nx-plugin/README.md': append('\nMore.\n') }, NOTHING],
  [
    'a service’s configuration',
    { 'apps/medmo/api/service.yaml': replace('LOG_LEVEL: info', 'LOG_LEVEL: warn') },
    { affected: ['medmo-api'], synth: ['medmo-api'], deploy: ['medmo-api'] },
  ],
  [
    'a service’s source, which its own pipeline deploys',
    { 'apps/medmo/api/server.js': () => 'console.log("hello");\n' },
    { affected: ['medmo-api'], synth: [], deploy: [] },
  ],
  [
    'what only the platform’s stacks use of platform.yaml',
    { 'apps/medmo/platform.yaml': replace('maxStorageGiB: 500', 'maxStorageGiB: 600') },
    { affected: UNITS, synth: UNITS, deploy: ['medmo'] },
  ],
  [
    'a tag of everything',
    { 'apps/medmo/platform.yaml': replace('owner: medmo-platform', 'owner: medmo-operations') },
    { affected: UNITS, synth: UNITS, deploy: UNITS },
  ],
  [
    'a comment in libs/networking',
    { 'libs/networking/src/network.ts': append('\n// One more word.\n') },
    { affected: UNITS, synth: UNITS, deploy: [] },
  ],
  [
    'what libs/networking makes',
    { 'libs/networking/src/load-balancer.ts': replace('Duration.seconds(60)', 'Duration.seconds(61)') },
    { affected: UNITS, synth: UNITS, deploy: ['medmo'] },
  ],
  [
    'a test of libs/networking',
    { 'libs/networking/src/network.spec.ts': append('\n// One more word.\n') },
    { affected: UNITS, synth: [], deploy: [] },
  ],
  [
    'the judges',
    { 'libs/compliance/src/index.ts': append('\n// One more word.\n') },
    { affected: UNITS, synth: [], deploy: [] },
  ],
  [
    'a stack of the deploy app',
    { 'libs/platform/src/stacks/repository-stack.ts': append('\n// One more word.\n') },
    { affected: UNITS, synth: UNITS, deploy: [] },
  ],
  [
    'a new service',
    { 'apps/medmo/lab/service.yaml': () => 'name: lab\nsource: { github: medmo/lab }\nroutes: [{ host: lab }]\n' },
    { affected: ['medmo-lab'], synth: ['medmo-lab'], deploy: ['medmo-lab'] },
  ],
  // Nx asks everybody when a project is gone, because it no longer knows who depended on it.
  [
    'a service that is gone',
    { 'apps/medmo/lab/service.yaml': () => undefined },
    { affected: UNITS, synth: [], deploy: [] },
  ],
  ['another version of a package that no unit uses', { 'package-lock.json': bump('prettier') }, NOTHING],
  [
    'another version of the CDK',
    { 'package-lock.json': bump('aws-cdk-lib') },
    { affected: UNITS, synth: UNITS, deploy: [] },
  ],
];

/** A clone whose careplane keeps its ledger in a file. */
interface Clone {
  readonly clone: string;
  readonly at: RunIn;
  /** Runs Nx, with that careplane. */
  readonly nx: (...args: string[]) => Ran;
  /** Units that careplane was called for since Nx was run. */
  readonly called: (verb: string) => string[];
}

suite<Clone>('affected', {
  setUp(scratch) {
    const opened = openClone(scratch);
    const first = opened.nx('run-many', '-t', 'deploy', '--projects=tag:careplane:unit');
    const all = first.status === 0 && same(opened.called('deploy'), UNITS);
    return report('affected: the first time everything is deployed', all, first.stdout + first.stderr)
      ? opened
      : undefined;
  },
  tests: Object.fromEntries(CHANGES.map((change) => [change[0], (stage: Clone) => changed(stage, change)])),
});

function openClone(scratch: string): Clone {
  const clone = join(scratch, 'clone');
  const at = cloneWithPackages(clone);
  // One platform, so that each list below is short. repository.spec.ts looks at both.
  rmSync(join(clone, 'apps/medplum'), { recursive: true });
  at('git', ['commit', '--quiet', '--all', '--message', 'one platform']);
  const [calls, ledger] = [join(scratch, 'calls'), join(scratch, 'ledger')];
  const shim = join(clone, 'node_modules/.bin/careplane');
  rmSync(shim);
  copyFileSync(script(join(root, 'e2e/parts/careplane-with-ledger.ts')), shim);
  chmodSync(shim, 0o755);
  const env = {
    CAREPLANE_REAL: join(clone, 'apps/deploy/bin/careplane.js'),
    CAREPLANE_CALLS: calls,
    CAREPLANE_LEDGER: ledger,
  };
  return {
    clone,
    at,
    nx(...args) {
      rmSync(calls, { force: true });
      return at('npx', ['nx', ...args], env);
    },
    called(verb) {
      const lines = existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : [];
      return lines
        .filter((line) => line.startsWith(`${verb} `))
        .map((line) => line.slice(verb.length + 1))
        .sort();
    },
  };
}

/** Make and commit a change, and look which units are asked, synthesized and deployed. */
function changed({ clone, at, nx, called }: Clone, [name, edits, expected]: (typeof CHANGES)[number]): void {
  for (const [file, edit] of Object.entries(edits)) change(join(clone, file), edit);
  at('git', ['add', '-A']);
  const committed = at('git', ['commit', '--quiet', '--message', name]);
  const range = ['--base=HEAD~1', '--head=HEAD'];
  const shown = at('npx', [
    ...['nx', 'show', 'projects', '--affected', ...range],
    ...['--projects=tag:careplane:unit', '--json'],
  ]);
  const ran = nx('affected', '-t', 'deploy', ...range);
  const is: Expected = { affected: units(shown.stdout), synth: called('synth'), deploy: called('deploy') };
  const good =
    committed.status === 0 &&
    ran.status === 0 &&
    (['affected', 'synth', 'deploy'] as const).every((key) => same(is[key], expected[key]));
  const words = expected.deploy.length === 0 ? 'deploys nothing' : `deploys ${expected.deploy.join(', ')}`;
  report(
    `affected: ${name} ${words}`,
    good,
    `${JSON.stringify({ expected, is }, null, 2)}\n${ran.stdout}${ran.stderr}${committed.stderr}`,
  );
}

function units(json: string): string[] {
  try {
    return (JSON.parse(json) as string[]).sort();
  } catch {
    return [`not JSON: ${json}`];
  }
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());
}

function change(file: string, edit: Edit): void {
  const text = edit(existsSync(file) ? readFileSync(file, 'utf8') : '');
  if (text === undefined) return rmSync(dirname(file), { recursive: true });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function append(more: string): Edit {
  return (text) => text + more;
}

function replace(old: string, fresh: string): Edit {
  return (text) => {
    if (!text.includes(old)) throw new Error(`"${old}" is not in the file any more: correct this suite`);
    return text.replace(old, fresh);
  };
}

/** The lockfile as an update of one package leaves it. */
function bump(name: string): Edit {
  return (text) => {
    const lock = JSON.parse(text) as { packages: Record<string, { version: string; integrity: string }> };
    const entry = left(lock.packages[`node_modules/${name}`], `${name} in the lockfile`);
    Object.assign(entry, {
      version: `${entry.version}-next`,
      integrity: entry.integrity.replace('sha512-', 'sha512-next'),
    });
    return JSON.stringify(lock, null, 2);
  };
}
