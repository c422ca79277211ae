import { answersByPart, decide, decideAny } from '../decide/decide';
import type { Caller, Question } from '../decide/question';
import type { Principal } from '../template/principal';
import { textWords } from '../policy/text';
import { CHOSEN_LATER } from '../template/names';
import { listOf, resourcesOf } from '../template/stack';
import type { AccessWorld } from '../template/world';
import { has, hasValue, question } from './ask';
import { EVERY_REQUEST } from '../policy/statement';

/** How a principal gets to the permissions of a role, or an end of the network to another. */
export type StepKind =
  'takes' | 'passes' | 'updates a stack of' | 'starts a changed build of' | 'rewrites' | 'connects to';

/** A role that a principal gets to, and on which way. */
export interface ReachedPrincipal {
  readonly principal: Principal;
  /** The caller with the permissions that were gained: all that the boundary allows, if policies can be rewritten. */
  readonly caller: Caller;
  readonly steps: readonly { readonly kind: StepKind; readonly role: string }[];
}

/**
 * What has a service work with a role that was passed to it; any one of the lists, all actions of it.
 */
const USES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'cloudformation.amazonaws.com': [
    ['cloudformation:CreateStack'],
    ['cloudformation:UpdateStack'],
    ['cloudformation:CreateChangeSet', 'cloudformation:ExecuteChangeSet'],
  ],
  'codebuild.amazonaws.com': [['codebuild:CreateProject'], ['codebuild:UpdateProject'], ['codebuild:StartBuild']],
  'codepipeline.amazonaws.com': [['codepipeline:CreatePipeline'], ['codepipeline:UpdatePipeline']],
  'ec2.amazonaws.com': [['ec2:RunInstances'], ['ec2:RequestSpotInstances'], ['ec2:AssociateIamInstanceProfile']],
  'ecs-tasks.amazonaws.com': [['ecs:RegisterTaskDefinition'], ['ecs:RunTask'], ['ecs:StartTask']],
  'lambda.amazonaws.com': [['lambda:CreateFunction'], ['lambda:UpdateFunctionConfiguration']],
};

/** Fields of StartBuild with which a build does other things than its project says. */
export const BUILD_OVERRIDES = [
  'codebuild:source.buildspec',
  'codebuild:environment.image',
  'codebuild:environment.privilegedMode',
  'codebuild:serviceRole',
];

const REWRITE = ['iam:PutRolePolicy', 'iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy'];

/** A role that is reached in one step. */
interface Step {
  readonly kind: StepKind;
  readonly to: Principal;
}

/** A question about roles that have something in common, and what it is about. */
interface Group<T> {
  readonly of: T;
  readonly questions: readonly Question[];
}

/**
 * Finds the roles that principals get to. A question is about all roles at once, and its answers say which: the steps of each caller
 * are looked for once, and only roles that its statements are about are looked at.
 */
export class Steps {
  private readonly known = new Map<Caller, readonly ReachedPrincipal[]>();
  private readonly roles: ReadonlyMap<string, Principal>;
  private readonly taking: Question;
  private readonly passing: readonly Group<string>[];
  private readonly rewriting: Question[];
  private readonly updating: readonly Group<string>[];
  private readonly building: readonly Group<string>[];
  private readonly uses = new Map<string, Question>();

  constructor(private readonly world: AccessWorld) {
    const roles = world.principals.filter(({ kind }) => kind === 'role');
    this.roles = new Map(roles.map((role) => [role.caller.arn, role]));
    this.taking = question(['sts:AssumeRole'], [...this.roles.keys()]);
    this.passing = passingQuestions(roles);
    this.rewriting = rewritingQuestions(roles);
    this.updating = updatingQuestions(world);
    this.building = buildingQuestions(world);
  }

  /** All roles that a principal gets to, without itself. What is undecided counts as a step, so the answer is never too small. */
  from(start: Principal): ReachedPrincipal[] {
    const reached = new Map<Caller, ReachedPrincipal>();
    const open: ReachedPrincipal[] = [{ principal: start, caller: start.caller, steps: [] }];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const next of this.next(at.caller)) {
        if (next.principal.caller.arn === start.caller.arn || reached.has(next.caller)) continue;
        const longer = { ...next, steps: [...at.steps, ...next.steps] };
        reached.set(next.caller, longer);
        open.push(longer);
      }
    }
    return [...reached.values()];
  }

  private next(caller: Caller): readonly ReachedPrincipal[] {
    const known =
      this.known.get(caller) ??
      this.stepsOf(caller)
        .filter(({ to }) => to.caller.arn !== caller.arn)
        .map(({ kind, to }) => ({
          principal: to,
          caller: kind === 'rewrites' ? rewritten(to.caller) : to.caller,
          steps: [{ kind, role: to.name }],
        }));
    this.known.set(caller, known);
    return known;
  }

  private stepsOf(caller: Caller): Step[] {
    const step = (kind: StepKind, roles: readonly Principal[]) => roles.map((to): Step => ({ kind, to }));
    return [
      ...step('takes', this.answered(caller, this.taking)),
      ...step('passes', this.passed(caller)),
      ...step('updates a stack of', this.withRoles(caller, this.updating)),
      ...step('starts a changed build of', this.withRoles(caller, this.building)),
      ...step(
        'rewrites',
        this.rewriting.flatMap((asked) => this.answered(caller, asked)),
      ),
    ];
  }

  /** The roles of a question about which the answer is not no. */
  private answered(caller: Caller, asked: Question): Principal[] {
    const answers = [...answersByPart(caller, asked, this.world.guards)];
    return answers.flatMap(({ guard }) => this.roles.get(guard?.arn ?? '') ?? []);
  }

  private passed(caller: Caller): Principal[] {
    const found = this.passing.flatMap(({ of: service, questions }) => {
      const targets = questions.flatMap((asked) => this.answered(caller, asked));
      return targets.length === 0 ? [] : targets.filter((role) => this.isUsed(caller, service, role.caller.arn));
    });
    return [...new Set(found)];
  }

  /** Whether a caller can have a service work with a role. */
  private isUsed(caller: Caller, service: string, role: string): boolean {
    // CloudFormation's actions name the role; a service that is not in the table counts as used, so that it is not overlooked.
    const context = service === 'cloudformation.amazonaws.com' ? role : undefined;
    const uses = USES[service] ?? [[]];
    return uses.some((actions) => actions.every((action) => this.may(caller, this.use(action, context))));
  }

  private use(action: string, role: string | undefined): Question {
    const key = `${action} ${role ?? ''}`;
    const known =
      this.uses.get(key) ?? question([action], ['*'], role === undefined ? [] : [hasValue('cloudformation:RoleArn', role)]);
    this.uses.set(key, known);
    return known;
  }

  /** The roles of groups of which a caller may do something. */
  private withRoles(caller: Caller, groups: readonly Group<string>[]): Principal[] {
    return groups
      .filter(({ questions }) => decideAny(caller, questions, this.world.guards).verdict !== 'no')
      .flatMap(({ of: role }) => this.roles.get(role) ?? []);
  }

  private may(caller: Caller, asked: Question): boolean {
    return decide(caller, asked, this.world.guards).verdict !== 'no';
  }
}

/** Passing roles to each service that may take some of them. */
function passingQuestions(roles: readonly Principal[]): Group<string>[] {
  return groupedBy(roles, ({ services }) => services).map(([service, own]) => ({
    of: service,
    questions: [question(['iam:PassRole'], arnsOf(own), [hasValue('iam:PassedToService', service)])],
  }));
}

/** Rewriting the policies of roles; the request has the boundary that they have. */
function rewritingQuestions(roles: readonly Principal[]): Question[] {
  return groupedBy(roles, ({ boundaryArn }) => [boundaryArn]).map(([boundary, own]) =>
    question(REWRITE, arnsOf(own), boundary === undefined ? [] : [hasValue('iam:PermissionsBoundary', boundary)]),
  );
}

/** CloudFormation works with the role that it has stored for a stack, for everyone who may update the stack. */
function updatingQuestions({ stacks }: AccessWorld): Group<string>[] {
  return groupedBy(stacks, ({ serviceRole }) => (serviceRole === undefined ? [] : [serviceRole])).map(([role, own]) => {
    const arns = own.map(
      ({ account, region, name, partition = 'aws' }) =>
        `arn:${partition}:cloudformation:${region}:${account}:stack/${name}/${CHOSEN_LATER}`,
    );
    return {
      of: role,
      questions: [
        question(['cloudformation:UpdateStack'], arns, [has('cloudformation:RoleArn', false)]),
        question(['cloudformation:ExecuteChangeSet'], arns),
      ],
    };
  });
}

/** A build that is started with other commands works with the role of its project. */
function buildingQuestions({ resolvers }: AccessWorld): Group<string>[] {
  const projects = resolvers.flatMap((resolver) =>
    resourcesOf(resolver.stack, 'AWS::CodeBuild::Project').map(({ id, properties }) => ({
      arn: textWords(resolver.arnOf(id) ?? []),
      role: listOf(properties['ServiceRole'])
        .map((role) => textWords(resolver.text(role)))
        .join(''),
    })),
  );
  return groupedBy(projects, ({ role }) => [role]).map(([role, own]) => ({
    of: role,
    questions: BUILD_OVERRIDES.map((override) =>
      question(
        ['codebuild:StartBuild'],
        own.map(({ arn }) => arn),
        [has(override, true)],
      ),
    ),
  }));
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

const REWRITTEN = new WeakMap<Caller, Caller>();

/** A role whose policies were rewritten: everything, within its boundary. */
function rewritten(caller: Caller): Caller {
  const known = REWRITTEN.get(caller);
  if (known !== undefined) return known;
  const made: Caller = {
    ...caller,
    identity: [
      {
        ...EVERY_REQUEST,
        effect: 'Allow',
        source: { stack: '', resource: caller.arn, pointer: [], statement: 'rewritten' },
      },
    ],
  };
  REWRITTEN.set(caller, made);
  return made;
}
