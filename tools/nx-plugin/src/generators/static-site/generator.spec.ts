import { parse } from 'yaml';
import { filesOf, refusal, treeWithAcme } from '../../testing/tree';
import { loadFrom } from '../preflight';
import staticSite from './generator';

const PORTAL = { name: 'portal', platform: 'acme' };

it('makes pages, a service.yaml that loads, and a README of what is there', async () => {
  const tree = await treeWithAcme();
  await staticSite(tree, PORTAL);
  const files = filesOf(tree, 'apps/acme/portal');
  expect(Object.keys(files)).toEqual([
    'apps/acme/portal/README.md',
    'apps/acme/portal/pages/404.html',
    'apps/acme/portal/pages/index.html',
    'apps/acme/portal/service.yaml',
  ]);
  expect(parse(files['apps/acme/portal/service.yaml'] ?? '')).toEqual({
    ...{ name: 'portal', kind: 'static', source: { path: '.' }, notFoundPage: '/404.html' },
    build: {
      ...{ command: 'rm -rf dist && cp -R pages dist', output: 'dist' },
      withoutPackages: 'The pages are written by hand, and no packages make them.',
    },
  });
  const loaded = loadFrom(tree, 'apps/acme', 'apps/acme/portal');
  expect(loaded.ok && loaded.model.services.map(({ kind }) => kind)).toEqual(['static']);
  expect(files['apps/acme/portal/README.md']).toContain('- staging: https://portal.');
  expect(Object.values(files).join('')).not.toContain('{{');
});

it('its command copies its pages into the folder that the pipeline packs', async () => {
  const tree = await treeWithAcme();
  await staticSite(tree, PORTAL);
  const { build } = parse(tree.read('apps/acme/portal/service.yaml', 'utf8') ?? '') as {
    build: { command: string; output: string };
  };
  // Not run here: a machine with Node, npm and git alone has neither rm nor cp.
  const [, from = '', to] = /^rm -rf dist && cp -R (\S+) (\S+)$/.exec(build.command) ?? [];
  expect(to).toBe(build.output);
  for (const page of ['index.html', '404.html']) expect(tree.exists(`apps/acme/portal/${from}/${page}`)).toBe(true);
});

it('a site in another repository has the build of npm, and no pages', async () => {
  const tree = await treeWithAcme();
  tree.write(
    'apps/acme/platform.yaml',
    `${tree.read('apps/acme/platform.yaml', 'utf8') ?? ''}\ngithubConnectionArn: arn:aws:codeconnections:us-east-1:123456789012:connection/6f1c2f6e-4f0c-4f0e-9a55-6c2b2f4f2a10\n`,
  );
  await staticSite(tree, { ...PORTAL, source: 'github:acme/portal', output: 'build', singlePage: true, host: 'my' });
  expect(Object.keys(filesOf(tree, 'apps/acme/portal'))).toEqual([
    'apps/acme/portal/README.md',
    'apps/acme/portal/service.yaml',
  ]);
  expect(parse(tree.read('apps/acme/portal/service.yaml', 'utf8') ?? '')).toEqual({
    ...{ name: 'portal', kind: 'static', source: { github: 'acme/portal' }, build: { output: 'build' } },
    ...{ host: 'my', fallback: '/index.html' },
  });
});

it('changes nothing when it is run again', async () => {
  const tree = await treeWithAcme();
  await staticSite(tree, PORTAL);
  tree.delete('apps/acme/portal/pages/404.html');
  const before = filesOf(tree);
  await staticSite(tree, PORTAL);
  expect(filesOf(tree)).toEqual(before);
});

it.each<[object, RegExp]>([
  [{ platform: 'other' }, /There is no platform "other"/],
  [{ name: 'My Site' }, /name/],
  [{ source: 'svn' }, /--source svn is not a source/],
  [{ host: 'a.b' }, /must be one DNS label/],
  [{ output: '../dist' }, /output/],
])('refuses %j', async (given, words) => {
  const tree = await treeWithAcme();
  expect(await refusal(() => staticSite(tree, { ...PORTAL, ...given }))).toMatch(words);
});
