import { join } from 'node:path';
import { load } from './load';
import { PLATFORM, serviceYaml } from './testing/examples';
import { testdir } from './testing/testdir';

const API = serviceYaml('api', 'routes: [{ host: api }]\n');

/** A platform with the service api and this beside it. */
const beside = (sibling: string, api = API) =>
  testdir({ 'platform.yaml': PLATFORM, 'api/service.yaml': api, 'web/service.yaml': sibling });

const problemsOf = (directory: string) => {
  const result = load(directory);
  return result.ok ? [] : result.problems.map(({ file, path, message }) => [file, path, message]);
};

const broken: [what: string, sibling: string][] = [
  ['broken YAML', 'name: [\n'],
  ['an empty file', ''],
  ['unknown keys', serviceYaml('web', 'colour: red\nroutes: [{ host: web }]\n')],
  ['a secret', serviceYaml('web', 'environment: { PASSWORD: x }\nroutes: [{ host: web }]\n')],
  ['an unknown environment', serviceYaml('web', 'environments: { nowhere: {} }\nroutes: [{ host: web }]\n')],
  // The default route, which it has for want of its own, is the one of api here.
  ['routes that cannot be read', serviceYaml('web', 'routes: [{ host: "API!" }]\n')],
];

it.each(broken)('a sibling with %s does not stop the service', (_, sibling) => {
  const directory = beside(sibling, serviceYaml('api'));
  expect(problemsOf(join(directory, 'api'))).toEqual([]);
  expect(problemsOf(join(directory, 'web'))).not.toEqual([]);
  expect(problemsOf(directory)).not.toEqual([]);
});

it('nor when it is the sibling that comes first, with the default route for want of its own', () => {
  const directory = testdir({
    'platform.yaml': PLATFORM,
    'a/service.yaml': serviceYaml('aa', 'routes: [{ host: "AA!" }]\n'),
    'b/service.yaml': serviceYaml('bb'),
  });
  expect(problemsOf(join(directory, 'b'))).toEqual([]);
  expect(problemsOf(directory)).toEqual([[join(directory, 'a', 'service.yaml'), 'routes[0].host', expect.any(String)]]);
});

it('the model holds the service alone, and is the same whatever stands beside it', () => {
  const siblings = [
    ...broken.map(([, sibling]) => sibling),
    serviceYaml('web', 'routes: [{ host: web }]\nport: 9000\n'),
  ];
  const models = siblings.map((sibling) => {
    const directory = beside(sibling);
    const result = load(join(directory, 'api'));
    expect(result.ok && result.model.services.map(({ name }) => name)).toEqual(['api']);
    return JSON.stringify(result).replaceAll(directory, '');
  });
  expect(new Set(models).size).toBe(1);
});

it.each<[what: string, sibling: string, message: string]>([
  ['name', serviceYaml('api', 'routes: [{ host: web }]\n'), 'is also the name of the service in'],
  ['route', serviceYaml('web', 'routes: [{ host: api }]\n'), 'takes requests for api.acme.example/* in production'],
  ['priority', serviceYaml('web', 'routes: [{ host: web, priority: 40685 }]\n'), 'gets priority 40685 in production'],
])('a clash over a %s is reported whichever of the two is loaded', (_, sibling, message) => {
  const directory = beside(sibling);
  for (const at of ['', 'api', 'web']) {
    expect(problemsOf(join(directory, at))).toEqual([
      [expect.any(String), expect.any(String), expect.stringContaining(message)],
    ]);
  }
});

it('a clash between two siblings is theirs, though the service holds the priority that would be free', () => {
  const at = (name: string, priority: number) =>
    serviceYaml(name, `routes: [{ host: ${name}, priority: ${priority} }]\n`);
  const directory = testdir({
    'platform.yaml': PLATFORM,
    'a/service.yaml': at('aa', 7),
    'b/service.yaml': at('bb', 7),
    'c/service.yaml': at('cc', 8),
  });
  expect(problemsOf(join(directory, 'c'))).toEqual([]);
  expect(problemsOf(join(directory, 'b'))).toHaveLength(1);
});

it('the problems of the platform are reported for every service', () => {
  const directory = testdir({ 'platform.yaml': `${PLATFORM}colour: red\n`, 'api/service.yaml': API });
  expect(problemsOf(join(directory, 'api'))).toEqual([
    [join(directory, 'platform.yaml'), 'colour', 'is not a known key'],
  ]);
});
