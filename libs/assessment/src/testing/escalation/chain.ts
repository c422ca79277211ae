import type { Statement } from '@careplane/platform/access';
import { escalationsIn, matches } from './find';
import { may } from './may';
import type { Boundaries, RequestOf } from './may';
import { reference } from './roles';
import type { PolicyInTemplate, ProjectInTemplate, RoleInTemplate } from './roles';

/** Everything that a chain can go through. */
export interface World {
  /** Account in which all of it is. */
  readonly account: string;
  readonly roles: readonly RoleInTemplate[];
  readonly boundaries: Boundaries;
  readonly projects: readonly ProjectInTemplate[];
  readonly managedPolicies: readonly PolicyInTemplate[];
  /** Stacks, and the name of the role that CloudFormation has stored for each. */
  readonly stacks: readonly { readonly name: string; readonly role: string }[];
}

/** How a role gets to the rights of another one. */
export type Step =
  /** It assumes the role. */
  | 'assume'
  /** It passes the role to a service, and has the service do something with it. */
  | 'pass'
  /** It changes a stack, for which CloudFormation has stored the role. */
  | 'update-stack'
  /** It starts a build of the role that does other things than its project says. */
  | 'start-build'
  /** It writes the role's policies or its trust. */
  | 'put-policy'
  /** It writes a new version of a managed policy that the role has. */
  | 'create-version';

/** A role that was reached, and by which steps. */
export interface Reached {
  readonly role: RoleInTemplate;
  /** Whether its policies can be rewritten: then it may do everything that its boundary allows. */
  readonly rewritten: boolean;
  readonly steps: readonly Step[];
}

/** The ARN of a role in an account. */
export function arnOf({ path, name }: RoleInTemplate, account: string): string {
  return `arn:aws:iam::${account}:role${path}${name}`;
}

/**
 * All roles that a role gets to, step by step, itself as it is not included. A role whose policies the chain can write goes on
 * with everything that its boundary allows. The answer is never too small: see `may`.
 */
export function reachableFrom(start: RoleInTemplate, world: World): Reached[] {
  const reached = new Map<string, Reached>();
  const open: Reached[] = [{ role: start, rewritten: false, steps: [] }];
  for (let from = open.pop(); from !== undefined; from = open.pop()) {
    for (const [role, step] of knownStepsFrom(from, world)) {
      const rewritten = step === 'put-policy' || step === 'create-version';
      const key = keyOf(role, rewritten, world);
      if ((role === start && !rewritten) || reached.has(key)) continue;
      const next = { role, rewritten, steps: [...from.steps, step] };
      reached.set(key, next);
      open.push(next);
    }
  }
  return [...reached.values()];
}

function keyOf(role: RoleInTemplate, rewritten: boolean, { account }: World): string {
  return `${arnOf(role, account)} ${rewritten}`;
}

/** Chains meet: the steps of a role are looked for once. */
const STEPS = new WeakMap<World, Map<string, readonly (readonly [RoleInTemplate, Step])[]>>();

function knownStepsFrom({ role, rewritten }: Reached, world: World): readonly (readonly [RoleInTemplate, Step])[] {
  const known = STEPS.get(world) ?? new Map<string, readonly (readonly [RoleInTemplate, Step])[]>();
  STEPS.set(world, known);
  const key = keyOf(role, rewritten, world);
  const steps = known.get(key) ?? stepsFrom(rewritten ? withEverything(role) : role, role, world);
  known.set(key, steps);
  return steps;
}

/** The known ways to more rights that a role has itself, or gets to by a chain. */
export function escalationsAlong(start: RoleInTemplate, world: World): string[] {
  const roles = [start, ...reachableFrom(start, world).map(({ role }) => role)];
  return [...new Set(escalationsIn(roles, world.boundaries).map(({ path }) => path))];
}

/** A role whose policies were rewritten. */
function withEverything(role: RoleInTemplate): RoleInTemplate {
  return { ...role, allows: [{ Effect: 'Allow', Action: ['*'], Resource: ['*'] }], denies: [] };
}

function stepsFrom(caller: RoleInTemplate, self: RoleInTemplate, world: World): [RoleInTemplate, Step][] {
  const who = { 'aws:PrincipalArn': arnOf(caller, world.account) };
  const can = (request: RequestOf) =>
    may(caller, world.boundaries, { ...request, context: { ...who, ...request.context } });
  return world.roles
    .filter((role) => role !== self)
    .flatMap((role) => {
      const steps: Step[] = [];
      if (assumes(caller, role, world, can)) steps.push('assume');
      if (passes(role, world, can)) steps.push('pass');
      if (updatesStackOf(role, world, can)) steps.push('update-stack');
      if (startsBuildOf(role, world, can)) steps.push('start-build');
      if (writesPolicyOf(role, world, can)) steps.push('put-policy');
      if (writesVersionOf(role, world, can)) steps.push('create-version');
      return steps.map((step): [RoleInTemplate, Step] => [role, step]);
    });
}

type Can = (request: RequestOf) => boolean;

/** How policies write a role: its ARN, or a reference in its own template. */
function writtenAs(role: RoleInTemplate, { account }: World): string[] {
  return [arnOf(role, account), ...(role.id === undefined ? [] : [reference(role.stack ?? '', role.id)])];
}

/** Both sides: a policy of the one allows it, and the trust of the other admits the one. */
function assumes(caller: RoleInTemplate, role: RoleInTemplate, world: World, can: Can): boolean {
  return (
    can({ action: 'sts:AssumeRole', on: writtenAs(role, world) }) &&
    role.trust.some((statement) => admits(statement, arnOf(caller, world.account)))
  );
}

/** An account as principal admits all of its roles that the condition on `aws:PrincipalArn` names, or all if there is none. */
function admits({ Principal, Condition }: Statement, caller: string): boolean {
  const named = ['ArnEquals', 'ArnLike', 'StringEquals', 'StringLike']
    .map((operator) => Condition?.[operator]?.['aws:PrincipalArn'])
    .filter((values) => values !== undefined);
  const root = `${caller.slice(0, caller.indexOf(':role/'))}:root`;
  return (
    [Principal?.['AWS'] ?? []].flat().some((principal) => ['*', root, caller].includes(principal)) &&
    named.every((values) => [values].flat().some((value) => matches(value, caller)))
  );
}

/** What has a service work with a role that was passed to it: any one of these, all actions of it. */
const USES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'codebuild.amazonaws.com': [['codebuild:CreateProject'], ['codebuild:UpdateProject'], ['codebuild:StartBuild']],
  'codepipeline.amazonaws.com': [['codepipeline:CreatePipeline'], ['codepipeline:UpdatePipeline']],
  'ecs-tasks.amazonaws.com': [['ecs:RegisterTaskDefinition'], ['ecs:RunTask'], ['ecs:StartTask']],
  'ec2.amazonaws.com': [['ec2:RunInstances'], ['ec2:RequestSpotInstances'], ['ec2:AssociateIamInstanceProfile']],
  'lambda.amazonaws.com': [['lambda:CreateFunction'], ['lambda:UpdateFunctionConfiguration']],
  'cloudformation.amazonaws.com': [
    ['cloudformation:CreateStack'],
    ['cloudformation:UpdateStack'],
    ['cloudformation:CreateChangeSet', 'cloudformation:ExecuteChangeSet'],
  ],
};

function passes(role: RoleInTemplate, world: World, can: Can): boolean {
  const services = role.trust.flatMap(({ Principal }) => [Principal?.['Service'] ?? []].flat());
  const on = writtenAs(role, world);
  return services.some((service) => {
    if (!can({ action: 'iam:PassRole', on, context: { 'iam:PassedToService': service } })) return false;
    const context = { 'cloudformation:RoleArn': arnOf(role, world.account) };
    // A service that is not in the table needs nothing besides, so that it is not overlooked.
    const uses = USES[service] ?? [[]];
    return uses.some((actions) => actions.every((action) => can({ action, context })));
  });
}

function updatesStackOf(role: RoleInTemplate, { account, stacks }: World, can: Can): boolean {
  return stacks
    .filter((stack) => stack.role === role.name)
    .some(({ name }) => {
      const on = [`arn:aws:cloudformation:us-east-2:${account}:stack/${name}/*`];
      // Without a role in the request it is the stored one that works.
      const context = { 'cloudformation:RoleArn': undefined };
      return ['cloudformation:UpdateStack', 'cloudformation:ExecuteChangeSet'].some((action) =>
        can({ action, on, context }),
      );
    });
}

/** Fields of StartBuild that replace what the project says. */
const OVERRIDES = ['codebuild:source.buildspec', 'codebuild:environment.image', 'codebuild:environment.privilegedMode'];

function startsBuildOf(role: RoleInTemplate, { account, projects }: World, can: Can): boolean {
  return projects
    .filter(({ stack, role: id }) => stack === role.stack && [role.id, role.name].includes(id))
    .some(({ name }) => {
      const on = [`arn:aws:codebuild:us-east-2:${account}:project/${name}`];
      const absent = Object.fromEntries([...OVERRIDES, 'codebuild:serviceRole'].map((key) => [key, undefined]));
      return (
        OVERRIDES.some((key) => can({ action: 'codebuild:StartBuild', on, context: { ...absent, [key]: 'x' } })) ||
        ['codebuild:StartBuildBatch', 'codebuild:UpdateProject'].some((action) => can({ action, on }))
      );
    });
}

function writesPolicyOf(role: RoleInTemplate, world: World, can: Can): boolean {
  const context = {
    'iam:PermissionsBoundary':
      role.boundary === undefined
        ? undefined
        : role.boundary.replace(/^.*:policy/, `arn:aws:iam::${world.account}:policy`),
  };
  const on = writtenAs(role, world);
  return (
    ['iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy'].some((action) => can({ action, on, context })) ||
    // What is denied whichever policy it is need not be asked of each: an unknown key counts as allowed.
    (can({ action: 'iam:AttachRolePolicy', on, context }) &&
      attachablePolicies(world).some((arn) =>
        can({ action: 'iam:AttachRolePolicy', on, context: { ...context, 'iam:PolicyARN': arn } }),
      ))
  );
}

/** ARNs of the policies that a chain could attach: AWS's own for administrators, and those of the stacks. */
function attachablePolicies({ account, managedPolicies }: World): string[] {
  return [
    'arn:aws:iam::aws:policy/AdministratorAccess',
    ...new Set(managedPolicies.map(({ name }) => `arn:aws:iam::${account}:policy${name}`)),
  ];
}

function writesVersionOf(role: RoleInTemplate, { account, managedPolicies }: World, can: Can): boolean {
  return managedPolicies
    .filter(({ stack, roles }) => stack === role.stack && roles.some((each) => [role.id, role.name].includes(each)))
    .some(({ name }) =>
      ['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion'].some((action) =>
        can({ action, on: [`arn:aws:iam::${account}:policy${name}`] }),
      ),
    );
}
