import { textWords } from '../policy/text';
import type { Question } from '../decide/question';
import { CHOSEN_LATER } from '../template/names';
import type { Principal } from '../template/principal';
import { listOf, resourcesOf } from '../template/stack';
import type { AccessWorld } from '../template/world';
import { has, hasNotValue, hasValue, question } from './ask';

/** Fields of StartBuild with which a build does other things than its project says. */
export const BUILD_OVERRIDES = [
  'codebuild:source.buildspec',
  'codebuild:environment.image',
  'codebuild:environment.privilegedMode',
  'codebuild:serviceRole',
];

const REWRITE = ['iam:PutRolePolicy', 'iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy'];

/** Passing roles to one service. */
export interface Passing {
  readonly service: string;
  readonly asked: Question;
}

/** Passing roles to each service that may take some of them. */
export function passingQuestions(roles: readonly Principal[]): Passing[] {
  return groupedBy(roles, ({ services }) => services).map(([service, own]) => ({
    service,
    asked: question(['iam:PassRole'], arnsOf(own), [hasValue('iam:PassedToService', service)]),
  }));
}

/** Rewriting the policies of roles; the request has the boundary that they have. */
export function rewritingQuestions(roles: readonly Principal[]): Question[] {
  return groupedBy(roles, ({ boundaryArn }) => [boundaryArn]).map(([boundary, own]) =>
    question(REWRITE, arnsOf(own), boundary === undefined ? [] : [hasValue('iam:PermissionsBoundary', boundary)]),
  );
}

/** Things that work with a role, such as stacks: questions about them, and the role of each. */
export interface Working {
  readonly questions: readonly Question[];
  readonly roles: ReadonlyMap<string, string>;
}

/** Ways to take the boundary of a role away, or to widen it. */
export interface Freeing {
  /** About the roles themselves. */
  readonly roles: readonly Question[];
  /** About the policies that are boundaries of roles of templates. */
  readonly boundaries: Question;
}

/** Another boundary counts as a wider one: what it says is in no template. */
export function freeingQuestions(roles: readonly Principal[]): Freeing {
  const bounded = groupedBy(
    roles.filter(({ boundaryArn }) => boundaryArn !== undefined),
    ({ boundaryArn }) => [boundaryArn ?? ''],
  );
  return {
    roles: bounded.flatMap(([boundary, own]) => [
      question(['iam:DeleteRolePermissionsBoundary'], arnsOf(own), [hasValue('iam:PermissionsBoundary', boundary)]),
      question(['iam:PutRolePermissionsBoundary'], arnsOf(own), [
        hasNotValue('iam:PermissionsBoundary', boundary),
        has('iam:PermissionsBoundary', true),
      ]),
    ]),
    boundaries: question(
      ['iam:CreatePolicyVersion'],
      bounded.map(([boundary]) => boundary).filter((arn) => !isOfAws(arn)),
    ),
  };
}

/** AWS alone makes a new version of such a policy. */
function isOfAws(arn: string): boolean {
  return arn.includes(':iam::aws:policy/');
}

/** New versions of managed policies, and the roles that have them. */
export function versionQuestions(roles: readonly Principal[]): {
  readonly questions: readonly Question[];
  readonly roles: ReadonlyMap<string, readonly string[]>;
} {
  const byPolicy = groupedBy(roles, ({ managedPolicies }) => managedPolicies.filter((arn) => !isOfAws(arn)));
  const own = new Map(byPolicy.map(([policy, having]) => [policy, arnsOf(having)]));
  return { roles: own, questions: [question(['iam:CreatePolicyVersion'], [...own.keys()])] };
}

/** A function runs new code with the role that it has; who writes the code passes no role. */
export function codingQuestions({ resolvers }: AccessWorld): Working {
  const roles = new Map(
    resolvers.flatMap((resolver) =>
      resourcesOf(resolver.stack, 'AWS::Lambda::Function').map(
        ({ id, properties }) =>
          [textWords(resolver.arnOf(id) ?? []), textWords(resolver.text(properties['Role']))] as const,
      ),
    ),
  );
  return { roles, questions: [question(['lambda:UpdateFunctionCode'], [...roles.keys()])] };
}

/** CloudFormation works with the role that it has stored for a stack, for everyone who may update the stack. */
export function updatingQuestions({ stacks }: AccessWorld): Working {
  const roles = new Map(
    stacks.flatMap(({ account, region, name, partition = 'aws', serviceRole }) =>
      serviceRole === undefined
        ? []
        : [
            [
              `arn:${partition}:cloudformation:${region}:${account}:stack/${name}/${CHOSEN_LATER}`,
              serviceRole,
            ] as const,
          ],
    ),
  );
  const arns = [...roles.keys()];
  return {
    roles,
    questions: [
      question(['cloudformation:UpdateStack'], arns, [has('cloudformation:RoleArn', false)]),
      question(['cloudformation:ExecuteChangeSet'], arns),
    ],
  };
}

/** A build that is started with other commands works with the role of its project. */
export function buildingQuestions({ resolvers }: AccessWorld): Working {
  const roles = new Map(
    resolvers.flatMap((resolver) =>
      resourcesOf(resolver.stack, 'AWS::CodeBuild::Project').map(({ id, properties }) => {
        const role = listOf(properties['ServiceRole']).map((each) => textWords(resolver.text(each)));
        return [textWords(resolver.arnOf(id) ?? []), role.join('')] as const;
      }),
    ),
  );
  const arns = [...roles.keys()];
  const questions = BUILD_OVERRIDES.map((key) => question(['codebuild:StartBuild'], arns, [has(key, true)]));
  return { roles, questions };
}

function groupedBy<T, K>(all: readonly T[], keysOf: (each: T) => readonly K[]): [K, T[]][] {
  const groups = new Map<K, T[]>();
  for (const each of all) {
    for (const key of keysOf(each)) {
      const known = groups.get(key);
      if (known === undefined) groups.set(key, [each]);
      else known.push(each);
    }
  }
  return [...groups];
}

const arnsOf = (roles: readonly Principal[]): string[] => roles.map(({ caller }) => caller.arn);
