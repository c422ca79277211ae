import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Nx, REPOSITORY } from './testing/nx';

// The real Nx on this repository: what a person sees who types these commands.

const nx = new Nx(REPOSITORY);
afterAll(() => nx.dispose());

const UNITS = ['medmo', 'medmo-admin', 'medmo-api', 'medmo-frontend'];
/** What changes both reference platforms. */
const ALL = [...UNITS, 'medplum', 'medplum-api', 'medplum-app', 'medplum-jobs'];
const WITH_UNITS = ['--projects=tag:careplane:unit', '--json'];

it('shows the units of medmo', () => {
  expect(nx.json<string[]>(['show', 'projects', '--json'])).toEqual(expect.arrayContaining(UNITS));
});

it('shows the targets of a service', () => {
  type Target = { executor: string; options: Record<string, string> };
  const { root, targets } = nx.json<{ root: string; targets: Record<string, Target> }>([
    ...['show', 'project', 'medmo-api', '--json'],
  ]);
  expect(root).toBe('apps/medmo/api');
  // Their sources are elsewhere, so there is no image to build or scan here.
  expect(Object.keys(targets)).toEqual(['synth', 'check', 'cost', 'diff', 'deploy']);
  expect(targets['synth']).toMatchObject({
    executor: '@careplane/nx:synth',
    options: { folder: 'apps/medmo/api', platform: 'apps/medmo', unit: 'medmo-api', out: 'dist/assemblies' },
  });
  expect(targets['deploy']).toMatchObject({
    options: { command: 'careplane deploy apps/medmo/api --unit medmo-api --assembly dist/assemblies' },
    configurations: {
      staging: { command: 'careplane deploy apps/medmo/api --unit medmo-api --assembly dist/assemblies --env staging' },
      production: expect.anything() as unknown,
    },
  });
});

it('has a target for each end-to-end suite, and none with the name of a target of units', () => {
  const targetsOf = (project: string) =>
    Object.keys(nx.json<{ targets: object }>(['show', 'project', project, '--json']).targets);
  const suites = readdirSync(join(REPOSITORY, 'e2e/suites')).map((file) => `suite-${basename(file, '.ts')}`);
  const own = targetsOf('e2e');
  expect(own.sort()).toEqual([...suites, 'e2e', 'lint'].sort());
  // `nx affected -t deploy` deploys: it must not start a suite.
  const ofUnits = targetsOf('medmo');
  expect(own.filter((target) => ofUnits.includes(target))).toEqual([]);
});

it('would release as the README of tools/pack says', () => {
  const readme = readFileSync(join(REPOSITORY, 'tools/pack/README.md'), 'utf8');
  const [first = ''] = /npx nx (release .*?)(?= +#|$)/m.exec(readme)?.slice(1) ?? [];
  const { status, stdout, stderr } = nx.run([...first.split(' '), '--first-release', '--dry-run']);
  expect([status, stdout + stderr]).toEqual([0, expect.stringMatching(/CHANGELOG\.md for v\d+\.\d+\.\d+/)]);
});

// A sample: `npm run e2e -- affected` makes a change of each kind, and looks what is deployed.
describe('affected units', () => {
  const affectedBy = (file: string) =>
    nx.json<string[]>(['show', 'projects', '--affected', `--files=${file}`, ...WITH_UNITS]).sort();

  it.each([
    ['apps/medmo/api/service.yaml', ['medmo-api']],
    ['apps/medmo/platform.yaml', UNITS],
    ['apps/medplum/jobs/service.yaml', ['medplum-jobs']],
    ['apps/medplum/platform.yaml', ALL.filter((unit) => unit.startsWith('medplum'))],
    ['docs/x.md', []],
    ['libs/networking/src/index.ts', ALL],
    ['libs/compliance/src/index.ts', ALL],
    ['libs/assessment/src/judges/judge.ts', ALL],
    // The scan command is made of it, and a platform's assembly has that inside.
    ['libs/command-line/src/index.ts', ALL],
    ['libs/cost-model/src/estimate.ts', []],
    ['libs/cost-commands/src/index.ts', []],
    ['libs/service-commands/src/index.ts', []],
    // How a deploy is carried out changes nothing of what is deployed.
    ['libs/deployment/src/rollout/deploy.ts', []],
    ['tools/nx-plugin/src/index.ts', []],
    ['libs/platform/src/stacks/network-stack.ts', ALL],
    ['apps/deploy/README.md', []],
  ])('%s: %j', (file, units) => {
    expect(affectedBy(file)).toEqual(units);
  });

  it('every project that the deploy app reaches decides the verdict of a check, but for prices', () => {
    const { graph } = nx.json<{ graph: { dependencies: Record<string, { target: string }[]> } }>([
      ...['graph', '--file=stdout'],
    ]);
    const reached = new Set<string>();
    const visit = (project: string): void => {
      if (reached.has(project) || project.startsWith('npm:')) return;
      reached.add(project);
      graph.dependencies[project]?.forEach(({ target }) => visit(target));
    };
    visit('deploy');
    const { targets } = nx.json<{ targets: { check: { inputs: (string | { projects?: string[] })[] } } }>([
      ...['show', 'project', 'medmo', '--json'],
    ]);
    const named = targets.check.inputs.flatMap((input) => (typeof input === 'string' ? [] : (input.projects ?? [])));
    const beside = [
      'assessment',
      'deploy',
      'cost',
      'cost-commands',
      'cost-model',
      'deployment',
      'handover',
      'service-commands',
    ];
    expect(named.sort()).toEqual([...reached].filter((project) => !beside.includes(project)).sort());
  });
});
