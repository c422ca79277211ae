import { isOfPlatform, platformPath } from './paths';

test.each<[parts: string[], path: string]>([
  [[], '/careplane/acme'],
  [['network', 'vpc-id'], '/careplane/acme/network/vpc-id'],
  [['deployed', ''], '/careplane/acme/deployed/'],
  [['*'], '/careplane/acme/*'],
])('%j give %s', (parts, path) => expect(platformPath('acme', ...parts)).toBe(path));

test('a platform whose name begins alike has other paths', () => {
  expect(isOfPlatform('acme', '/careplane/acme/network/vpc-id')).toBe(true);
  expect(isOfPlatform('acme', '/careplane/acme-two/network/vpc-id')).toBe(false);
});
