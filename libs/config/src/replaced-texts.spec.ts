import { load } from './load';
import { PLATFORM, serviceYaml } from './testing/examples';
import { testdir } from './testing/testdir';

it.each([
  ['environment: { A: "{{resolve:ssm:x}}" }', 'environment.A', 'secrets of the service'],
  ['command: [a, "b\\udc00"]', 'command[1]', 'write the character itself'],
  ['command: [a, "${Token[TOKEN.5]}"]', 'command[1]', 'write it in another way'],
])('a text that would be replaced on its way is refused: %s', (key, path, fix) => {
  const result = load(testdir({ 'platform.yaml': PLATFORM, 'api/service.yaml': serviceYaml('api', `${key}\n`) }));
  expect(result.ok ? [] : result.problems).toMatchObject([{ path, fix: expect.stringContaining(fix) as string }]);
});
