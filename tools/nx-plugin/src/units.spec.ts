import { PLATFORM_FILE as platformFile, SERVICE_FILE as serviceFile } from '@careplane/config';
import { readParsed } from './unit-file';
import { findUnits, PLATFORM_FILE, SERVICE_FILE } from './units';

const find = (texts: Readonly<Record<string, string>>) =>
  findUnits(Object.keys(texts), {
    text: (file) => {
      const text = texts[file];
      if (text === undefined) throw new Error('ENOENT');
      return text;
    },
    parsed: readParsed,
  });

const names = async (texts: Readonly<Record<string, string>>) => {
  const { units, problems } = await find(texts);
  return { units: units.map((unit) => `${unit.root} ${unit.name}`), problems: problems.map(({ message }) => message) };
};

it('looks for the files that the loader reads', () => {
  expect([PLATFORM_FILE, SERVICE_FILE]).toEqual([platformFile, serviceFile]);
});

it('finds platforms and the services directly below them', async () => {
  expect(
    await names({
      'apps/medmo/web/service.yaml': 'name: frontend',
      'apps/medmo/platform.yaml': 'name: medmo',
      'teams/lab/platform.yaml': 'name: lab',
      'teams/lab/web/service.yaml': 'name: frontend',
    }),
  ).toEqual({
    units: ['apps/medmo medmo', 'teams/lab lab', 'apps/medmo/web medmo-frontend', 'teams/lab/web lab-frontend'],
    problems: [],
  });
});

it('takes no service for a platform’s because both lie at the root', async () => {
  const { units, problems } = await names({ 'platform.yaml': 'name: medmo', 'service.yaml': 'name: api' });
  expect(units).toEqual(['. medmo']);
  expect(problems).toEqual([expect.stringContaining('at the root of the workspace')]);
});

it('finds a platform at the root of the workspace', async () => {
  expect(await names({ 'platform.yaml': 'name: medmo', 'api/service.yaml': 'name: api' })).toEqual({
    units: ['. medmo', 'api medmo-api'],
    problems: [],
  });
});

it('knows of a service which environments it is deployed to, and where its source is', async () => {
  const { units } = await find({
    'apps/medmo/platform.yaml': 'name: medmo\nenvironments:\n  staging: {}\n  production: {}\n',
    'apps/medmo/api/service.yaml': 'name: api\nsource: { path: . }\n',
    'apps/medmo/web/service.yaml': 'name: web\nsource:\n  path: src/main\n',
    'apps/medmo/admin/service.yaml': 'name: admin\nsource: { github: medmo/admin }\n',
  });
  const environments = ['staging', 'production'];
  expect(units.map(({ name, environments, source }) => ({ name, environments, source }))).toEqual([
    { name: 'medmo', environments, source: undefined },
    { name: 'medmo-admin', environments, source: undefined },
    { name: 'medmo-api', environments, source: 'apps/medmo/api' },
    { name: 'medmo-web', environments, source: 'apps/medmo/web/src/main' },
  ]);
});

describe('problems, each beside the units that are fine', () => {
  const medmo = { 'apps/medmo/platform.yaml': 'name: medmo' };

  it('two platforms of one name, and only one complaint for the second and its services', async () => {
    expect(
      await names({ ...medmo, 'apps/other/platform.yaml': 'name: medmo', 'apps/other/api/service.yaml': 'name: api' }),
    ).toEqual({
      units: ['apps/medmo medmo'],
      problems: [
        'apps/other/platform.yaml gives its project the name "medmo", which apps/medmo/platform.yaml already uses. ' +
          'Platforms need unique names: change "name:" in one of the two files.',
      ],
    });
  });

  it('two services of one name, also when only the joined names are the same', async () => {
    const { units, problems } = await names({
      ...medmo,
      'apps/medmo/a/service.yaml': 'name: api-v2',
      'apps/medmo/b/service.yaml': 'name: api-v2',
      'apps/next/platform.yaml': 'name: medmo-api',
      'apps/next/v2/service.yaml': 'name: v2',
    });
    expect(units).toEqual(['apps/medmo medmo', 'apps/next medmo-api', 'apps/medmo/a medmo-api-v2']);
    expect(problems).toEqual([
      expect.stringMatching(/^apps\/medmo\/b\/service.yaml gives .*"medmo-api-v2", which apps\/medmo\/a\/service.yaml/),
      expect.stringMatching(/^apps\/next\/v2\/service.yaml gives .*"medmo-api-v2", which apps\/medmo\/a\/service.yaml/),
    ]);
  });

  it.each([
    [
      'apps/medmo/backend/api/service.yaml',
      'apps/medmo/backend/api/service.yaml belongs to no platform: there is no apps/medmo/backend/platform.yaml. ' +
        'Move the folder apps/medmo/backend/api directly below its platform’s, ' +
        'or write apps/medmo/backend/platform.yaml.',
    ],
    [
      'api/service.yaml',
      'api/service.yaml belongs to no platform: there is no platform.yaml. ' +
        'Move the folder api directly below its platform’s, or write platform.yaml.',
    ],
    [
      'service.yaml',
      'service.yaml belongs to no platform, because it is at the root of the workspace. ' +
        'Move it into a folder directly below its platform’s.',
    ],
  ])('a service without a platform directly above: %s', async (file, message) => {
    expect(await names({ ...medmo, [file]: 'name: api' })).toEqual({
      units: ['apps/medmo medmo'],
      problems: [message],
    });
  });

  it('a name that cannot be read', async () => {
    const found = await names({
      ...medmo,
      'apps/medmo/api/service.yaml': 'port: 80',
      'apps/medmo/web/service.yaml': 'name: [',
    });
    expect(found.units).toEqual(['apps/medmo medmo']);
    expect(found.problems).toEqual([
      'apps/medmo/api/service.yaml has no name. Add a line such as "name: api" at the left margin.',
      expect.stringMatching(/^apps\/medmo\/web\/service.yaml is not valid YAML: .* \(line 1\)\. [A-Z].*\.$/),
    ]);
  });

  it('a file that cannot be read', async () => {
    const found = await findUnits(['apps/medmo/platform.yaml'], {
      text: () => {
        throw new Error('EACCES: permission denied');
      },
      parsed: readParsed,
    });
    expect(found.problems.map(({ message }) => message)).toEqual([
      'apps/medmo/platform.yaml cannot be read: EACCES: permission denied. Check the file and its permissions.',
    ]);
  });

  it.each(['apps/$(id)', 'apps/a"b', '-rf', 'apps/a;b'])('a folder that a shell could misread: %s', async (folder) => {
    const { units, problems } = await names({ ...medmo, [`${folder}/platform.yaml`]: 'name: other' });
    expect(units).toEqual(['apps/medmo medmo']);
    expect(problems).toEqual([expect.stringContaining('is in a folder whose name a shell could misinterpret')]);
  });
});

it('says nothing about Kubernetes’ service.yaml', async () => {
  expect(await names({ 'charts/web/templates/service.yaml': 'apiVersion: v1\nkind: Service\n' })).toEqual({
    units: [],
    problems: [],
  });
});
