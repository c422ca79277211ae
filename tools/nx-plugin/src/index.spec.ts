import { AggregateCreateNodesError } from '@nx/devkit';
import type { CreateDependenciesContext, ProjectConfiguration } from '@nx/devkit';
import { createDependencies, createNodes } from './index';
import { TempWorkspace, TOOLKIT_FILES } from './testing/workspace';

const MEDMO = {
  'apps/medmo/platform.yaml': 'name: medmo\nenvironments:\n  staging: {}\n',
  'apps/medmo/api/service.yaml': 'name: api\n',
};

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
const filesOf = (folder: string) => [
  `{workspaceRoot}/${folder}/package.json`,
  `{workspaceRoot}/${folder}/src/**/*`,
  `!{workspaceRoot}/${folder}/src/**/*.spec.ts`,
];
const DEPLOY_APP = filesOf('apps/deploy');

it('infers a platform', async () => {
  const own = '{projectRoot}/platform.yaml';
  const assembly = { dependentTasksOutputFiles: 'dist/assemblies/medmo{,-baseline}/**/*' };
  const bundle = { projects: ['deploy'], target: 'bundle' };
  const synthInputs = [
    own,
    ...DEPLOY_APP,
    { input: 'production', projects: ['config'] },
    { externalDependencies: ['commander', 'yaml', 'zod'] },
  ];
  expect(await projectAt('apps/medmo', MEDMO, TOOLKIT_FILES)).toEqual({
    name: 'medmo',
    root: 'apps/medmo',
    projectType: 'application',
    tags: ['careplane:unit', 'platform', 'platform:medmo'],
    metadata: { description: 'The platform medmo: the shared stacks of its services.', technologies: TECHNOLOGIES },
    targets: {
      synth: {
        executor: '@careplane/nx:synth',
        options: { folder: '{projectRoot}', platform: 'apps/medmo', unit: 'medmo', out: 'dist/assemblies' },
        cache: true,
        dependsOn: [bundle],
        inputs: synthInputs,
        outputs: ['{workspaceRoot}/dist/assemblies/medmo', '{workspaceRoot}/dist/assemblies/medmo-baseline'],
        metadata: {
          description: 'Write the CloudFormation of medmo to dist/assemblies/medmo.',
        },
      },
      check: {
        executor: 'nx:run-commands',
        options: { command: 'careplane check {projectRoot} --unit medmo --assembly dist/assemblies' },
        cache: true,
        dependsOn: ['synth'],
        inputs: [
          own,
          ...DEPLOY_APP,
          ...filesOf('libs/assessment'),
          { input: 'production', projects: ['compliance', 'config'] },
          { externalDependencies: ['aws-cdk-lib', 'cdk-nag', 'commander', 'yaml', 'zod'] },
          assembly,
          CFN_LINT,
        ],
        metadata: {
          description: 'Check that the assembly of medmo matches the sources, and judge it against the HIPAA rules.',
        },
      },
      cost: {
        executor: 'nx:run-commands',
        options: { command: 'careplane-cost estimate dist/assemblies/medmo --format table' },
        configurations: { json: { command: 'careplane-cost estimate dist/assemblies/medmo --format json' } },
        cache: true,
        dependsOn: ['synth'],
        inputs: [
          { input: 'production', projects: ['cost', 'cost-model'] },
          { externalDependencies: ['decimal.js'] },
          assembly,
        ],
        metadata: { description: 'Estimate the monthly cost of medmo.' },
      },
      diff: {
        executor: 'nx:run-commands',
        options: { command: 'careplane diff {projectRoot} --unit medmo --assembly dist/assemblies' },
        configurations: {
          staging: { command: 'careplane diff {projectRoot} --unit medmo --assembly dist/assemblies --env staging' },
        },
        cache: false,
        dependsOn: ['synth'],
        inputs: [assembly],
        metadata: {
          description: 'Show in words what a deploy of medmo would change. Needs AWS credentials; changes nothing.',
        },
      },
      deploy: {
        executor: 'nx:run-commands',
        options: { command: 'careplane deploy {projectRoot} --unit medmo --assembly dist/assemblies' },
        configurations: {
          staging: { command: 'careplane deploy {projectRoot} --unit medmo --assembly dist/assemblies --env staging' },
        },
        cache: false,
        dependsOn: [{ dependencies: true, target: 'deploy', params: 'forward' }, 'synth', 'check', bundle],
        inputs: [assembly],
        metadata: {
          description: 'Deploy medmo from its checked assembly, unless it is already deployed.',
        },
      },
      'fan-out': {
        executor: '@careplane/nx:fan-out',
        options: { platform: 'medmo', out: 'dist/ci/medmo-batch.json' },
        cache: false,
        metadata: {
          description: 'Write the buildspec of a CodeBuild batch for the affected units of medmo. Needs --base.',
        },
      },
    },
  });
});

describe('a service', () => {
  const npm = { 'node_modules/@careplane/deploy/package.json': '{}' };

  it('reads its own file and that of its platform, and none of a neighbour', async () => {
    const service = await projectAt('apps/medmo/api', MEDMO, npm);
    const inputs = [
      '{projectRoot}/service.yaml',
      '{workspaceRoot}/apps/medmo/platform.yaml',
      { externalDependencies: ['@careplane/deploy'] },
    ];
    expect(service).toMatchObject({
      name: 'medmo-api',
      tags: ['careplane:unit', 'service', 'platform:medmo'],
      metadata: { description: 'A service of the platform medmo.' },
    });
    expect(service?.targets?.['synth']).toMatchObject({
      options: { folder: '{projectRoot}', platform: 'apps/medmo', unit: 'medmo-api', out: 'dist/assemblies' },
      inputs,
    });
    expect(service?.targets?.['check']?.inputs).toEqual([
      ...inputs,
      { dependentTasksOutputFiles: 'dist/assemblies/medmo-api/**/*' },
      CFN_LINT,
    ]);
  });

  it('is deployed to the environments of its platform', async () => {
    const targets = (await projectAt('apps/medmo/api', MEDMO, npm))?.targets;
    for (const target of ['diff', 'deploy'])
      expect(Object.keys(targets?.[target]?.configurations ?? {})).toEqual(['staging']);
  });

  it('has an image to build and scan when its source is here', async () => {
    const local = { ...MEDMO, 'apps/medmo/api/service.yaml': 'name: api\nsource: { path: ./src }\n' };
    const targets = (await projectAt('apps/medmo/api', local, npm))?.targets;
    expect(targets?.['image']).toMatchObject({
      executor: '@careplane/nx:image',
      options: {
        unit: 'medmo-api',
        context: 'apps/medmo/api/src',
        service: 'apps/medmo/api/service.yaml',
        archive: 'dist/images/medmo-api.tar',
      },
      cache: false,
    });
    expect(targets?.['scan']).toMatchObject({
      executor: '@careplane/nx:scan',
      options: {
        unit: 'medmo-api',
        archive: 'dist/images/medmo-api.tar',
        platform: 'apps/medmo/platform.yaml',
        repository: 'medmo/api',
        out: 'dist/scans/medmo-api',
      },
      dependsOn: ['image'],
      cache: false,
    });
  });

  it('has none when its source is elsewhere', async () => {
    const elsewhere = { ...MEDMO, 'apps/medmo/api/service.yaml': 'name: api\nsource: { github: medmo/api }\n' };
    const targets = (await projectAt('apps/medmo/api', elsewhere, npm))?.targets ?? {};
    expect(Object.keys(targets)).toEqual(['synth', 'check', 'cost', 'diff', 'deploy']);
  });
});

it('quotes a folder with a space for the shell', async () => {
  const project = await projectAt('my apps/medmo', { 'my apps/medmo/platform.yaml': 'name: medmo' });
  expect(project?.targets?.['check']?.options).toEqual({
    command: 'careplane check "{projectRoot}" --unit medmo --assembly dist/assemblies',
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
  const platform: ProjectConfiguration = { root: 'apps/medmo', tags: ['careplane:unit', 'platform'] };
  const service: ProjectConfiguration = { root: 'apps/medmo/api', tags: ['careplane:unit', 'service'] };
  const projects = {
    ...{ medmo: platform, 'medmo-api': service },
    ...Object.fromEntries(['deploy', 'config', 'compliance', 'cost-model'].map((name) => [name, { root: name }])),
  };
  const external = (name: string) => ({
    [`npm:${name}`]: {
      type: 'npm' as const,
      name: `npm:${name}` as const,
      data: { version: '1.0.0', packageName: name },
    },
  });

  const dependencies = (files: Readonly<Record<string, string>>, context: Partial<CreateDependenciesContext>) => {
    workspace = new TempWorkspace(files);
    return createDependencies(undefined, {
      externalNodes: {},
      workspaceRoot: workspace.root,
      ...context,
    } as CreateDependenciesContext);
  };

  it('lead from the platform to what decides assembly and verdict; not to prices, nor to the app that shows them', () => {
    const externalNodes = { ...external('zod'), ...external('cdk-nag'), ...external('decimal.js') };
    expect(dependencies(TOOLKIT_FILES, { projects, externalNodes })).toEqual(
      [
        ...['compliance', 'config', 'npm:cdk-nag', 'npm:zod'].map((target) => ['medmo', target]),
        ['medmo-api', 'medmo'],
      ].map(([source, target]) => ({ source, target, type: 'implicit' })),
    );
  });

  it('lead from a service to the platform above it, whatever its name, and to no other', () => {
    const others = { renamed: { ...platform, root: 'apps/shop' }, 'shop-web': { ...service, root: 'apps/shop/web' } };
    const alone = { 'lost-web': { ...service, root: 'apps/lost/web' } };
    expect(dependencies({}, { projects: { ...projects, ...others, ...alone } })).toEqual([
      { source: 'medmo-api', target: 'medmo', type: 'implicit' },
      { source: 'shop-web', target: 'renamed', type: 'implicit' },
    ]);
  });

  it('lead to the npm package where the toolkit is installed', () => {
    const installed = { 'node_modules/@careplane/deploy/package.json': '{}' };
    const externalNodes = external('@careplane/deploy');
    expect(dependencies(installed, { projects, externalNodes })).toEqual([
      { source: 'medmo', target: 'npm:@careplane/deploy', type: 'implicit' },
      { source: 'medmo-api', target: 'medmo', type: 'implicit' },
    ]);
  });

  it('lead from services alone without a toolkit', () => {
    expect(dependencies({}, { projects })).toEqual([{ source: 'medmo-api', target: 'medmo', type: 'implicit' }]);
  });
});
