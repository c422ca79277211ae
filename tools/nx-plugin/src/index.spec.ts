import { AggregateCreateNodesError } from '@nx/devkit';
import type { CreateDependenciesContext, ProjectConfiguration } from '@nx/devkit';
import { createDependencies, createNodes } from './index';
import { TempWorkspace, TOOLKIT_FILES } from './testing/workspace';

const MEDMO = { 'apps/medmo/platform.yaml': 'name: medmo\n', 'apps/medmo/api/service.yaml': 'name: api\n' };

let workspace: TempWorkspace | undefined;
afterEach(() => workspace?.remove());

async function infer(yaml: Readonly<Record<string, string>>, others: Readonly<Record<string, string>> = {}) {
  workspace = new TempWorkspace({ ...yaml, ...others });
  return createNodes[1](Object.keys(yaml), undefined, { workspaceRoot: workspace.root, nxJsonConfiguration: {} });
}

async function projectAt(root: string, ...args: Parameters<typeof infer>) {
  return (await infer(...args)).map(([, { projects }]) => projects?.[root]).find((project) => project !== undefined);
}

const CFN_LINT = { runtime: '"${CFN_LINT_BIN:-cfn-lint}" --version || echo absent' };
const TECHNOLOGIES = ['aws-cdk', 'cloudformation'];

it('infers a platform', async () => {
  const own = '{projectRoot}/platform.yaml';
  expect(await projectAt('apps/medmo', MEDMO, TOOLKIT_FILES)).toEqual({
    name: 'medmo',
    root: 'apps/medmo',
    projectType: 'application',
    tags: ['careplane:unit', 'platform', 'platform:medmo'],
    metadata: { description: 'The platform medmo: what its services share.', technologies: TECHNOLOGIES },
    targets: {
      synth: {
        executor: 'nx:run-commands',
        options: { command: 'careplane synth {projectRoot} --unit medmo --out dist/assemblies' },
        cache: true,
        dependsOn: [{ projects: ['deploy'], target: 'bundle' }],
        inputs: [
          own,
          { input: 'production', projects: ['config', 'deploy'] },
          { externalDependencies: ['commander', 'yaml', 'zod'] },
        ],
        outputs: ['{workspaceRoot}/dist/assemblies/medmo'],
        metadata: {
          description: 'Write the CloudFormation of medmo to dist/assemblies/medmo.',
          technologies: TECHNOLOGIES,
        },
      },
      check: {
        executor: 'nx:run-commands',
        options: { command: 'careplane check {projectRoot} --unit medmo --assembly dist/assemblies' },
        cache: true,
        dependsOn: ['synth'],
        inputs: [
          own,
          { input: 'production', projects: ['compliance', 'config', 'deploy'] },
          { externalDependencies: ['aws-cdk-lib', 'cdk-nag', 'commander', 'yaml', 'zod'] },
          { dependentTasksOutputFiles: '**/*' },
          CFN_LINT,
        ],
        metadata: {
          description: 'Judge the CloudFormation of medmo: is it what the sources give, and is it safe under HIPAA?',
          technologies: TECHNOLOGIES,
        },
      },
    },
  });
});

it('infers a service, which depends on its platform’s file and on no neighbour', async () => {
  const own = ['{projectRoot}/service.yaml', '{workspaceRoot}/apps/medmo/platform.yaml'];
  const npm = { 'node_modules/@careplane/deploy/package.json': '{}' };
  expect(await projectAt('apps/medmo/api', MEDMO, npm)).toEqual({
    name: 'medmo-api',
    root: 'apps/medmo/api',
    projectType: 'application',
    tags: ['careplane:unit', 'service', 'platform:medmo'],
    implicitDependencies: ['medmo'],
    metadata: { description: 'A service of the platform medmo.', technologies: TECHNOLOGIES },
    targets: {
      synth: {
        executor: 'nx:run-commands',
        options: { command: 'careplane synth {projectRoot} --unit medmo-api --out dist/assemblies' },
        cache: true,
        inputs: [...own, { externalDependencies: ['@careplane/deploy'] }],
        outputs: ['{workspaceRoot}/dist/assemblies/medmo-api'],
        metadata: {
          description: 'Write the CloudFormation of medmo-api to dist/assemblies/medmo-api.',
          technologies: TECHNOLOGIES,
        },
      },
      check: {
        executor: 'nx:run-commands',
        options: { command: 'careplane check {projectRoot} --unit medmo-api --assembly dist/assemblies' },
        cache: true,
        dependsOn: ['synth'],
        inputs: [
          ...own,
          { externalDependencies: ['@careplane/deploy'] },
          { dependentTasksOutputFiles: '**/*' },
          CFN_LINT,
        ],
        metadata: {
          description:
            'Judge the CloudFormation of medmo-api: is it what the sources give, and is it safe under HIPAA?',
          technologies: TECHNOLOGIES,
        },
      },
    },
  });
});

it('quotes a folder with a space for the shell', async () => {
  const project = await projectAt('my apps/medmo', { 'my apps/medmo/platform.yaml': 'name: medmo' });
  expect(project?.targets?.synth?.options).toEqual({
    command: 'careplane synth "{projectRoot}" --unit medmo --out dist/assemblies',
  });
});

it('hands the other projects over together with the problems', async () => {
  const error: unknown = await infer({ ...MEDMO, 'apps/medmo/web/service.yaml': 'port: 80' }).catch((e: unknown) => e);
  if (!(error instanceof AggregateCreateNodesError)) throw new Error('expected an AggregateCreateNodesError');
  expect(error.partialResults.map(([file]) => file)).toEqual(Object.keys(MEDMO));
  const message = 'apps/medmo/web/service.yaml has no name. Add a line such as "name: api" at the left margin.';
  expect(error.errors.map(([file, { message, stack }]) => ({ file, message, stack }))).toEqual([
    { file: 'apps/medmo/web/service.yaml', message, stack: message },
  ]);
});

describe('createDependencies', () => {
  const unit = (root: string): ProjectConfiguration => ({ root, tags: ['careplane:unit'] });
  const deploy: ProjectConfiguration = {
    root: 'apps/deploy',
    metadata: { js: { packageName: '@careplane/deploy' } },
  };
  const external = { type: 'npm', name: 'npm:@careplane/deploy', data: { version: '1.0.0', packageName: '' } } as const;

  const dependencies = (context: Partial<CreateDependenciesContext>) =>
    createDependencies(undefined, { externalNodes: {}, ...context } as CreateDependenciesContext);

  it('leads from every unit to the deploy app', () => {
    const projects = { medmo: unit('apps/medmo'), 'medmo-api': unit('apps/medmo/api'), renamed: deploy };
    expect(dependencies({ projects })).toEqual([
      { source: 'medmo', target: 'renamed', type: 'implicit' },
      { source: 'medmo-api', target: 'renamed', type: 'implicit' },
    ]);
  });

  it('leads to the npm package where the toolkit is installed', () => {
    const projects = { medmo: unit('apps/medmo'), other: { root: 'apps/other' } };
    expect(dependencies({ projects, externalNodes: { 'npm:@careplane/deploy': external } })).toEqual([
      { source: 'medmo', target: 'npm:@careplane/deploy', type: 'implicit' },
    ]);
  });

  it('leads nowhere without a toolkit', () => {
    expect(dependencies({ projects: { medmo: unit('apps/medmo') } })).toEqual([]);
  });
});
