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

it('says that no workflow releases a static site, and what does', () => {
  const site = 'name: docs\nkind: static\nsource: { path: . }\nbuild: { output: dist }\n';
  const found = missing(harbor({ [WORKFLOW]: '', 'p/docs/service.yaml': site, 'p/docs/package-lock.json': '{}' }));
  expect(found.map(explainWithoutPipeline)[0]).toBe(
    'docs has no pipeline, because platform.yaml has no repository: nothing builds this site, and it has no files until its pipeline has run.',
  );
  expect(imageAdvice(found, 'harbor')).toBe(
    'To fix this, write "repository" in platform.yaml: a static site is released by its pipeline in AWS.',
  );
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
