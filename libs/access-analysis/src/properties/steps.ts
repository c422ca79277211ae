import { decide } from '../decide/decide';
import type { AccessAnswer, Caller, Question } from '../decide/question';
import type { Literal } from '../conditions/solve';
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

/** Finds the roles that principals get to. Asked about many principals: the steps of each are looked for once. */
export class Steps {
  private readonly known = new Map<string, readonly ReachedPrincipal[]>();
  private readonly questions = new Map<string, Question>();
  private readonly roles: readonly Principal[];
  private readonly projects: readonly { readonly arn: string; readonly role: string }[];

  constructor(private readonly world: AccessWorld) {
    this.roles = world.principals.filter(({ kind }) => kind === 'role');
    this.projects = world.resolvers.flatMap((resolver) =>
      resourcesOf(resolver.stack, 'AWS::CodeBuild::Project').map(({ id, properties }) => ({
        arn: textWords(resolver.arnOf(id) ?? []),
        role: listOf(properties['ServiceRole'])
          .map((role) => textWords(resolver.text(role)))
          .join(''),
      })),
    );
  }

  /** All roles that a principal gets to, without itself. What is undecided counts as a step, so the answer is never too small. */
  from(start: Principal): ReachedPrincipal[] {
    const reached = new Map<string, ReachedPrincipal>();
    const open: ReachedPrincipal[] = [{ principal: start, caller: start.caller, steps: [] }];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const next of this.next(at)) {
        const key = keyOf(next);
        if (next.principal.caller.arn === start.caller.arn || reached.has(key)) continue;
        const longer = { ...next, steps: [...at.steps, ...next.steps] };
        reached.set(key, longer);
        open.push(longer);
      }
    }
    return [...reached.values()];
  }

  private next(at: ReachedPrincipal): readonly ReachedPrincipal[] {
    const key = keyOf(at);
    const known = this.known.get(key) ?? this.look(at.caller);
    this.known.set(key, known);
    return known;
  }

  private look(caller: Caller): ReachedPrincipal[] {
    const targets = this.roles.filter((role) => role.caller.arn !== caller.arn);
    const all = targets.map((role) => role.caller.arn);
    const reach = (kind: StepKind, roles: readonly Principal[]) =>
      roles.map((principal) => ({
        principal,
        caller: kind === 'rewrites' ? rewritten(principal.caller) : principal.caller,
        steps: [{ kind, role: principal.name }],
      }));
    return [
      ...(this.may(caller, ['sts:AssumeRole'], all)
        ? reach(
            'takes',
            targets.filter((role) => this.may(caller, ['sts:AssumeRole'], [role.caller.arn])),
          )
        : []),
      ...(this.may(caller, ['iam:PassRole'], all)
        ? reach(
            'passes',
            targets.filter((role) => this.passes(caller, role)),
          )
        : []),
      ...reach('updates a stack of', this.stackRoles(caller, targets)),
      ...reach('starts a changed build of', this.buildRoles(caller, targets)),
      ...(this.may(caller, REWRITE, all)
        ? reach(
            'rewrites',
            targets.filter((role) => this.rewrites(caller, role)),
          )
        : []),
    ];
  }

  private passes(caller: Caller, { caller: { arn }, services }: Principal): boolean {
    return services.some((service) => {
      if (!this.may(caller, ['iam:PassRole'], [arn], [hasValue('iam:PassedToService', service)])) return false;
      const context = service === 'cloudformation.amazonaws.com' ? [hasValue('cloudformation:RoleArn', arn)] : [];
      // A service that is not in the table counts as used, so that it is not overlooked.
      const uses = USES[service] ?? [[]];
      return uses.some((actions) => actions.every((action) => this.may(caller, [action], ['*'], context)));
    });
  }

  /** CloudFormation works with the role that it has stored for a stack, for everyone who may update the stack. */
  private stackRoles(caller: Caller, targets: readonly Principal[]): Principal[] {
    const withRole = this.world.stacks.filter(({ serviceRole }) => serviceRole !== undefined);
    const arns = withRole
      .filter(({ account, region, name, partition = 'aws' }) => {
        const on = [`arn:${partition}:cloudformation:${region}:${account}:stack/${name}/${CHOSEN_LATER}`];
        return ['cloudformation:UpdateStack', 'cloudformation:ExecuteChangeSet'].some((action) =>
          this.may(caller, [action], on, action.endsWith('UpdateStack') ? [has('cloudformation:RoleArn', false)] : []),
        );
      })
      .map(({ serviceRole }) => serviceRole);
    return targets.filter(({ caller: { arn } }) => arns.includes(arn));
  }

  private buildRoles(caller: Caller, targets: readonly Principal[]): Principal[] {
    const arns = this.projects.map(({ arn }) => arn);
    if (arns.length === 0 || !this.may(caller, ['codebuild:StartBuild'], arns)) return [];
    const started = this.projects.filter(({ arn }) =>
      BUILD_OVERRIDES.some((key) => this.may(caller, ['codebuild:StartBuild'], [arn], [has(key, true)])),
    );
    return targets.filter(({ caller: { arn } }) => started.some(({ role }) => role === arn));
  }

  private rewrites(caller: Caller, { caller: { arn }, boundaryArn }: Principal): boolean {
    const context = boundaryArn === undefined ? [] : [hasValue('iam:PermissionsBoundary', boundaryArn)];
    return REWRITE.some((action) => this.may(caller, [action], [arn], context));
  }

  private may(
    caller: Caller,
    actions: readonly string[],
    arns: readonly string[],
    context: readonly Literal[] = [],
  ): boolean {
    const key = JSON.stringify([actions, arns, context.map(({ test }) => [test.key, test.demand])], bigints);
    const asked = this.questions.get(key) ?? question(actions, arns, context);
    this.questions.set(key, asked);
    const answer: AccessAnswer = decide(caller, asked, this.world.guards);
    return answer.verdict !== 'no';
  }
}

function bigints(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

function keyOf({ principal, caller }: ReachedPrincipal): string {
  return `${principal.caller.arn} ${caller === principal.caller}`;
}

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
