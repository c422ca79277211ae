// careplane's decisions beside those of a simulator of IAM.
import { runSimulation } from '@cloud-copilot/iam-simulate';
import { decide } from '../../libs/access-analysis/src/decide/decide';
import type { AccessAnswer, Caller, Guard, Question } from '../../libs/access-analysis/src/decide/question';
import { wildcardPattern } from '../../libs/access-analysis/src/automata/pattern';
import { readPolicy } from '../../libs/access-analysis/src/policy/read';
import { ownKeys } from '../../libs/access-analysis/src/template/principal';
import type { Policy, Statement } from '../../tools/emulator/judge';
import { report } from '../harness';
import { ACCOUNT, ACTIONS, BUCKET, Chance, KEYS, randomStatement, RESOURCES, ROLE } from './random';

/** Random cases of a test: more with ACCESS_CASES, for a longer search. */
const CASES = Number(process.env['ACCESS_CASES'] ?? '300');
/** Requests that are tried of a set that is said to be empty. */
const SAMPLES = 12;

export interface Policies {
  readonly identity: Policy;
  readonly boundary: Policy | undefined;
  readonly bucket: Policy | undefined;
}

export type Context = Readonly<Record<string, string | undefined>>;

/** Every single request is decided alike, and neither `undecided` nor otherwise. */
export async function agreesOnRequests(): Promise<void> {
  const wrong: string[] = [];
  let allowed = 0;
  for (let seed = 1; seed <= CASES; seed += 1) {
    const chance = new Chance(seed);
    const policies = randomPolicies(chance);
    const context = randomContext(chance);
    const [action, resource] = [chance.one(ACTIONS), chance.one(RESOURCES)];
    const ours = ask(policies, questionOf([action], resource), context).verdict;
    const theirs = await simulate(policies, action, resource, context);
    if (theirs) allowed += 1;
    if (ours !== (theirs ? 'yes' : 'no'))
      wrong.push(JSON.stringify({ seed, ours, theirs, action, resource, context, policies }));
  }
  report(`${CASES} random requests, the same answer for each`, wrong.length === 0, wrong.slice(0, 3).join('\n'));
  report('both answers are common', allowed > CASES / 20 && allowed < CASES * 0.95, `${allowed} allowed`);
}

/** The witness of a yes is allowed; of a set that is empty, no sample is. */
export async function agreesOnSets(): Promise<void> {
  const wrong: string[] = [];
  const verdicts = { yes: 0, no: 0, undecided: 0 };
  for (let seed = 1; seed <= CASES; seed += 1) {
    const chance = new Chance(seed + 1_000_000);
    const policies = randomPolicies(chance);
    const actions = chance.happens(0.3) ? ACTIONS : [chance.one(ACTIONS)];
    const resource = chance.one([`${BUCKET}/?*`, `${BUCKET}/team/?*`, `${BUCKET}/team/labs/?*`, `${BUCKET}/a*`]);
    const answer = ask(policies, questionOf(actions, resource), {});
    verdicts[answer.verdict] += 1;
    const problem = await contradiction(answer, policies, actions, resource, chance);
    if (problem !== undefined) wrong.push(JSON.stringify({ seed, problem, actions, resource, policies }));
  }
  report(`${CASES} sets of requests, none contradicted`, wrong.length === 0, wrong.slice(0, 3).join('\n'));
  report('yes and no are common, undecided is rare', verdicts.undecided < CASES / 50, JSON.stringify(verdicts));
}

async function contradiction(
  answer: AccessAnswer,
  policies: Policies,
  actions: readonly string[],
  resource: string,
  chance: Chance,
): Promise<string | undefined> {
  if (answer.verdict === 'yes') {
    const { witness } = answer;
    const context = Object.fromEntries(Object.entries(witness.context).map(([key, values]) => [key, values?.[0]]));
    return (await simulate(policies, witness.action, witness.resource, context))
      ? undefined
      : `refused: ${JSON.stringify(witness)}`;
  }
  if (answer.verdict === 'undecided') return undefined;
  const resources = RESOURCES.filter((each) => each.startsWith(resource.replace(/\?*\*$/, '')));
  for (let sample = 0; sample < SAMPLES && resources.length > 0; sample += 1) {
    const request = [chance.one(actions), chance.one(resources), randomContext(chance)] as const;
    if (await simulate(policies, ...request)) return `allowed: ${JSON.stringify(request)}`;
  }
  return undefined;
}

export function randomPolicies(chance: Chance): Policies {
  const policy = (count: number, hasPrincipal = false): Policy => ({
    Version: '2012-10-17',
    Statement: Array.from({ length: count }, (): Statement => randomStatement(chance, hasPrincipal)),
  });
  return {
    identity: policy(1 + Math.floor(chance.next() * 4)),
    boundary: chance.happens(0.4) ? policy(2) : undefined,
    bucket: chance.happens(0.4) ? policy(2, true) : undefined,
  };
}

export function randomContext(chance: Chance): Context {
  return Object.fromEntries(Object.entries(KEYS).map(([key, values]) => [key, chance.one(values)]));
}

export function questionOf(actions: readonly string[], resource: string): Question {
  return {
    actions: [{ patterns: actions.map((action) => wildcardPattern(action, { ignoresCase: true })), inside: true }],
    resources: [{ patterns: [wildcardPattern(resource)], inside: true }],
  };
}

export function ask({ identity, boundary, bucket }: Policies, question: Question, context: Context): AccessAnswer {
  const known = Object.entries(context).map(([key, value]) => [key.toLowerCase(), value] as const);
  const caller: Caller = {
    arn: ROLE,
    account: ACCOUNT,
    kind: 'role',
    identity: read(identity, 'identity'),
    boundary: boundary === undefined ? undefined : read(boundary, 'identity'),
    known: new Map<string, string | undefined>([
      ...ownKeys(ROLE, ACCOUNT, 'AssumedRole'),
      ['aws:principaltag/absent', undefined],
      ...known,
    ]),
  };
  const guard: Guard[] =
    bucket === undefined
      ? []
      : [
          {
            arn: BUCKET,
            account: ACCOUNT,
            statements: read(bucket, 'resource'),
            isRequired: false,
            alsoCovers: [`${BUCKET}/*`],
          },
        ];
  return decide(caller, question, guard);
}

function read(policy: Policy, kind: 'identity' | 'resource') {
  const source = { stack: 'random', resource: kind, pointer: [] };
  return readPolicy(policy, { kind, source, text: (value) => [String(value)] }).statements;
}

async function simulate(
  { identity, boundary, bucket }: Policies,
  action: string,
  resource: string,
  context: Context,
): Promise<boolean> {
  const present = Object.entries(context).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  const answer = await runSimulation(
    {
      request: {
        principal: ROLE,
        action,
        resource: { resource, accountId: ACCOUNT },
        contextVariables: { 'aws:PrincipalArn': ROLE, ...Object.fromEntries(present) },
      },
      identityPolicies: [{ name: 'identity', policy: identity }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(bucket === undefined ? {} : { resourcePolicy: bucket }),
      ...(boundary === undefined ? {} : { permissionBoundaryPolicies: [{ name: 'boundary', policy: boundary }] }),
    },
    {},
  );
  if (answer.resultType === 'error') throw new Error(JSON.stringify(answer.errors));
  return answer.overallResult === 'Allowed';
}
