import { load } from './load';
import { PLATFORM, serviceYaml } from './testing/examples';
import { testdir } from './testing/testdir';

describe('what the pipeline would not find in this repository', () => {
  const platform = `${PLATFORM}repository: { codecommit: acme }\n`;
  const service =
    'name: api\nsource: { path: src }\nimage: { dockerfile: docker/Dockerfile, exceptions: accepted.yaml }\n';
  const found = (files: Readonly<Record<string, string>>, text = platform) => {
    const result = load(testdir({ 'platform.yaml': text, 'api/service.yaml': service, ...files }));
    return result.ok ? [] : result.problems.map(({ line, path, fix }) => `${line} ${path}: ${fix}`);
  };

  it('is named, with what is nearly the same', () => {
    expect(found({})).toEqual(['2 source.path: write the folder, or correct the path']);
    expect(found({ 'api/src/docker/dockerfile': 'FROM scratch', 'api/src/other.yaml': '' })).toEqual([
      '3 image.dockerfile: did you mean "docker/dockerfile"?',
      '3 image.exceptions: write the file, or correct the path',
    ]);
  });

  it('is not looked for where no pipeline builds it, or where it is there', () => {
    expect(found({}, PLATFORM)).toEqual([]);
    expect(found({ 'api/src/docker/Dockerfile': 'FROM scratch', 'api/src/accepted.yaml': '' })).toEqual([]);
  });
});

it.each([
  ['environment: { A: "{{resolve:ssm:x}}" }', 'environment.A', 'secrets of the service'],
  ['command: [a, "${Token[TOKEN.5]}"]', 'command[1]', 'write it in another way'],
])('a text that would be replaced on its way is refused: %s', (key, path, fix) => {
  const result = load(testdir({ 'platform.yaml': PLATFORM, 'api/service.yaml': serviceYaml('api', `${key}\n`) }));
  expect(result.ok ? [] : result.problems).toMatchObject([{ path, fix: expect.stringContaining(fix) as string }]);
});

it('a list that AWS refuses with one entry twice is refused', () => {
  const service = serviceYaml('api', 'image: { triggerPaths: [a/**, a/**] }\n');
  const result = load(testdir({ 'platform.yaml': PLATFORM, 'api/service.yaml': service }));
  expect(result.ok ? [] : result.problems).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ path: 'image.triggerPaths', message: 'must list each entry once' }),
    ]),
  );
});
