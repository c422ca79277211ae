import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LONGEST_POLICY } from '@careplane/platform/access';
import { everythingOf } from '../all-roles';
import { clinic, MEDMO, REPOSITORY } from '@careplane/platform/testing';
import { escalationsIn } from './find';
import { ESCALATION_PATHS as PATHS } from '@careplane/compliance';
import type { RoleInTemplate } from './roles';

/** Intended paths: role, path, and why the path gives no one more than intended. */
const REASONS: readonly (readonly [role: RegExp, path: RegExp, reason: string])[] = [
  [
    /-(?:plan|deploy)$/,
    /^cloudformation-005$/,
    'What deploys is there to execute change sets: in its scope, with the execution role of its scope, and within that role’s limits.',
  ],
  [
    /./,
    /^sts-001$/,
    'Roles that may be taken are named in full or by the prefix of the access stack, and each trusts roles by name in turn; chain.spec.ts follows these steps.',
  ],
  [
    /-execution$/,
    /^(?:codebuild-|lambda-|ecs-|iam-0(?:01|10|12|13|20)|ec2instanceconnect)/,
    'CloudFormation takes this role, and no one else does: what it may make has the boundary, and is what the scope’s templates may hold.',
  ],
  [
    /^medmo-break-glass$/,
    /^(?!iam-0(?!0[89]$)|sts-)/,
    'The role is for emergencies. It passes roles of the platform only, which have their boundary, and iam-008 and iam-009 attach AWSDenyAll alone.',
  ],
];

const isListed = (role: string, path: string) => REASONS.some(([roles, paths]) => roles.test(role) && paths.test(path));

describe.each([
  ['medmo', () => MEDMO],
  ['clinic', clinic],
])('the roles of %s', (platform, folder) => {
  const { roles, boundaries, policies } = everythingOf(folder());

  it('fit into IAM’s limits', () => {
    expect(Math.max(...policies)).toBeLessThanOrEqual(LONGEST_POLICY);
  });

  it('gain nothing that they were not given', () => {
    const found = escalationsIn(roles, boundaries).filter(({ role, path }) => !isListed(role, path));
    expect(found.map(({ role, path }) => `${role}: ${path}`)).toEqual([]);
  });

  it('have the boundary, but for those of the access stack, which CloudFormation or named roles take', () => {
    const free = roles.filter(({ boundary }) => boundary === undefined).map(({ name }) => name);
    expect(free.filter((name) => !name.startsWith(`careplane-${platform}-`))).toEqual([]);
    expect(roles.length).toBeGreaterThan(20);
  });

  it('can be taken by named principals only: trust in an account always names roles', () => {
    const trusts = roles.flatMap(({ name, trust }) => trust.map((statement) => ({ name, statement })));
    for (const { name, statement } of trusts) {
      if (statement.Principal?.['AWS'] === undefined) continue;
      const condition = statement.Condition ?? {};
      const held = [condition['ArnEquals'], condition['ArnLike']].flatMap((keys) => keys?.['aws:PrincipalArn'] ?? []);
      expect([name, held.length]).not.toEqual([name, 0]);
      // A stack's role that is trusted lies below the path of its scope: no other scope can make one of that name there.
      // People take the role for emergencies, each with a second factor.
      const kind = name.endsWith('-break-glass') ? /:user\/[\w-]+$/ : /:role\/(?:careplane\/|[a-z-]+-github-)/;
      expect([name, held.every((arn) => kind.test(arn))]).toEqual([name, true]);
      const factor = condition['Bool']?.['aws:MultiFactorAuthPresent'];
      expect([name, [factor].flat()]).toEqual([name, [name.endsWith('-break-glass') ? 'true' : undefined]]);
    }
  });

  it('take the deploy role of an environment from the platform’s own deploy build alone', () => {
    const deploy = roles.find(({ name }) => name === `careplane-${platform}-staging-deploy`);
    const held = deploy?.trust.flatMap(({ Condition }) => Condition?.['ArnLike']?.['aws:PrincipalArn'] ?? []);
    expect(held).toEqual([
      `arn:aws:iam::111122223333:role/careplane/${platform}/shared/${platform}-main-deploy`,
      `arn:aws:iam::111122223333:role/${platform}-github-deploy-staging`,
    ]);
  });

  it.each(PATHS.map(({ id, requires }) => [id, requires] as const))(
    '%s is detected where it is planted',
    (id, requires) => {
      const victim = roles.find(({ boundary }) => boundary === undefined) as RoleInTemplate;
      const planted = {
        ...victim,
        name: 'planted',
        denies: [],
        allows: [{ Effect: 'Allow' as const, Action: requires, Resource: ['*'] }],
      };
      expect(escalationsIn([planted], boundaries).map(({ path }) => path)).toContain(id);
    },
  );

  it('lose by the boundary what would make them more, whatever their own policies say', () => {
    const role = roles.find(({ boundary }) => boundary !== undefined) as RoleInTemplate;
    const all = {
      ...role,
      name: 'all',
      denies: [],
      allows: [{ Effect: 'Allow' as const, Action: ['*'], Resource: ['*'] }],
    };
    expect(escalationsIn([all], boundaries).map(({ path }) => path)).toEqual(['sts-001']);
  });
});

it('the list of paths is the whole of its source', () => {
  expect(PATHS.length).toBeGreaterThanOrEqual(60);
  expect(readFileSync(join(REPOSITORY, 'libs/compliance/src/iam/escalation-paths.ts'), 'utf8')).toContain('Apache-2.0');
});
