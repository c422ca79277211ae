// The judge of the emulator: IAM's evaluation, by @cloud-copilot/iam-simulate. One JSON document a line on stdin, one
// answer a line on stdout. Only tests use it, for its licence is AGPL (docs/adr/0029): nothing that is published has it.
import { createInterface } from 'node:readline';
import { runSimulation, runUnsafeSimulation } from '@cloud-copilot/iam-simulate';
import type { EvaluationResult, RequestAnalysis, Simulation } from '@cloud-copilot/iam-simulate';

/** A policy document, as IAM writes it. */
export interface Policy {
  readonly Version?: string;
  readonly Statement: Statement | readonly Statement[];
}

/** One statement of a policy. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A policy and its name. */
export interface NamedPolicy {
  readonly name: string;
  readonly policy: Policy;
}

/** Values of condition keys, by the key's name. */
export type Context = Readonly<Record<string, string | string[]>>;

/** What is asked of the judge. */
export interface Question {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** That the resource is in. */
  readonly account: string;
  readonly context: Context;
  /** @default none */
  readonly identity?: readonly NamedPolicy[];
  readonly boundary?: Policy;
  readonly session?: Policy;
  readonly resourcePolicy?: Policy;
  /** Of whose token the context has the claims, such as `token.actions.githubusercontent.com`. */
  readonly claims?: string;
}

/** What the judge says. */
export interface Answer {
  readonly allowed: boolean;
  /** In AWS's words, where there is no right. */
  readonly reason?: string;
  /** Why the question makes no sense. */
  readonly fault?: string;
}

/** What a star in the resource of a request becomes: something that is not made yet has no name that a policy can know. */
const NOT_MADE_YET = '0new0';

/** Actions of which the simulator's data has only the load balancers of the first generation. */
const INCOMPLETE = new Set(['elasticloadbalancing:AddTags', 'elasticloadbalancing:RemoveTags']);

/** Whether a request is allowed. */
export async function judge(question: Question): Promise<Answer> {
  const { action } = question;
  const answer = await runSimulation(simulationOf(withPipelineNames(withEncryptionContext(withClaims(question)))), {});
  if (answer.resultType === 'error') {
    const { message, ...details } = answer.errors;
    // An ARN that fits two types of resources, such as an application's and a network's listener: without the types then.
    const without = message === 'multiple.resource.types' || INCOMPLETE.has(action);
    if (without && question.session === undefined && question.resourcePolicy === undefined) {
      return verdict(runUnsafeSimulation(simulationOf(question), {}), undefined, action);
    }
    return { allowed: false, fault: `${message} ${JSON.stringify(details)}` };
  }
  const analysis = answer.resultType === 'single' ? answer.result.analysis : answer.results[0]?.analysis;
  return verdict(answer.overallResult, analysis, action);
}

/**
 * The question with the claims of a token under names that the simulator takes. It knows the claims by a list, which lacks
 * `sub` and `aud`; tags of the principal can have any name.
 */
function withClaims(question: Question): Question {
  const { claims, context, resourcePolicy } = question;
  if (claims === undefined || resourcePolicy === undefined) return question;
  const prefix = `${claims.toLowerCase()}:`;
  const rename = (key: string) =>
    key.toLowerCase().startsWith(prefix) ? `aws:PrincipalTag/${key.slice(prefix.length)}` : key;
  return { ...question, context: withKeys(context, rename), resourcePolicy: withConditionKeys(resourcePolicy, rename) };
}

const ENCRYPTION_CONTEXT = /^kms:EncryptionContext:/i;

/**
 * The question with the encryption context under names that the simulator takes. The simulator drops everything after the
 * second colon of `kms:EncryptionContext:aws:s3:arn`, and then finds no such key in the request.
 */
function withEncryptionContext(question: Question): Question {
  const { context, identity, boundary, session, resourcePolicy } = question;
  if (!Object.keys(context).some((key) => ENCRYPTION_CONTEXT.test(key))) return question;
  const rename = (key: string) =>
    ENCRYPTION_CONTEXT.test(key) ? `aws:PrincipalTag/${key.slice('kms:'.length).toLowerCase()}` : key;
  return {
    ...question,
    context: withKeys(context, rename),
    ...(identity && {
      identity: identity.map(({ name, policy }) => ({ name, policy: withConditionKeys(policy, rename) })),
    }),
    ...(boundary && { boundary: withConditionKeys(boundary, rename) }),
    ...(session && { session: withConditionKeys(session, rename) }),
    ...(resourcePolicy && { resourcePolicy: withConditionKeys(resourcePolicy, rename) }),
  };
}

const PIPELINE = /^arn:[\w-]+:codepipeline:/;

/**
 * The question with the pipeline’s own ARN in the place of patterns that match it. A pipeline’s ARN has no type before its name, and
 * the simulator takes what stands before the first slash for one, in which it knows no asterisk.
 */
function withPipelineNames(question: Question): Question {
  const { resource, identity, boundary } = question;
  if (!PIPELINE.test(resource)) return question;
  const named = (policy: Policy): Policy => ({
    ...policy,
    Statement: [policy.Statement].flat().map(({ Resource, ...statement }) => ({
      ...statement,
      ...(Resource === undefined ? {} : { Resource: [Resource].flat().map((each) => namedPipeline(each, resource)) }),
    })),
  });
  return {
    ...question,
    ...(identity && { identity: identity.map(({ name, policy }) => ({ name, policy: named(policy) })) }),
    ...(boundary && { boundary: named(boundary) }),
  };
}

function namedPipeline(pattern: string, resource: string): string {
  if (!PIPELINE.test(pattern)) return pattern;
  const literal = pattern.split('*').map((part) => part.replace(/[.*+?^${}()[\]|\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`).test(resource) ? resource : pattern;
}

/** The policy with other names for the condition keys. */
function withConditionKeys(policy: Policy, rename: (key: string) => string): Policy {
  const statements = [policy.Statement].flat().map((statement): Statement => {
    if (statement.Condition === undefined) return statement;
    const operators = Object.entries(statement.Condition).map(([operator, keys]) => [operator, withKeys(keys, rename)]);
    return { ...statement, Condition: Object.fromEntries(operators) };
  });
  return { ...policy, Statement: statements };
}

function withKeys<Value>(
  about: Readonly<Record<string, Value>>,
  rename: (key: string) => string,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(about).map(([key, value]) => [rename(key), value]));
}

function simulationOf({
  principal,
  action,
  resource,
  account,
  context,
  identity = [],
  boundary,
  session,
  resourcePolicy,
}: Question): Simulation {
  return {
    request: {
      principal,
      action,
      resource: { resource: resource === '*' ? '*' : resource.replaceAll('*', NOT_MADE_YET), accountId: account },
      contextVariables: context,
    },
    identityPolicies: [...identity],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    ...(resourcePolicy === undefined ? {} : { resourcePolicy }),
    ...(boundary === undefined ? {} : { permissionBoundaryPolicies: [{ name: 'boundary', policy: boundary }] }),
    ...(session === undefined ? {} : { sessionPolicy: session }),
  };
}

function verdict(result: EvaluationResult, analysis: RequestAnalysis | undefined, action: string): Answer {
  if (result === 'Allowed') return { allowed: true };
  return { allowed: false, reason: reasonOf(result, analysis, action) };
}

const KINDS = [
  ['identityAnalysis', 'identity-based policy'],
  ['permissionBoundaryAnalysis', 'permissions boundary'],
  ['sessionAnalysis', 'session policy'],
] as const;

function reasonOf(result: EvaluationResult, analysis: RequestAnalysis | undefined, action: string): string {
  const resource = analysis?.resourceAnalysis?.result;
  if (result === 'ExplicitlyDenied') {
    const kind = KINDS.find(([key]) => analysis?.[key]?.result === 'ExplicitlyDenied')?.[1] ?? 'resource-based policy';
    return `with an explicit deny in ${kind === 'identity-based policy' ? 'an' : 'a'} ${kind}`;
  }
  const kind = KINDS.find(([key]) => (analysis?.[key]?.result ?? 'Allowed') !== 'Allowed')?.[1];
  const first = kind ?? (resource === undefined ? 'identity-based policy' : 'resource-based policy');
  return `because no ${first} allows the ${action} action`;
}

async function answerAll(): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const questions = JSON.parse(line) as Question[];
    const answers: Answer[] = [];
    for (const question of questions) answers.push(await judge(question).catch(faultOf));
    process.stdout.write(`${JSON.stringify(answers)}\n`);
  }
}

function faultOf(error: unknown): Answer {
  return { allowed: false, fault: error instanceof Error ? error.message : String(error) };
}

if (require.main === module) void answerAll();
