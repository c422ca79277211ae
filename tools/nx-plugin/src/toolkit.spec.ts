import { findToolkit } from './toolkit';
import { TempWorkspace, TOOLKIT_FILES } from './testing/workspace';

let workspace: TempWorkspace | undefined;
afterEach(() => workspace?.remove());

const find = (files: Readonly<Record<string, string>>) => {
  workspace = new TempWorkspace(files);
  return findToolkit(workspace.root);
};

it('follows the apps’ dependencies through the libraries; judges decide the verdict, prices neither', () => {
  expect(find(TOOLKIT_FILES)).toEqual({
    deploy: { bundleProject: 'deploy' },
    cost: {},
    scan: {},
    inputs: {
      synth: { projects: ['config'], packages: ['commander', 'yaml', 'zod'], folders: ['apps/deploy'] },
      check: {
        projects: ['compliance', 'config'],
        packages: ['aws-cdk-lib', 'cdk-nag', 'commander', 'yaml', 'zod'],
        folders: ['apps/deploy', 'libs/assessment'],
      },
      cost: { projects: ['cost', 'cost-model'], packages: ['decimal.js'] },
    },
  });
});

it('takes a library that is not in the workspace for a package', () => {
  const { 'libs/config/package.json': _, ...files } = TOOLKIT_FILES;
  expect(find(files).inputs.synth).toMatchObject({ projects: [], packages: ['@careplane/config', 'commander'] });
});

it('takes an optional package into account where it is installed: Nx refuses to hash one that is not', () => {
  const optional = {
    'apps/cost/package.json': JSON.stringify({
      name: '@careplane/cost',
      peerDependencies: { '@duckdb/node-api': '*', yaml: '*' },
      peerDependenciesMeta: { '@duckdb/node-api': { optional: true } },
    }),
  };
  expect(find(optional).inputs.cost.packages).toEqual(['yaml']);
  workspace?.remove();
  const installed = { ...optional, 'node_modules/@duckdb/node-api/package.json': '{}' };
  expect(find(installed).inputs.cost.packages).toEqual(['@duckdb/node-api', 'yaml']);
});

it('is the installed packages elsewhere', () => {
  const { inputs, deploy } = find({
    'node_modules/@careplane/deploy/package.json': '{}',
    'node_modules/@careplane/cost/package.json': '{}',
  });
  const installed = { projects: [], packages: ['@careplane/deploy'] };
  const prices = { projects: [], packages: ['@careplane/cost'] };
  expect(inputs).toEqual({ synth: installed, check: installed, cost: prices });
  expect(deploy).toEqual({});
});

it('names nothing that is not there', () => {
  const inputs = { projects: [], packages: [] };
  const foreign = { 'apps/deploy/package.json': '{ "name": "@acme/deploy" }' };
  expect(find(foreign).inputs).toEqual({ synth: inputs, check: inputs, cost: inputs });
});

it('leaves a broken package.json to npm', () => {
  expect(find({ ...TOOLKIT_FILES, 'libs/config/package.json': '{' }).inputs.synth.projects).toEqual([]);
});
