import { load } from '@careplane/config';
import { logger } from '@nx/devkit';
import type { Tree } from '@nx/devkit';
import { filesOf, refusal, treeWithAcme } from '../../testing/tree';
import { TempWorkspace } from '../../testing/workspace';
import { problemsIn } from '../preflight';
import { FRAMEWORK_NAMES, FRAMEWORKS } from './frameworks';
import appPipeline from './generator';
import type { AppPipelineOptions } from './generator';

const WEB: AppPipelineOptions = { name: 'web', platform: 'acme', skipInstall: true };

it.each(FRAMEWORK_NAMES)('makes a local service with %s that loads', async (from) => {
  const tree = await treeWithAcme();
  await appPipeline(tree, { ...WEB, from });
  expect(problemsIn(tree, 'apps/acme', 'apps/acme/web')).toEqual([]);
  const files = filesOf(tree, 'apps/acme/web');
  expect(Object.keys(files)).toMatchSnapshot('files');
  expect(files['apps/acme/web/service.yaml']).toMatchSnapshot('service.yaml');
  for (const [file, text] of Object.entries(files))
    expect([file, text]).toEqual([file, expect.not.stringContaining('{{')]);
});

describe('the Dockerfile of a local service', () => {
  it.each(FRAMEWORK_NAMES)(
    '%s: as the user of service.yaml, with a health check on its port and path',
    async (from) => {
      const tree = await treeWithAcme();
      await appPipeline(tree, { ...WEB, from, port: 9000 });
      const read = (file: string) => tree.read(`apps/acme/web/${file}`, 'utf8') ?? '';
      const dockerfile = read('Dockerfile');
      const { user, healthPath, healthCommand } = FRAMEWORKS[from];
      const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM ') + 1);
      expect(last).toContain(`\nUSER ${user}\n`);
      expect(user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
      expect(last).toMatch(/\nHEALTHCHECK /);
      if (healthCommand === undefined) {
        expect(last).toContain('"--no-check-certificate"');
        expect(last).toContain(`"https://127.0.0.1:9000${healthPath}"`);
      }
      expect(last).toContain('EXPOSE 9000\n');
      // After USER nothing is installed or written.
      expect(last.slice(last.indexOf('\nUSER '))).not.toMatch(/^(?:RUN|COPY|ADD) /m);
      expect(dockerfile).not.toMatch(/^FROM \S+:latest|^FROM [^:\n]+$/m);
      expect(read('.dockerignore').split('\n')).toEqual(
        expect.arrayContaining(['.*', '**/node_modules', 'service.yaml']),
      );
    },
  );
});

it.each(FRAMEWORK_NAMES)(
  '%s: nothing of a local service speaks plain HTTP, and no key is in its files',
  async (from) => {
    const tree = await treeWithAcme();
    await appPipeline(tree, { ...WEB, from });
    const files = filesOf(tree, 'apps/acme/web');
    expect(files['apps/acme/web/service.yaml']).not.toContain('protocol:');
    const used = Object.entries(files).filter(([file]) => !/\.(?:md|xml)$|project\.json$|\/tests?\//.test(file));
    expect(used.length).toBeGreaterThan(3);
    for (const [file, text] of used) {
      expect([file, text]).toEqual([file, expect.not.stringMatching(/http:\/\/|PRIVATE KEY/)]);
    }
  },
);

it.each([
  ['github:acme/web', 'source: { github: acme/web }'],
  ['codecommit:web', 'source: { codecommit: web }'],
])('%s: says where the source is and what its image must do, and makes no application', async (source, line) => {
  const tree = await treeWithAcme();
  const file = 'apps/acme/platform.yaml';
  const connection = `arn:aws:codeconnections:us-east-1:123456789012:connection/6f1c2f6e-4f0c-4f0e-9a55-6c2b2f4f2a10`;
  tree.write(file, `${tree.read(file, 'utf8') ?? ''}githubConnectionArn: ${connection}\n`);
  await appPipeline(tree, { ...WEB, source, from: 'spring' });
  const files = filesOf(tree, 'apps/acme/web');
  expect(Object.keys(files)).toEqual(['apps/acme/web/README.md', 'apps/acme/web/service.yaml']);
  expect(files['apps/acme/web/service.yaml']).toContain(line);
  expect(files['apps/acme/web/service.yaml']).toContain('/actuator/health');
  expect(files['apps/acme/web/README.md']).toContain(source.replace(':', ' '));
});

describe('the README', () => {
  const readme = async (change: (tree: Tree) => void, options: Partial<AppPipelineOptions> = {}) => {
    const tree = await treeWithAcme();
    change(tree);
    await appPipeline(tree, { ...WEB, ...options });
    return tree.read('apps/acme/web/README.md', 'utf8') ?? '';
  };
  const add = (line: string) => (tree: Tree) => {
    const file = 'apps/acme/platform.yaml';
    tree.write(file, `${tree.read(file, 'utf8') ?? ''}${line}\n`);
  };
  const workflow = '.github/workflows/deploy-acme.yml';

  it('names no pipeline where there is none, and says what is missing', async () => {
    const text = await readme(() => undefined);
    expect(text).toContain('**Nothing builds the image yet**');
    expect(text).not.toContain('acme-web-staging');
  });

  it('names the pipelines that the platform’s repository gives it', async () => {
    const text = await readme(add('repository: { codecommit: health }'));
    expect(text).toContain(
      'through a pipeline: `acme-web-staging` (branch `main`), `acme-web-production` (branch `stable`).',
    );
    expect(text).not.toContain('Nothing builds');
  });

  it('names the pipelines of a source elsewhere', async () => {
    const text = await readme(() => undefined, { source: 'codecommit:web' });
    expect(text).toContain('`acme-web-production` (branch `stable`)');
  });

  it('names the workflow where there is one', async () => {
    const text = await readme((tree) => tree.write(workflow, ''));
    expect(text).toContain(`The GitHub workflow \`${workflow}\` builds, scans and deploys the image`);
    expect(text).not.toContain('acme-web-staging');
  });
});

it('changes nothing when it runs again, and keeps what a person wrote', async () => {
  const tree = await treeWithAcme();
  await appPipeline(tree, WEB);
  for (const file of ['service.yaml', 'src/app.js', 'README.md']) {
    const path = `apps/acme/web/${file}`;
    tree.write(path, `${tree.read(path, 'utf8') ?? ''}# mine\n`);
  }
  const before = filesOf(tree);
  // Not even with other options, nor what a person has deleted.
  tree.delete('apps/acme/web/Dockerfile');
  delete before['apps/acme/web/Dockerfile'];
  await appPipeline(tree, { ...WEB, port: 9000, from: 'nginx' });
  expect(filesOf(tree)).toEqual(before);
});

it('knows a free priority when the computed one is taken', async () => {
  const tree = await treeWithAcme();
  await appPipeline(tree, WEB);
  const free = /\{ host: web(.*) \}/.exec(tree.read('apps/acme/web/service.yaml', 'utf8') ?? '');
  expect(free?.[1]).toBe('');
  // What the loader computes for the host "lab", taken by hand.
  const priority = priorityOf('lab');
  const taken = (tree.read('apps/acme/web/service.yaml', 'utf8') ?? '').replace(
    'host: web',
    `host: web, priority: ${priority}`,
  );
  tree.write('apps/acme/web/service.yaml', taken);
  await appPipeline(tree, { ...WEB, name: 'lab' });
  expect(tree.read('apps/acme/lab/service.yaml', 'utf8')).toMatch(/host: lab, priority: \d+ /);
  expect(problemsIn(tree, 'apps/acme', 'apps/acme')).toEqual([]);

  function priorityOf(host: string): number {
    const platform = tree.read('apps/acme/platform.yaml', 'utf8') ?? '';
    const service = `name: ${host}\nsource: { path: . }\nroutes: [{ host: ${host} }]\n`;
    const workspace = new TempWorkspace({ 'platform.yaml': platform, 'x/service.yaml': service });
    const loaded = load(workspace.root);
    workspace.remove();
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    const [made] = loaded.model.services;
    return made?.kind === 'web' ? (made.deployments[0]?.routes[0]?.priority ?? 0) : 0;
  }
});

it('says what to type next', async () => {
  const info = jest.spyOn(logger, 'info').mockImplementation(() => undefined);
  (await appPipeline(await treeWithAcme(), WEB))();
  expect(info).toHaveBeenCalledWith('Next: nx run-many -t lint test synth check --projects=acme-web');
  info.mockRestore();
});

describe('refuses, and writes nothing', () => {
  it.each<[string, Partial<AppPipelineOptions>, string]>([
    ['a path', { name: '../x' }, '"../x" is a path, not the name of a service.'],
    ['a name that is none', { name: 'My App' }, '"My App" cannot be the name of a service.'],
    ['a reserved name', { name: 'data' }, 'name is reserved for a stack of the platform'],
    [
      'a platform that is not there',
      { platform: 'acmee' },
      'There is no platform "acmee". There are: acme. To create it: npx nx g',
    ],
    ['a source that is none', { source: 'gitlab:a/b' }, '--source gitlab:a/b is not a source.'],
    ['a GitHub source without an owner', { source: 'github:web' }, '--source github:web is not a source.'],
    ['a framework that is not known', { from: 'rails' as never }, '--from rails is not known. Known: express, nginx'],
    ['a port that root must open', { port: 80 }, 'port is too small: at least 1024'],
    ['a GitHub source without a connection', { source: 'github:acme/web' }, 'githubConnectionArn'],
  ])('%s', async (_, options, words) => {
    const tree = await treeWithAcme();
    expect(await refusal(() => appPipeline(tree, { ...WEB, ...options }))).toContain(words);
  });

  it('a name that another project has', async () => {
    const tree = await treeWithAcme();
    tree.write('libs/web/project.json', '{ "name": "acme-web" }');
    expect(await refusal(() => appPipeline(tree, WEB))).toContain(
      '"acme-web" is already used by the project in libs/web',
    );
  });

  it('a folder that is another project’s', async () => {
    const tree = await treeWithAcme();
    tree.write('apps/acme/web/project.json', '{ "name": "shop" }');
    expect(await refusal(() => appPipeline(tree, WEB))).toContain('apps/acme/web is the folder of the project "shop".');
  });

  it('a folder whose service has another name', async () => {
    const tree = await treeWithAcme();
    tree.write('apps/acme/web/service.yaml', 'name: site\nsource: { path: . }\n');
    expect(await refusal(() => appPipeline(tree, WEB))).toContain('exists, but is not the service "web"');
  });
});
