// The judge of the emulator: IAM's evaluation, by @cloud-copilot/iam-simulate. One JSON document a line on stdin, one
// answer a line on stdout. Only tests use it, for its licence is AGPL (docs/adr/0029): nothing that is published has it.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const { runSimulation, runUnsafeSimulation } = createRequire(import.meta.url)('@cloud-copilot/iam-simulate');

/** What a star in the resource of a request becomes: something that is not made yet has no name that a policy can know. */
const NOT_MADE_YET = '0new0';

/** Actions of which the simulator's data has only the load balancers of the first generation. */
const INCOMPLETE = new Set(['elasticloadbalancing:AddTags', 'elasticloadbalancing:RemoveTags']);

/**
 * Whether a request is allowed.
 *
 * @param question principal, action, resource, account (of the resource), context, and the policies: identity
 *   ({name, policy}[]), boundary, session, resourcePolicy
 * @returns `{allowed, reason}`; the reason in AWS's words where there is no right, `fault` where the question makes no sense
 */
export async function judge(question) {
  const { action } = question;
  const asked = withEncryptionContext(question.claims ? withClaims(question) : question);
  const answer = await runSimulation(simulationOf(asked), {});
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
function withClaims({ claims, context, resourcePolicy, ...question }) {
  const prefix = `${claims.toLowerCase()}:`;
  const renamed = (about) =>
    Object.fromEntries(
      Object.entries(about).map(([key, value]) => [
        key.toLowerCase().startsWith(prefix) ? `aws:PrincipalTag/${key.slice(prefix.length)}` : key,
        value,
      ]),
    );
  const statements = [resourcePolicy.Statement].flat().map((statement) => ({
    ...statement,
    ...(statement.Condition === undefined ? {} : { Condition: mapValues(statement.Condition, renamed) }),
  }));
  return { ...question, context: renamed(context), resourcePolicy: { ...resourcePolicy, Statement: statements } };
}

const ENCRYPTION_CONTEXT = /^kms:EncryptionContext:/i;

/**
 * The question with the encryption context under names that the simulator takes. Of `kms:EncryptionContext:aws:s3:arn` it
 * forgets everything after the second colon, and then finds no such key in the request.
 */
function withEncryptionContext(question) {
  if (!Object.keys(question.context).some((key) => ENCRYPTION_CONTEXT.test(key))) return question;
  const renamed = (about) =>
    Object.fromEntries(
      Object.entries(about).map(([key, value]) => [
        ENCRYPTION_CONTEXT.test(key) ? `aws:PrincipalTag/${key.slice('kms:'.length).toLowerCase()}` : key,
        value,
      ]),
    );
  const inPolicy = (policy) =>
    policy && {
      ...policy,
      Statement: [policy.Statement].flat().map((statement) => ({
        ...statement,
        ...(statement.Condition === undefined ? {} : { Condition: mapValues(statement.Condition, renamed) }),
      })),
    };
  const { context, identity = [], boundary, session, resourcePolicy } = question;
  return {
    ...question,
    context: renamed(context),
    identity: identity.map(({ name, policy }) => ({ name, policy: inPolicy(policy) })),
    boundary: inPolicy(boundary),
    session: inPolicy(session),
    resourcePolicy: inPolicy(resourcePolicy),
  };
}

function mapValues(about, change) {
  return Object.fromEntries(Object.entries(about).map(([key, value]) => [key, change(value)]));
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
}) {
  return {
    request: {
      principal,
      action,
      resource: { resource: resource === '*' ? '*' : resource.replaceAll('*', NOT_MADE_YET), accountId: account },
      contextVariables: context,
    },
    identityPolicies: identity,
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    ...(resourcePolicy === undefined ? {} : { resourcePolicy }),
    ...(boundary === undefined ? {} : { permissionBoundaryPolicies: [{ name: 'boundary', policy: boundary }] }),
    ...(session === undefined ? {} : { sessionPolicy: session }),
  };
}

function verdict(result, analysis, action) {
  if (result === 'Allowed') return { allowed: true };
  return { allowed: false, reason: reasonOf(result, analysis, action) };
}

const KINDS = [
  ['identityAnalysis', 'identity-based policy'],
  ['permissionBoundaryAnalysis', 'permissions boundary'],
  ['sessionAnalysis', 'session policy'],
];

function reasonOf(result, analysis, action) {
  const resource = analysis?.resourceAnalysis?.result;
  if (result === 'ExplicitlyDenied') {
    const kind = KINDS.find(([key]) => analysis?.[key]?.result === 'ExplicitlyDenied')?.[1] ?? 'resource-based policy';
    return `with an explicit deny in ${kind === 'identity-based policy' ? 'an' : 'a'} ${kind}`;
  }
  const kind = KINDS.find(([key]) => analysis?.[key] && analysis[key].result !== 'Allowed')?.[1];
  const first = kind ?? (resource === undefined ? 'identity-based policy' : 'resource-based policy');
  return `because no ${first} allows the ${action} action`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for await (const line of createInterface({ input: process.stdin })) {
    const questions = JSON.parse(line);
    const answers = [];
    for (const question of questions) {
      answers.push(await judge(question).catch((error) => ({ allowed: false, fault: error.message })));
    }
    process.stdout.write(`${JSON.stringify(answers)}\n`);
  }
}
