import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { AnyTemplate } from './escalation/roles';
import { REPOSITORY } from '@careplane/platform/testing';

/**
 * The template of the roles that `nx g @careplane/nx:ci` writes for a platform, made in a process of its own: the generators are
 * no library.
 */
export function githubRolesOf(folder: string): AnyTemplate {
  const generators = join(REPOSITORY, 'tools/nx-plugin/src/generators/ci');
  const script = `
    const { rolesTemplate } = require(${JSON.stringify(join(generators, 'roles'))});
    const { accountsOf, scopesOf } = require(${JSON.stringify(join(generators, 'target'))});
    const { load } = require('@careplane/config');
    const { model } = load(${JSON.stringify(folder)});
    const { name: platform, account, region, trivy } = model;
    const packages = { name: 'npm', setup: [], install: 'npm ci', exec: 'npx' };
    const identity = { repositoryId: '123456789', ownerId: '4242' };
    const about = { platform, account, region, trivy, packages, identity, folder: 'apps/medmo', repository: 'medmo/platform', alone: true };
    process.stdout.write(JSON.stringify(rolesTemplate({ ...about, accounts: accountsOf(model), scopes: scopesOf(model) })));`;
  const made = spawnSync(process.execPath, ['--require', '@swc-node/register', '-e', script], {
    cwd: REPOSITORY,
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(made.stderr);
  return JSON.parse(made.stdout) as AnyTemplate;
}
