import { findToolkit } from './toolkit';
import { TempWorkspace, TOOLKIT_FILES } from './testing/workspace';

let workspace: TempWorkspace | undefined;
afterEach(() => workspace?.remove());

const find = (files: Readonly<Record<string, string>>) => {
  workspace = new TempWorkspace(files);
  return findToolkit(workspace.root);
};

it('follows the deploy app’s dependencies through the libraries; judges decide the verdict, not the assembly', () => {
  expect(find(TOOLKIT_FILES)).toEqual({
    deployProject: 'deploy',
    synth: { projects: ['config', 'deploy'], packages: ['commander', 'yaml', 'zod'] },
    check: {
      projects: ['compliance', 'config', 'deploy'],
      packages: ['aws-cdk-lib', 'cdk-nag', 'commander', 'yaml', 'zod'],
    },
  });
});

it('takes a library that is not in the workspace for a package', () => {
  const { 'libs/config/package.json': _, ...files } = TOOLKIT_FILES;
  expect(find(files).synth).toEqual({ projects: ['deploy'], packages: ['@careplane/config', 'commander'] });
});

it('is the installed package elsewhere', () => {
  const inputs = { projects: [], packages: ['@careplane/deploy'] };
  expect(find({ 'node_modules/@careplane/deploy/package.json': '{}' })).toEqual({ synth: inputs, check: inputs });
});

it('names nothing that is not there', () => {
  const inputs = { projects: [], packages: [] };
  const foreign = { 'apps/deploy/package.json': '{ "name": "@acme/deploy" }' };
  expect(find(foreign)).toEqual({ synth: inputs, check: inputs });
});

it('leaves a broken package.json to npm', () => {
  expect(find({ ...TOOLKIT_FILES, 'libs/config/package.json': '{' }).synth.projects).toEqual(['deploy']);
});
