import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readNxJson } from '@nx/devkit';
import { coerceTypesInOptions, validateOptsAgainstSchema } from 'nx/src/utils/params.js';
import { jsonSchemaOf } from '@careplane/config';
import { ACME, emptyTree, filesOf, refusal, treeWithAcme } from '../../testing/tree';
import { MAX_LENGTH } from '../names';
import { problemsIn } from '../preflight';
import * as repositories from '../repository';
import { parseRemote } from '../repository';
import platform from './generator';

jest.mock('../repository', () => ({ __esModule: true, ...jest.requireActual<object>('../repository') }));

afterEach(() => jest.restoreAllMocks());

it('makes a platform that loads, and sets the workspace up', async () => {
  const tree = await treeWithAcme();
  expect(Object.keys(filesOf(tree, 'apps'))).toEqual(['apps/acme/README.md', 'apps/acme/platform.yaml']);
  expect(problemsIn(tree, 'apps/acme', 'apps/acme')).toEqual([]);
  expect(readNxJson(tree)?.plugins).toEqual(['@careplane/nx']);
  expect(tree.read('.gitignore', 'utf8')?.split('\n')).toEqual(
    expect.arrayContaining(['dist', 'node_modules', 'careplane-image']),
  );
  expect(filesOf(tree, 'apps')).toMatchSnapshot();
});

it('changes nothing when it runs again, and keeps what a person wrote', async () => {
  const tree = await treeWithAcme();
  const edited = (tree.read('apps/acme/platform.yaml', 'utf8') ?? '').replace('10.0.0.0/16', '10.9.0.0/16');
  tree.write('apps/acme/platform.yaml', edited);
  const before = filesOf(tree);
  await platform(tree, { ...ACME, region: 'eu-west-1' });
  expect(filesOf(tree)).toEqual(before);
});

it.each([
  ['210987654321', "account: '210987654321'"],
  ['012345678901', "account: '012345678901'"],
])('takes the account %s as Nx hands it over', async (typed, line) => {
  const schema = JSON.parse(readFileSync(join(__dirname, 'schema.json'), 'utf8')) as Parameters<
    typeof coerceTypesInOptions
  >[1];
  // What the parser of command lines makes of digits: a number, but for a zero in front.
  const parsed = { ...ACME, account: typed.startsWith('0') ? typed : Number(typed) };
  const options = coerceTypesInOptions(parsed, schema);
  expect(() => validateOptsAgainstSchema(options, schema)).not.toThrow();
  const tree = emptyTree();
  await platform(tree, options as typeof ACME);
  expect(tree.read('apps/acme/platform.yaml', 'utf8')).toContain(line);
});

it('takes another folder', async () => {
  const tree = emptyTree();
  await platform(tree, { ...ACME, directory: './platforms/acme/' });
  expect(tree.exists('platforms/acme/platform.yaml')).toBe(true);
});

describe('refuses, and writes nothing', () => {
  it.each([
    ['../x', '"../x" is a path, not the name of a platform.'],
    ['a/b', '"a/b" is a path, not the name of a platform.'],
    ['..', '".." is a path, not the name of a platform.'],
    ['Acme', '"Acme" cannot be the name of a platform.'],
    ['acme_1', '"acme_1" cannot be the name of a platform.'],
    ['', '"" cannot be the name of a platform.'],
    ['a', '"a" has 1 characters, which is not allowed for the name of a platform.'],
    ['a'.repeat(21), `"${'a'.repeat(21)}" has 21 characters`],
  ])('the name %j', async (name, words) => {
    const tree = emptyTree();
    const before = filesOf(tree);
    expect(await refusal(() => platform(tree, { ...ACME, name }))).toContain(words);
    expect(filesOf(tree)).toEqual(before);
  });

  it('a name that another platform or project has', async () => {
    const tree = await treeWithAcme();
    tree.write('libs/shop/project.json', '{ "name": "shop" }');
    const other = { ...ACME, directory: 'apps/other' };
    expect(await refusal(() => platform(tree, other))).toBe(
      'The name "acme" is already used by the project in apps/acme. Choose another name, or rename that project.',
    );
    expect(await refusal(() => platform(tree, { ...ACME, name: 'shop' }))).toContain('the project in libs/shop');
  });

  it('a folder that is another project’s', async () => {
    const tree = emptyTree();
    tree.write('apps/shop/project.json', '{ "name": "shop" }');
    const words = await refusal(() => platform(tree, { ...ACME, name: 'shop' }));
    expect(words).toContain('apps/shop is the folder of the project "shop".');
  });

  it('a folder that holds another platform', async () => {
    const tree = await treeWithAcme();
    const other = { ...ACME, name: 'other', directory: 'apps/acme' };
    expect(await refusal(() => platform(tree, other))).toContain('apps/acme contains the platform "acme".');
  });

  it.each(['../acme', '/srv/acme', 'apps/../../acme', '-rf'])('the folder %s', async (directory) => {
    const words = `--directory ${directory} is not a folder of this workspace.`;
    expect(await refusal(() => platform(emptyTree(), { ...ACME, directory }))).toContain(words);
  });

  it('what would not load, in the loader’s words', async () => {
    const words = await refusal(() => platform(emptyTree(), { ...ACME, account: '12' }));
    expect(words).toContain('The platform acme would not load, so nothing was written.');
    expect(words).toContain('apps/acme/platform.yaml: account must be the 12 digits of an AWS account id');
  });
});

it.each(['platform', 'service'] as const)('knows how long the name of a %s may be', (kind) => {
  const schema = jsonSchemaOf(kind);
  for (const form of schema.anyOf ?? [schema])
    expect(form).toMatchObject({ properties: { name: { maxLength: MAX_LENGTH[kind], minLength: 2 } } });
});

describe('the repository', () => {
  const connection = 'arn:aws:codeconnections:us-east-1:123456789012:connection/6f1c2f6e-4f0c-4f0e-9a55-6c2b2f4f2a10';
  const made = async (options: object, remote?: string) => {
    const tree = emptyTree();
    jest.spyOn(repositories, 'remoteOf').mockReturnValue(remote === undefined ? undefined : parseRemote(remote));
    await platform(tree, { ...ACME, ...options });
    expect(problemsIn(tree, 'apps/acme', 'apps/acme')).toEqual([]);
    return { yaml: tree.read('apps/acme/platform.yaml', 'utf8'), readme: tree.read('apps/acme/README.md', 'utf8') };
  };
  const pipeline = '`acme-main-prd-CFN`';

  it.each([
    ['CodeCommit, as given', { repository: 'codecommit:health' }, undefined, 'repository: { codecommit: health }'],
    ['CodeCommit, as git says', {}, 'codecommit::us-east-1://health', 'repository: { codecommit: health }'],
    ['as git says where the answer is empty', { repository: '' }, 'codecommit://health', '{ codecommit: health }'],
    [
      'GitHub with a connection',
      { repository: 'github:acme/health', githubConnectionArn: connection },
      undefined,
      `githubConnectionArn: ${connection}\nrepository: { github: acme/health }`,
    ],
  ])('%s: is written, and the README names the pipeline', async (_, options, remote, line) => {
    const { yaml, readme } = await made(options, remote);
    expect(yaml).toContain(line);
    expect(readme).toContain(pipeline);
  });

  it.each([
    ['GitHub without a connection', {}, 'git@github.com:acme/health.git', 'The repository is on GitHub (acme/health)'],
    ['none', { repository: 'none' }, 'codecommit://health', 'No repository is configured'],
    ['CodeCommit in another region', {}, 'codecommit::eu-west-1://health', 'in another region (eu-west-1)'],
  ])('%s: is not written, and the README says that no pipeline exists', async (_, options, remote, words) => {
    const { yaml, readme } = await made(options, remote);
    expect(yaml).not.toMatch(/^repository:/m);
    expect(yaml).toContain(words);
    expect(readme).toContain('no pipeline exists');
    expect(readme).not.toContain(pipeline);
  });

  it('takes the folder along where it is another one', async () => {
    const tree = emptyTree();
    await platform(tree, { ...ACME, directory: 'platforms/acme', repository: 'codecommit:health' });
    expect(tree.read('platforms/acme/platform.yaml', 'utf8')).toContain(
      'repository: { codecommit: health, folder: platforms/acme }',
    );
  });

  it('refuses what is none', async () => {
    const words = await refusal(() => platform(emptyTree(), { ...ACME, repository: 'gitlab:acme/health' }));
    expect(words).toContain('--repository gitlab:acme/health is not a repository. Write github:owner/repository');
  });
});
