import { join } from 'node:path';
import { explainWithoutPipeline, imageAdvice, withoutPipeline } from '@careplane/platform/image-ways';
import type { Plan } from '@careplane/assessment/plan';
import { renderPlan } from './render/plan';
import { loadTarget } from '@careplane/platform/target';
import { cli } from './testing/cli';
import { folderWith } from '@careplane/platform/testing';

const PLATFORM = `name: harbor
account: '111122223333'
region: us-east-1
environments:
  production:
    branch: main
    domain: harbor.example
    hostedZone: { id: Z08412345ABCDEFGHIJKL, name: harbor.example }
alertEmails: [ops@harbor.example]
`;
const PORTAL = `name: portal
source: { path: . }
routes:
  - { host: '@' }
`;
const LAB = `name: lab
source: { codecommit: lab }
routes:
  - { host: lab }
`;
const WORKFLOW = '.github/workflows/deploy-harbor.yml';

const PATH = process.env['PATH'];
beforeAll(() => {
  // No cfn-lint: it is not what is looked at here.
  process.env['PATH'] = '/nowhere';
});
afterAll(() => {
  process.env['PATH'] = PATH;
});

function harbor(more: Readonly<Record<string, string>> = {}, platform = PLATFORM): string {
  const portal = { 'p/portal/service.yaml': PORTAL, 'p/portal/Dockerfile': 'FROM scratch\n' };
  const own = { 'p/platform.yaml': platform, ...portal, 'p/lab/service.yaml': LAB };
  return join(folderWith({ ...own, ...more }), 'p');
}

function missing(folder: string, options = {}) {
  const { model, selection } = loadTarget(folder, options);
  return withoutPipeline(model, selection, folder);
}

it('names a service of the platform’s repository where the platform names no repository', () => {
  const found = missing(harbor());
  expect(found.map(explainWithoutPipeline)).toEqual([
    'portal has no pipeline, because platform.yaml has no repository: nothing builds the image of this service, and it does not run until an image exists.',
  ]);
  expect(imageAdvice(found, 'harbor')).toContain('npx nx g @careplane/nx:ci --platform harbor');
});

it('says that a GitHub workflow makes the images, where there is one', () => {
  const found = missing(harbor({ [WORKFLOW]: '' }));
  expect(found.map(explainWithoutPipeline)).toEqual([
    `portal has no pipeline, because platform.yaml has no repository; the GitHub workflow ${WORKFLOW} builds, scans and deploys its image.`,
  ]);
  expect(imageAdvice(found, 'harbor')).toBeUndefined();
});

describe('a static site', () => {
  const site = 'name: docs\nkind: static\nsource: { path: . }\nbuild: { output: dist }\n';
  const withSite = (more: Readonly<Record<string, string>> = {}) =>
    missing(harbor({ 'p/docs/service.yaml': site, 'p/docs/package-lock.json': '{}', ...more }));
  const sentence = (more?: Readonly<Record<string, string>>) => withSite(more).map(explainWithoutPipeline)[0];
  const why = 'docs has no pipeline, because platform.yaml has no repository';

  it('is released by the jobs of a workflow', () => {
    const workflow = { [WORKFLOW]: 'jobs:\n  site-build-staging:\n' };
    expect(sentence(workflow)).toBe(`${why}; the GitHub workflow ${WORKFLOW} builds, scans and releases it.`);
    expect(imageAdvice(withSite(workflow), 'harbor')).toBeUndefined();
  });

  it('is not released by a workflow that was made before there was a site', () => {
    const old = { [WORKFLOW]: 'jobs:\n  image-build-staging:\n' };
    expect(sentence(old)).toBe(
      `${why}, and the GitHub workflow ${WORKFLOW} has no jobs for sites: nothing builds this site, and it has no files until it is released.`,
    );
    expect(imageAdvice(withSite(old), 'harbor')).toContain(
      `or delete ${WORKFLOW} and the platform’s github-roles.yaml`,
    );
  });

  it('is released by nothing without one', () => {
    expect(sentence()).toBe(`${why}: nothing builds this site, and it has no files until it is released.`);
    expect(imageAdvice(withSite(), 'harbor')).toContain('npx nx g @careplane/nx:ci --platform harbor');
  });
});

it('does not look for a workflow beyond the repository', () => {
  const found = missing(harbor({ 'p/.git/HEAD': '', [WORKFLOW]: '' }));
  expect(found[0]?.workflow).toBeUndefined();
});

it('lists no service where the platform has a repository, and only what is selected', () => {
  expect(missing(harbor({}, `${PLATFORM}repository: { codecommit: harbor }\n`))).toEqual([]);
  expect(missing(harbor(), { unit: ['harbor-lab'] })).toEqual([]);
  expect(missing(join(harbor(), 'lab'))).toEqual([]);
});

it('is in the plan, as text and as data', async () => {
  const { stdout } = await cli('plan', harbor(), '--unit', 'harbor-portal', '--json');
  const plan = JSON.parse(stdout) as Plan;
  expect(plan).toMatchObject({ withoutPipeline: [{ unit: 'harbor-portal', service: 'portal' }] });
  expect(renderPlan(plan)).toContain(
    'WITHOUT A PIPELINE\n  portal has no pipeline, because platform.yaml has no repository: nothing',
  );
});

it('is a warning of deploy, before anything is asked of AWS', async () => {
  const folder = harbor();
  const assemblies = join(folder, '../assemblies');
  await cli('synth', folder, '--out', assemblies);
  // No credentials: the deploy itself fails.
  const { stderr } = await cli('deploy', folder, '--assembly', assemblies, '--allow-dirty', 'a test');
  expect(stderr).toContain('warning: portal has no pipeline, because platform.yaml has no repository');
});
