import { clinic, lab, MEDMO } from '@careplane/platform/testing';
import { everythingOf } from '../all-roles';
import { githubRolesOf } from '../github-roles';
import { arnOf } from './chain';
import { may } from './may';
import type { RequestContext } from './may';
import { reference } from './roles';
import type { RoleInTemplate } from './roles';

const PLATFORM = 'aws:ResourceTag/careplane:platform';
const ENVIRONMENT = 'aws:ResourceTag/careplane:environment';

/** What tasks of an environment use and no environment has: images, and parameters of the network and of the bootstrap. */
const USED = /^(?:ecr|ssm):/;

/** The account of a role: that of its boundary. */
function accountOf({ boundary = '' }: RoleInTemplate): string {
  return boundary.split(':')[4] ?? '';
}

/** The environment below whose path a role is; none for a shared one and for one without a path. */
function environmentOf({ path }: RoleInTemplate): string | undefined {
  return /^\/careplane\/[a-z]+\/(?!shared\/)([a-z]+)\/$/.exec(path)?.[1];
}

/** The tags of what a role works on: its environment's, or none for what is shared. */
function tagsOf(role: RoleInTemplate, platform: string, action: string): RequestContext {
  return { [PLATFORM]: platform, [ENVIRONMENT]: USED.test(action) ? undefined : environmentOf(role) };
}

describe.each([
  ['medmo', () => MEDMO, true],
  ['lab', lab, false],
  // In two accounts, of which each has a boundary of its own with the same name.
  ['clinic', clinic, false],
] as const)('the boundary of %s', (platform, folder, withGithub) => {
  const { roles, boundaries } = everythingOf(folder(), withGithub ? githubRolesOf(folder()) : undefined);
  const bounded = roles.filter(({ boundary }) => boundary?.endsWith('-boundary'));

  it('is that of roles of environments, shared roles and roles of GitHub', () => {
    expect(bounded.some((role) => environmentOf(role) !== undefined)).toBe(true);
    expect(bounded.some(({ path }) => path.endsWith('/shared/'))).toBe(true);
    expect(bounded.some(({ path }) => path === '/')).toBe(withGithub);
  });

  it('is known of every account', () => {
    expect([...new Set(bounded.map(({ boundary }) => boundary))].filter((arn = '') => !boundaries.has(arn))).toEqual(
      [],
    );
    expect(new Set(bounded.map(accountOf)).size).toBe(platform === 'clinic' ? 2 : 1);
  });

  /** A role of the same template is written as a reference, which the boundary compares by its ARN. */
  const named = new Map(
    bounded.map((role) => [reference(role.stack ?? '', role.id ?? ''), arnOf(role, accountOf(role))]),
  );

  it('takes nothing from a role that its own policies give it', () => {
    const lost = bounded.flatMap((role) =>
      role.allows.flatMap(({ Action = [], Resource = [] }) =>
        Action.filter((action) => {
          const context = { 'aws:PrincipalArn': arnOf(role, accountOf(role)), ...tagsOf(role, platform, action) };
          return !Resource.every((on) => may(role, boundaries, { action, on: [on, named.get(on) ?? on], context }));
        }).map((action) => `${role.name} ${action} ${Resource.join(' ')}`),
      ),
    );
    expect(lost).toEqual([]);
  });
});
