import { LOAD_BALANCER_LOG_ACCOUNTS } from '@careplane/aws-facts';
import { decideOnResource } from '../decide/decide';
import { callerKeys, namedKeys } from '../decide/naming';
import type { AccessAnswer, Caller, Guard, Question } from '../decide/question';
import type { Statement } from '../policy/statement';
import { textWords } from '../policy/text';
import { ownKeys } from '../template/principal';
import { actionClause, question, resourceClause, serviceIn } from './ask';
import { PROVIDER_STRANGERS } from './provider-strangers';
import type { OutsiderProperty } from './terms';

/** Someone whom no template knows. */
export interface Outsider {
  readonly name: string;
  readonly caller: Caller;
  /** Why AWS's own access is accepted. */
  readonly reason?: string;
}

/** An account that no template names. */
const ELSEWHERE = '999999999999';

/** What the policy of a resource answers someone from outside. */
export interface AnswerToOutsider extends Outsider {
  readonly answer: AccessAnswer;
}

/** The answers of the policy of a resource to all from outside whom it may let in. */
export function answersToOutsiders(
  property: OutsiderProperty,
  guard: Guard,
  own: ReadonlySet<string>,
): AnswerToOutsider[] {
  const allows = guard.statements.filter(({ effect }) => effect === 'Allow');
  const keys = new Set(allows.flatMap(namedKeys));
  // Who has no policies of its own gets nothing from a policy that does not name it.
  const named = outsidersOf(property, allows, own).filter(({ caller }) =>
    callerKeys(caller).own.some((key) => keys.has(key)),
  );
  if (named.length === 0) return [];
  const asked = outsiderQuestion(property, guard, own);
  return named.map((outsider) => ({ ...outsider, answer: decideOnResource(outsider.caller, asked, guard) }));
}

/** All from outside of whom some statements speak. */
function outsidersOf(
  { who = 'account', accepted = {} }: OutsiderProperty,
  allows: readonly Statement[],
  own: ReadonlySet<string>,
): Outsider[] {
  const of: Readonly<Record<typeof who, () => Outsider[]>> = {
    account: () => accounts(allows, own),
    service: () =>
      named(allows, 'Service').map((service): Outsider => {
        const reason = accepted[service];
        return { ...serviceFor(service), ...(reason === undefined ? {} : { reason }) };
      }),
    'identity provider': () => named(allows, 'Federated').flatMap(strangersOf),
  };
  return of[who]();
}

/**
 * What is asked of the policy of a resource. Services write logs to a path with the number of the account that they work for, so objects
 * on the path of the own account are not those of another one; and whether a bucket has another owner is all that its list tells them.
 */
function outsiderQuestion({ who }: OutsiderProperty, guard: Guard, own: ReadonlySet<string>): Question {
  // The policy of a resource decides on actions of the resource's service alone, and that of a role on taking it.
  const service = serviceIn(guard.arn);
  const asked = question([`${service === 'iam' ? 'sts' : service}:*`], [guard.arn, ...guard.alsoCovers]);
  if (who !== 'service') return asked;
  const logs = [...own].map((account) => `arn:*:s3:::*/AWSLogs/${account}/*`);
  return {
    ...asked,
    actions: [...asked.actions, { ...actionClause(['s3:GetBucketAcl']), inside: false }],
    resources: [...asked.resources, resourceClause(logs, false)],
  };
}

/** Accounts that the policy writes down, besides those of the platform, and one that it does not. */
function accounts(allows: readonly Statement[], own: ReadonlySet<string>): Outsider[] {
  const written = allows.flatMap((statement) => [
    ...statement.principals.filter(({ kind }) => kind === 'AWS').flatMap(({ values }) => values.map(textWords)),
    ...statement.conditions
      .filter(({ key }) => ACCOUNT_KEYS.has(key.toLowerCase()))
      .flatMap(({ values }) => values.map(textWords)),
  ]);
  const strangers = [...new Set(written)].flatMap((text): Outsider[] => {
    const account = /^\d{12}$/.exec(text)?.[0] ?? /^arn:[^:]*:(?:iam|sts)::(\d{12}):/.exec(text)?.[1];
    return account === undefined || own.has(account) ? [] : [inAccount(account, text)];
  });
  return [inAccount(ELSEWHERE, ''), ...new Map(strangers.map((each) => [each.name, each])).values()];
}

/** Condition keys that name the account of who makes a request. */
const ACCOUNT_KEYS: ReadonlySet<string> = new Set(['aws:principalaccount', 'aws:principalarn', 'kms:calleraccount']);

const IN_ACCOUNTS = new Map<string, Outsider>();
const FOR_SERVICES = new Map<string, Outsider>();

/** Policies name the same few from outside, and what is known of a caller is kept with it. */
function once(known: Map<string, Outsider>, key: string, make: () => Outsider): Outsider {
  const outsider = known.get(key) ?? make();
  known.set(key, outsider);
  return outsider;
}

/** Someone in another account, who may do there what the account likes. Which organization the account is of is open. */
function inAccount(account: string, written: string): Outsider {
  return once(IN_ACCOUNTS, `${account} ${written}`, () => makeInAccount(account, written));
}

function makeInAccount(account: string, written: string): Outsider {
  const isIdentity = written.startsWith('arn:') && !written.endsWith(':root');
  const arn = isIdentity ? written.replace(/[*?]+/g, 'outsider') : `arn:aws:iam::${account}:role/outsider`;
  const known = new Map<string, string | undefined>([
    ...ownKeys(arn, account, 'AssumedRole').filter(([key]) => key !== 'aws:principaltype'),
    ['kms:calleraccount', account],
  ]);
  const named = isIdentity ? written : `account ${account}`;
  return {
    name: account === ELSEWHERE ? 'another account' : named,
    caller: { arn, account, kind: 'outsider', identity: [], boundary: undefined, known },
    ...(LOAD_BALANCER_LOG_ACCOUNTS.has(account)
      ? { reason: 'The account is of AWS: Elastic Load Balancing writes access logs from it.' }
      : {}),
  };
}

/** A service of AWS that works for a resource of another account (IAM User Guide, "The confused deputy problem"). */
function serviceFor(service: string): Outsider {
  return once(FOR_SERVICES, service, () => makeServiceFor(service));
}

function makeServiceFor(service: string): Outsider {
  const arn = `arn:aws:${service.split('.')[0] ?? ''}:us-east-1:${ELSEWHERE}:example`;
  const known = new Map<string, string | undefined>([
    ['aws:principalisawsservice', 'true'],
    ['aws:principalservicename', service],
    ['aws:sourceaccount', ELSEWHERE],
    ['aws:sourceowner', ELSEWHERE],
    ['aws:sourcearn', arn],
    ['kms:calleraccount', ELSEWHERE],
    ['kms:encryptioncontext:aws:cloudtrail:arn', arn],
    ['kms:encryptioncontext:aws:logs:arn', arn],
  ]);
  return {
    name: `${service}, for another account`,
    caller: { arn: service, account: ELSEWHERE, kind: 'service', identity: [], boundary: undefined, known },
  };
}

/** Someone who signs in at an identity provider, and whom the policy should not have meant. */
function strangersOf(provider: string): Outsider[] {
  const host = provider.split(':oidc-provider/')[1] ?? provider;
  const stranger = PROVIDER_STRANGERS.find(({ providers }) => providers.test(host));
  if (stranger === undefined) return [];
  const claims = Object.entries(stranger.claims);
  const known = new Map(claims.map(([claim, value]) => [`${host}:${claim}`.toLowerCase(), value]));
  const caller: Caller = { arn: provider, account: '', kind: 'federated', identity: [], boundary: undefined, known };
  return [{ name: `${stranger.name} of ${host}`, caller }];
}

/** Values of one kind of principals of some statements. */
function named(allows: readonly Statement[], wanted: 'Service' | 'Federated'): string[] {
  const values = allows.flatMap(({ principals }) =>
    principals.filter(({ kind }) => kind === wanted).flatMap((each) => each.values.map(textWords)),
  );
  return [...new Set(values)];
}
