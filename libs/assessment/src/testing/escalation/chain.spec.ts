import { everythingOf } from '../all-roles';
import { MEDMO } from '@careplane/platform/testing';
import { githubRolesOf } from '../github-roles';
import { escalationsAlong, reachableFrom } from './chain';
import type { Step, World } from './chain';
import { ESCALATION_PATHS as PATHS } from '@careplane/compliance';
import type { RoleInTemplate } from './roles';

const ACCOUNT = '111122223333';
const ENVIRONMENTS = ['staging', 'production'];

/** Medmo as both CIs deploy it: the stacks' roles, those of the access stack, and those of the GitHub workflow. */
const { roles, boundaries, projects, managedPolicies, stacks } = everythingOf(MEDMO, githubRolesOf(MEDMO));
const world: World = {
  account: ACCOUNT,
  roles,
  boundaries,
  projects,
  managedPolicies,
  // CloudFormation stores the execution role of the scope that a stack belongs to.
  stacks: stacks.map((name) => ({ name, role: `careplane-medmo-${scopeOf(name)}-execution` })),
};

function scopeOf(stack: string): string {
  return ENVIRONMENTS.find((environment) => stack.endsWith(`-${environment}`)) ?? 'shared';
}

const access = (scope: string, kinds: string) => new RegExp(`^/careplane-medmo-${scope}-(?:${kinds})$`);
const below = (scope: string, name = '') => new RegExp(`^/careplane/medmo/${scope}/${name}`);

/** What roles get to, and why no more was given than they are there for. Roles that are not here get nowhere. */
const MEANT: readonly (readonly [roles: RegExp, to: readonly RegExp[], why: string])[] = [
  [
    /^medmo-(?:main-prepare|github-plan)$/,
    [access('\\w+', 'look|plan|publish')],
    'They prepare change sets of every scope, and none of the roles they take executes one.',
  ],
  [
    /^(?:medmo-main-deploy|medmo-github-deploy-shared|careplane-medmo-shared-(?:deploy|execution))$/,
    [access('\\w+', 'look|plan|publish|deploy|execution'), below('\\w+')],
    'The shared stacks hold the pipelines that deploy to all environments: who changes them deploys to all. A person approves.',
  ],
  [
    /^medmo-break-glass$/,
    [access('\\w+', 'look|plan|publish|deploy|execution'), below('\\w+')],
    'In an emergency people pass the roles of the platform to services. They rewrite none of them, and take none themselves.',
  ],
  ...ENVIRONMENTS.flatMap((environment): [RegExp, RegExp[], string][] => [
    [
      new RegExp(`^(?:medmo-github-deploy-${environment}|careplane-medmo-${environment}-(?:deploy|execution))$`),
      [access(environment, 'look|plan|publish|deploy|execution'), below(environment)],
      'They change the stacks of this environment, and make its roles within the boundary. No role of another one is in reach.',
    ],
    ...['admin', 'api', 'frontend'].map((service): [RegExp, RegExp[], string] => [
      new RegExp(`^medmo-${service}-${environment}-(?:deploy-build|deploy|rollout)$`),
      [below(environment, `medmo-${service}-${environment}-`)],
      'They roll out an image of this service, with the roles of its own tasks.',
    ]),
  ]),
];

const fullName = ({ path, name }: RoleInTemplate) => `${path}${name}`;
const chains = roles.map((role) => ({ role, reached: reachableFrom(role, world) }));

it('knows the roles of both CIs, of the access stack and of all stacks', () => {
  const kinds = [/^careplane-medmo-/, /^medmo-github-/, /^medmo-main-/, /-deploy-build$/, /BuildAccessRole/];
  for (const kind of kinds) expect([kind, roles.some(({ name }) => kind.test(name))]).toEqual([kind, true]);
  expect(roles.length).toBeGreaterThan(80);
  expect(projects).toHaveLength(27);
});

it.each(chains.map(({ role, reached }) => [role.name, reached] as const))(
  '%s gets to what it is there for',
  (name, reached) => {
    const meant = MEANT.filter(([named]) => named.test(name)).flatMap(([, to]) => to);
    const more = reached.filter(({ role }) => !meant.some((pattern) => pattern.test(fullName(role))));
    expect(more.map(({ role, steps }) => `${fullName(role)} by ${steps.join(', ')}`)).toEqual([]);
  },
);

it('every group of them gets somewhere: none is listed for nothing', () => {
  for (const [named] of MEANT) {
    const found = chains.filter(({ role, reached }) => named.test(role.name) && reached.length > 0);
    expect([named, found.length > 0]).toEqual([named, true]);
  }
});

it('policies are written only of roles with the boundary, so that no caller becomes administrator', () => {
  const rewritten = chains.flatMap(({ reached }) => reached.filter((each) => each.rewritten));
  expect(rewritten.length).toBeGreaterThan(0);
  expect(rewritten.filter(({ role }) => role.boundary === undefined).map(({ role }) => role.name)).toEqual([]);
});

/** A role that trusts these, and may do this. */
function roleWith(name: string, about: Partial<RoleInTemplate> & { readonly may?: readonly string[] }): RoleInTemplate {
  const { may = [], ...more } = about;
  return {
    name,
    stack: 'medmo-planted',
    id: name,
    path: '/',
    boundary: undefined,
    denies: [],
    trust: [],
    allows: may.length === 0 ? [] : [{ Effect: 'Allow', Action: may, Resource: ['*'] }],
    ...more,
  };
}

const arn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const byCloudFormation = [{ Effect: 'Allow' as const, Principal: { Service: ['cloudformation.amazonaws.com'] } }];

/** Each kind of step, planted: what the first role needs for it, and what it is found as. */
const STEPS: readonly (readonly [step: Step, first: readonly string[], target: Partial<RoleInTemplate>])[] = [
  ['assume', ['sts:AssumeRole'], { trust: [{ Effect: 'Allow', Principal: { AWS: [arn('first')] } }] }],
  ['pass', ['iam:PassRole', 'cloudformation:CreateStack'], { trust: byCloudFormation }],
  ['update-stack', ['cloudformation:UpdateStack'], {}],
  ['start-build', ['codebuild:StartBuild'], {}],
  ['put-policy', ['iam:PutRolePolicy'], {}],
  ['create-version', ['iam:CreatePolicyVersion'], {}],
];

function planted(first: readonly string[], target: Partial<RoleInTemplate>, may: readonly string[]): World {
  return {
    account: ACCOUNT,
    roles: [roleWith('first', { may: first }), roleWith('target', { ...target, may })],
    boundaries,
    projects: [{ stack: 'medmo-planted', name: 'build', role: 'target' }],
    managedPolicies: [{ stack: 'medmo-planted', name: '/policy', roles: ['target'] }],
    stacks: [{ name: 'medmo-planted', role: 'target' }],
  };
}

describe.each(STEPS)('by %s', (step, first, target) => {
  it('a role gets to another one, and without one of its permissions it does not', () => {
    const whole = planted(first, target, []);
    const [start] = whole.roles as [RoleInTemplate];
    expect(reachableFrom(start, whole).map(({ role, steps }) => [role.name, steps])).toContainEqual(['target', [step]]);
    for (const missing of first) {
      const less = planted(
        first.filter((action) => action !== missing),
        target,
        [],
      );
      expect(reachableFrom(less.roles[0] as RoleInTemplate, less).map(({ steps }) => steps)).not.toContainEqual([step]);
    }
  });

  it.each(PATHS.map(({ id, requires }) => [id, requires] as const))(
    '%s is found at the end of the chain',
    (id, requires) => {
      const whole = planted(first, target, requires);
      expect(escalationsAlong(whole.roles[0] as RoleInTemplate, whole)).toContain(id);
      // It is the second role that has it.
      const alone = { ...whole, roles: whole.roles.slice(0, 1) };
      const own = escalationsAlong(alone.roles[0] as RoleInTemplate, alone);
      expect(own.includes(id)).toBe(requires.every((action) => first.includes(action)));
    },
  );
});

it('a chain is followed to its end, and needs the trust of every role in it', () => {
  const role = (name: string, takes: string, trusts: string) =>
    roleWith(name, {
      allows: [{ Effect: 'Allow', Action: ['sts:*'], Resource: [arn(takes)] }],
      trust: [
        {
          Effect: 'Allow',
          Principal: { AWS: [`arn:aws:iam::${ACCOUNT}:root`] },
          Condition: { ArnLike: { 'aws:PrincipalArn': [arn(trusts)] } },
        },
      ],
    });
  const chain = [role('a', 'b', 'nobody'), role('b', 'c?', 'a'), role('c1', 'd', 'b'), role('d', 'none', 'b')];
  const reached = reachableFrom(chain[0] as RoleInTemplate, { ...planted([], {}, []), roles: chain });
  expect(reached.map(({ role: { name } }) => name)).toEqual(['b', 'c1']);
});

it('a build started as its project says is no step, one with another buildspec is', () => {
  const asWritten = roleWith('first', {
    allows: [
      {
        Effect: 'Allow',
        Action: ['codebuild:StartBuild'],
        Resource: ['*'],
        Condition: {
          Null: {
            'codebuild:source.buildspec': ['true'],
            'codebuild:environment.image': ['true'],
            'codebuild:environment.privilegedMode': ['true'],
          },
        },
      },
    ],
  });
  const whole = planted([], {}, []);
  expect(reachableFrom(asWritten, { ...whole, roles: [asWritten, whole.roles[1] as RoleInTemplate] })).toEqual([]);
});
