import type { Clause } from '../automata/language';
import type { Literal } from '../conditions/solve';
import { decideAny } from '../decide/decide';
import type { AccessAnswer, Caller, Question } from '../decide/question';
import type { Principal } from '../template/principal';
import type { AccessWorld } from '../template/world';
import { actionDemand, has, hasNotValue, hasValue, resourceClause } from './ask';
import table from './escalation-paths.json';
import { BUILD_OVERRIDES } from './step-questions';
import type { EscalationProperty } from './terms';

/** Where the paths are from. */
export const ESCALATION_SOURCE = table.source;

/** Services to which a role is passed, by the service of the other actions of a path. */
const PASSED_TO: Readonly<Record<string, string>> = {
  apprunner: 'tasks.apprunner.amazonaws.com',
  'bedrock-agentcore': 'bedrock-agentcore.amazonaws.com',
  cloudformation: 'cloudformation.amazonaws.com',
  codebuild: 'codebuild.amazonaws.com',
  datapipeline: 'datapipeline.amazonaws.com',
  ec2: 'ec2.amazonaws.com',
  ecs: 'ecs-tasks.amazonaws.com',
  glue: 'glue.amazonaws.com',
  lambda: 'lambda.amazonaws.com',
  sagemaker: 'sagemaker.amazonaws.com',
};

/**
 * The known paths as properties. A path counts if a principal can gain more than the platform's own roles have: by a role, a
 * boundary or a stack's role that the platform did not make. What a principal gets to among the platform's own roles is
 * followed step by step by the properties with steps.
 */
export const ESCALATION_PROPERTIES: readonly EscalationProperty[] = table.paths.map(({ id, requires }) => ({
  kind: 'escalation',
  name: `no-escalation-${id}`,
  words: `no principal gains the permissions of other roles by ${requires.join(' and ')}`,
  path: id,
  requires,
  citations: ['164.308(a)(4)(ii)(B)', '164.312(a)(1)'],
}));

/** Whether each of some principals has all permissions of a path; the first witness stands for all. */
export function decidePath(
  principals: readonly Principal[],
  requires: readonly string[],
  world: AccessWorld,
): AccessAnswer[] {
  const asked = requires.map((action) => questionsOf(action, requires, world));
  return principals.map((principal) => {
    const answers: AccessAnswer[] = [];
    for (const questions of asked) {
      const answer = anyAnswer(principal, questions, world);
      if (answer.verdict === 'no') return answer;
      answers.push(answer);
    }
    return answers.find(({ verdict }) => verdict === 'undecided') ?? answers[0] ?? { verdict: 'no' };
  });
}

/** Many paths need the same action of the same principals. */
const ANSWERS = new WeakMap<readonly Question[], WeakMap<Caller, AccessAnswer>>();

function anyAnswer({ caller }: Principal, questions: readonly Question[], { guards }: AccessWorld): AccessAnswer {
  const byCaller = ANSWERS.get(questions) ?? new WeakMap<Caller, AccessAnswer>();
  ANSWERS.set(questions, byCaller);
  const known = byCaller.get(caller) ?? decideAny(caller, questions, guards);
  byCaller.set(caller, known);
  return known;
}

const ASKED = new WeakMap<AccessWorld, Map<string, readonly Question[]>>();

function questionsOf(action: string, requires: readonly string[], world: AccessWorld): readonly Question[] {
  const byKey = ASKED.get(world) ?? new Map<string, readonly Question[]>();
  ASKED.set(world, byKey);
  const key = action === 'iam:PassRole' ? `${action} to ${servicesFor(requires).join(' ')}` : action;
  const known = byKey.get(key) ?? makeQuestions(action, requires, world);
  byKey.set(key, known);
  return known;
}

/** The requests that make an action dangerous: any one of the questions. */
function makeQuestions(action: string, requires: readonly string[], world: AccessWorld): Question[] {
  const ask = (context: readonly Literal[], resources: readonly Clause[] = EVERYTHING): Question => ({
    actions: actionDemand([action]),
    resources,
    context,
    isTrusting: true,
  });
  switch (action) {
    case 'iam:PassRole':
      return [ask(passedTo(requires), otherRoles(world))];
    case 'sts:AssumeRole':
      return [ask([], otherRoles(world))];
    case 'codebuild:StartBuild':
      return BUILD_OVERRIDES.map((override) => ask([has(override, true)]));
    case 'cloudformation:UpdateStack':
    case 'cloudformation:CreateChangeSet':
    case 'cloudformation:CreateStack':
      return [ask([hasNotValue('cloudformation:RoleArn', ...world.principals.map(({ caller }) => caller.arn))])];
    default:
      return [ask(action.startsWith('iam:') ? rewriting(action, world) : [])];
  }
}

/** A policy that denies everything takes permissions away, so who may attach only that gains nothing. */
const DENIES_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll';

function rewriting(action: string, world: AccessWorld): Literal[] {
  const unbounded = hasNotValue('iam:PermissionsBoundary', ...boundaries(world));
  return action.startsWith('iam:Attach') ? [unbounded, hasNotValue('iam:PolicyARN', DENIES_ALL)] : [unbounded];
}

function passedTo(requires: readonly string[]): Literal[] {
  const services = servicesFor(requires);
  return services.length === 0 ? [] : [hasValue('iam:PassedToService', ...services)];
}

/** The services that a role is passed to on a path, by its other actions. */
function servicesFor(requires: readonly string[]): string[] {
  const others = requires.filter((action) => action !== 'iam:PassRole').map((action) => action.split(':')[0] ?? '');
  return [...new Set(others.flatMap((service) => PASSED_TO[service] ?? []))];
}

const EVERYTHING: readonly Clause[] = [resourceClause(['*'])];

/** What is decided about a demand is kept with it. */
const OTHER_ROLES = new WeakMap<AccessWorld, readonly Clause[]>();

/** Roles that are not the platform's own. */
function otherRoles(world: AccessWorld): readonly Clause[] {
  const known = OTHER_ROLES.get(world) ?? outside(ownRoles(world));
  OTHER_ROLES.set(world, known);
  return known;
}

function outside(own: readonly string[]): readonly Clause[] {
  return own.length === 0 ? EVERYTHING : [resourceClause(own, false)];
}

/**
 * Patterns of the platform's own roles: each by its ARN, and all roles of a path on which every role has a boundary, because
 * who makes roles on such a path has to give them the boundary too.
 */
function ownRoles({ principals }: AccessWorld): string[] {
  const roles = principals.filter(({ kind }) => kind === 'role');
  const byPath = new Map<string, Principal[]>();
  for (const role of roles) {
    const path = role.caller.arn.replace(/[^/]*$/, '');
    byPath.set(path, [...(byPath.get(path) ?? []), role]);
  }
  const bounded = [...byPath].filter(
    ([path, own]) => !path.endsWith(':role/') && own.every(({ boundaryArn }) => boundaryArn !== undefined),
  );
  const accounts = new Set(roles.map(({ caller }) => caller.account));
  const linked = [...accounts].map((account) => `arn:*:iam::${account}:role/aws-service-role/*`);
  return [...roles.map(({ caller }) => caller.arn), ...bounded.map(([path]) => `${path}*`), ...linked];
}

function boundaries({ principals }: AccessWorld): string[] {
  return [...new Set(principals.flatMap(({ boundaryArn }) => boundaryArn ?? []))];
}
