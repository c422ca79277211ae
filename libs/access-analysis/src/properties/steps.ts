import { allowedResources, answersByPart, decide } from '../decide/decide';
import { Likenesses } from '../decide/likenesses';
import type { Caller, Question } from '../decide/question';
import { EVERY_REQUEST } from '../policy/statement';
import type { Statement } from '../policy/statement';
import type { Principal } from '../template/principal';
import type { AccessWorld } from '../template/world';
import { hasValue, question } from './ask';
import {
  buildingQuestions,
  codingQuestions,
  freeingQuestions,
  passingQuestions,
  rewritingQuestions,
  updatingQuestions,
  versionQuestions,
} from './step-questions';
import type { Freeing, Passing, Working } from './step-questions';

/** How a principal gets to the permissions of a role, or an end of the network to another. */
export type StepKind =
  | 'takes'
  | 'passes'
  | 'updates a stack of'
  | 'starts a changed build of'
  | 'changes the code of a function with'
  | 'rewrites'
  | 'takes the boundary away from, and rewrites'
  | 'connects to';

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

const FREES = 'takes the boundary away from, and rewrites';

/** A role that is reached in one step. */
interface Step {
  readonly kind: StepKind;
  readonly to: Principal;
}

/**
 * Finds the roles that principals get to. A question is about all roles at once, and its answers say which: the steps of each caller
 * are looked for once, and only roles that its statements are about are looked at.
 */
export class Steps {
  private readonly known = new Map<Caller, Partial<Record<'takes' | 'others', readonly ReachedPrincipal[]>>>();
  private readonly rewrittenOnes = new Map<Caller, Caller>();
  private readonly freedOnes = new Map<Caller, Caller>();
  private readonly likenesses: Likenesses;
  private readonly roles: ReadonlyMap<string, Principal>;
  private readonly taking: Question;
  private readonly passing: readonly Passing[];
  private readonly rewriting: readonly Question[];
  private readonly updating: Working;
  private readonly building: Working;
  private readonly coding: Working;
  private readonly versions: ReturnType<typeof versionQuestions>;
  private readonly freeing: Freeing;
  private readonly uses = new Map<string, Question>();
  private readonly allowedUses = new Map<Caller, Map<Question, boolean>>();

  constructor(private readonly world: AccessWorld) {
    this.likenesses = new Likenesses(world.guards);
    const roles = world.principals.filter(({ kind }) => kind === 'role');
    this.roles = new Map(roles.map((role) => [role.caller.arn, role]));
    this.taking = question(['sts:AssumeRole'], [...this.roles.keys()]);
    this.passing = passingQuestions(roles);
    this.rewriting = rewritingQuestions(roles);
    this.updating = updatingQuestions(world);
    this.building = buildingQuestions(world);
    this.coding = codingQuestions(world);
    this.versions = versionQuestions(roles);
    this.freeing = freeingQuestions(roles);
  }

  /** All roles that a principal gets to; itself only if it rewrites its own policies. What is undecided counts as a step, so the answer is never too small. */
  from(start: Principal): ReachedPrincipal[] {
    const reached = new Map<Caller, ReachedPrincipal>();
    const open: ReachedPrincipal[] = [{ principal: start, caller: start.caller, steps: [] }];
    for (const at of open) {
      for (const next of this.next(at.caller)) {
        const isBack = next.principal.caller.arn === start.caller.arn && next.caller === next.principal.caller;
        if (isBack || reached.has(next.caller)) continue;
        const longer = { ...next, steps: [...at.steps, ...next.steps] };
        reached.set(next.caller, longer);
        open.push(longer);
      }
    }
    return [...reached.values()];
  }

  private next(caller: Caller): readonly ReachedPrincipal[] {
    // Only by taking roles do callers that are alike get to different ones: trust policies name them.
    return [...this.steps(caller, 'takes'), ...this.steps(caller.like ?? caller, 'others')];
  }

  private steps(caller: Caller, which: 'takes' | 'others'): readonly ReachedPrincipal[] {
    const found = this.known.get(caller) ?? {};
    this.known.set(caller, found);
    return (found[which] ??= (which === 'takes' ? this.takes(caller) : this.others(caller)).map(({ kind, to }) => ({
      principal: to,
      caller: this.gained(kind, to.caller),
      steps: [{ kind, role: to.name }],
    })));
  }

  private gained(kind: StepKind, caller: Caller): Caller {
    if (kind === FREES) return this.freed(caller);
    return kind === 'rewrites' ? this.rewritten(caller) : caller;
  }

  private takes(caller: Caller): Step[] {
    const answers = [...answersByPart(caller, this.taking, this.world.guards)];
    return this.stepsTo(
      'takes',
      answers.flatMap(({ guard }) => guard?.arn ?? []),
    );
  }

  private others(caller: Caller): Step[] {
    const { guards } = this.world;
    const allowed = (asked: readonly Question[]) => asked.flatMap((each) => allowedResources(caller, each, guards));
    const rolesOf = (arns: readonly string[], of: ReadonlyMap<string, string | readonly string[]>) =>
      arns.flatMap((arn) => of.get(arn) ?? []);
    const rewritten = [...allowed(this.rewriting), ...rolesOf(allowed(this.versions.questions), this.versions.roles)];
    // Only who rewrites a role gains by its freedom.
    const isFree = rewritten.length === 0 ? () => false : this.freedBy(allowed);
    return [
      ...this.stepsTo('passes', this.passed(caller)),
      ...this.stepsTo('updates a stack of', rolesOf(allowed(this.updating.questions), this.updating.roles)),
      ...this.stepsTo('starts a changed build of', rolesOf(allowed(this.building.questions), this.building.roles)),
      ...this.stepsTo(
        'changes the code of a function with',
        rolesOf(allowed(this.coding.questions), this.coding.roles),
      ),
      ...this.stepsTo(
        'rewrites',
        rewritten.filter((arn) => !isFree(arn)),
      ),
      ...this.stepsTo(FREES, rewritten.filter(isFree)),
    ];
  }

  /** Whether the boundary of a role falls too: by the role, or by a new version of the policy. */
  private freedBy(allowed: (asked: readonly Question[]) => readonly string[]): (arn: string) => boolean {
    const roles = new Set(allowed(this.freeing.roles));
    const boundaries = new Set(allowed([this.freeing.boundaries]));
    return (arn) => roles.has(arn) || boundaries.has(this.roles.get(arn)?.boundaryArn ?? '');
  }

  private stepsTo(kind: StepKind, arns: readonly string[]): Step[] {
    return [...new Set(arns)].flatMap((arn): Step[] => {
      const to = this.roles.get(arn);
      return to === undefined ? [] : [{ kind, to }];
    });
  }

  private passed(caller: Caller): string[] {
    return this.passing.flatMap(({ service, asked }) =>
      allowedResources(caller, asked, this.world.guards).filter((role) => this.isUsed(caller, service, role)),
    );
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
      this.uses.get(key) ??
      question([action], ['*'], role === undefined ? [] : [hasValue('cloudformation:RoleArn', role)]);
    this.uses.set(key, known);
    return known;
  }

  /** A role whose policies were rewritten. Most of them are alike. */
  private rewritten(caller: Caller): Caller {
    const known =
      this.rewrittenOnes.get(caller) ??
      this.likenesses.with({ ...caller, identity: [everything(caller.arn)] }, 'everything');
    this.rewrittenOnes.set(caller, known);
    return known;
  }

  /** A role whose policies were rewritten, and whose boundary was taken away. */
  private freed(caller: Caller): Caller {
    const known =
      this.freedOnes.get(caller) ??
      this.likenesses.with({ ...caller, identity: [everything(caller.arn)], boundary: undefined }, 'everything');
    this.freedOnes.set(caller, known);
    return known;
  }

  private may(caller: Caller, asked: Question): boolean {
    const answers = this.allowedUses.get(caller) ?? new Map<Question, boolean>();
    this.allowedUses.set(caller, answers);
    const known = answers.get(asked) ?? decide(caller, asked, this.world.guards).verdict !== 'no';
    answers.set(asked, known);
    return known;
  }
}

/** The policy of a role that was rewritten: everything, within its boundary. */
const everything = (arn: string): Statement => ({
  ...EVERY_REQUEST,
  effect: 'Allow',
  source: { stack: '', resource: arn, pointer: [], statement: 'rewritten' },
});
