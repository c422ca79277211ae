import { accessRoleName, githubDeployRoleName, mainBuildRoleName, shortened } from './names';

test.each([
  ['a role of a scope', accessRoleName('medmo', 'staging', 'deploy'), 'careplane-medmo-staging-deploy'],
  ['a build of the platform’s pipeline', mainBuildRoleName('medmo', 'prepare'), 'medmo-main-prepare'],
  ['a role of GitHub', githubDeployRoleName('medmo', 'production'), 'medmo-github-deploy-production'],
])('%s has the name %s', (_, name, expected) => {
  expect(name).toBe(expected);
});

test('names that begin alike stay two, and fit into 64 characters', () => {
  const long = 'a'.repeat(70);
  expect(shortened(`${long}x`, 64)).toHaveLength(64);
  expect(shortened(`${long}x`, 64)).not.toBe(shortened(`${long}y`, 64));
});
