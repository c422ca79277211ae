import type { Guard } from '../decide/question';
import type { PolicyProblem } from '../policy/refusals';
import type { Statement } from '../policy/statement';
import { textWords } from '../policy/text';
import { policyAt } from './attached-policies';
import { bucketListGuards } from './bucket-lists';
import { partsOf } from './parts';
import { literalOf } from './resolver';
import type { Resolver } from './resolver';
import { referencedId } from './references';
import { constructPath, isMap, resourceOf, resourcesOf } from './stack';

/** A policy and the resource that has it. */
interface PolicyOfResource {
  /** Property with the document; a dot leads to a property inside. */
  readonly document: string;
  /** Property that names the resources, by a reference; without it, the resource has its own policy. */
  readonly targets?: string;
  /** Whether the targets' property holds ARNs or names that are no references. */
  readonly targetType: string;
  readonly isRequired?: boolean;
  readonly alsoCovers?: (arn: string) => string[];
}

const POLICIES: Readonly<Record<string, PolicyOfResource>> = {
  'AWS::Backup::BackupVault': { document: 'AccessPolicy', targetType: 'AWS::Backup::BackupVault' },
  'AWS::DynamoDB::Table': {
    document: 'ResourcePolicy.PolicyDocument',
    targetType: 'AWS::DynamoDB::Table',
    alsoCovers: (arn) => [`${arn}/*`],
  },
  'AWS::ECR::Repository': { document: 'RepositoryPolicyText', targetType: 'AWS::ECR::Repository' },
  'AWS::EFS::FileSystem': { document: 'FileSystemPolicy', targetType: 'AWS::EFS::FileSystem' },
  'AWS::KMS::Key': { document: 'KeyPolicy', targetType: 'AWS::KMS::Key', isRequired: true },
  'AWS::KMS::ReplicaKey': { document: 'KeyPolicy', targetType: 'AWS::KMS::ReplicaKey', isRequired: true },
  'AWS::Kinesis::ResourcePolicy': {
    document: 'ResourcePolicy',
    targets: 'ResourceArn',
    targetType: 'AWS::Kinesis::Stream',
  },
  'AWS::OpenSearchService::Domain': {
    document: 'AccessPolicies',
    targetType: 'AWS::OpenSearchService::Domain',
    alsoCovers: (arn) => [`${arn}/*`],
  },
  'AWS::S3::BucketPolicy': {
    document: 'PolicyDocument',
    targets: 'Bucket',
    targetType: 'AWS::S3::Bucket',
    alsoCovers: (arn) => [`${arn}/*`],
  },
  'AWS::SNS::TopicInlinePolicy': { document: 'PolicyDocument', targets: 'TopicArn', targetType: 'AWS::SNS::Topic' },
  'AWS::SNS::TopicPolicy': { document: 'PolicyDocument', targets: 'Topics', targetType: 'AWS::SNS::Topic' },
  'AWS::SQS::QueueInlinePolicy': { document: 'PolicyDocument', targets: 'Queue', targetType: 'AWS::SQS::Queue' },
  'AWS::SQS::QueuePolicy': { document: 'PolicyDocument', targets: 'Queues', targetType: 'AWS::SQS::Queue' },
  'AWS::SecretsManager::ResourcePolicy': {
    document: 'ResourcePolicy',
    targets: 'SecretId',
    targetType: 'AWS::SecretsManager::Secret',
  },
};

export interface FoundGuards {
  readonly guards: readonly Guard[];
  readonly problems: readonly PolicyProblem[];
}

/** The resources with policies of some stacks. The trust policies of roles are found with the roles. */
export function guardsOf(resolvers: readonly Resolver[]): FoundGuards {
  const problems: PolicyProblem[] = [];
  const found: Guard[] = resolvers.flatMap((resolver) => [
    ...resourcesOf(resolver.stack, ...Object.keys(POLICIES)).flatMap(({ id, type, properties }) => {
      const kind = POLICIES[type];
      const path = kind?.document.split('.') ?? [];
      const document = path.reduce<unknown>((at, key) => (isMap(at) ? at[key] : undefined), properties);
      if (kind === undefined || document === undefined)
        return type === 'AWS::KMS::Key' ? [defaultOf(resolver, id)] : [];
      const policy = policyAt(resolver, id, document, path, 'resource');
      problems.push(...policy.problems);
      return targetsOf(resolver, id, properties, kind).map((arn): Guard => ({
        arn,
        account: resolver.stack.account,
        statements: policy.statements,
        isRequired: kind.isRequired ?? false,
        alsoCovers: kind.alsoCovers?.(arn) ?? [],
      }));
    }),
    ...functionGuards(resolver),
    ...bucketListGuards(resolver),
  ]);
  return { guards: mergeByArn(found), problems };
}

/** ARNs of the resources that a policy is about. */
function targetsOf(
  resolver: Resolver,
  id: string,
  properties: Readonly<Record<string, unknown>>,
  { targets, targetType }: PolicyOfResource,
): string[] {
  if (targets === undefined) return [textWords(resolver.arnOf(id) ?? [])];
  return partsOf(properties[targets], resolver).map(({ value }) => {
    const referenced = referencedId(value);
    const own = referenced === undefined ? undefined : resourceOf(resolver.stack, referenced);
    if (own?.Type === targetType && referenced !== undefined) return textWords(resolver.arnOf(referenced) ?? []);
    return arnOfText(textWords(resolver.text(value)), targetType, resolver);
  });
}

/** Policies name buckets by their names, and queues by their URLs. */
function arnOfText(text: string, targetType: string, { stack }: Resolver): string {
  const { partition = 'aws', region, account } = stack;
  if (text.startsWith('arn:')) return text;
  if (targetType === 'AWS::S3::Bucket') return `arn:${partition}:s3:::${text}`;
  if (targetType !== 'AWS::SQS::Queue') return text;
  const [, inRegion = region, ofAccount = account, name = text] =
    /^https:\/\/sqs\.([\w-]+)\.[\w.]+\/(\d{12})\/(.+)$/.exec(text) ?? [];
  return `arn:${partition}:sqs:${inRegion}:${ofAccount}:${name}`;
}

/** A key without a policy has the one that AWS KMS writes (AWS KMS Developer Guide, "Default key policy"). */
function defaultOf(resolver: Resolver, id: string): Guard {
  const { account, partition = 'aws' } = resolver.stack;
  const document = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:${partition}:iam::${account}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  };
  const { statements } = policyAt(resolver, id, document, [], 'resource');
  const pointer = ['Resources', id];
  return {
    arn: textWords(resolver.arnOf(id) ?? []),
    account,
    statements: statements.map((each) => ({ ...each, source: { ...each.source, pointer, statement: id } })),
    isRequired: true,
    alsoCovers: [],
  };
}

/** AWS::Lambda::Permission writes one statement each into the policy of a function. */
function functionGuards(resolver: Resolver): Guard[] {
  return resourcesOf(resolver.stack, 'AWS::Lambda::Permission').map(({ id, properties, resource }) => {
    const text = (name: string) => resolver.text(properties[name]);
    const target = textWords(text('FunctionName'));
    const path = constructPath(resource);
    const principal = textWords(text('Principal'));
    const isService = principal.includes('.amazonaws.com');
    const conditions = [
      { operator: 'ArnLike', key: 'AWS:SourceArn', property: 'SourceArn' },
      { operator: 'StringEquals', key: 'AWS:SourceAccount', property: 'SourceAccount' },
      { operator: 'StringEquals', key: 'aws:PrincipalOrgID', property: 'PrincipalOrgID' },
    ].filter(({ property }) => properties[property] !== undefined);
    const statement: Statement = {
      effect: 'Allow',
      actions: [text('Action')],
      notActions: false,
      resources: [['*']],
      notResources: false,
      principals:
        principal === '*'
          ? [{ kind: '*', values: [] }]
          : [{ kind: isService ? 'Service' : 'AWS', values: [text('Principal')] }],
      notPrincipals: false,
      conditions: conditions.map(({ operator, key, property }) => ({ operator, key, values: [text(property)] })),
      hasVariables: false,
      source: {
        stack: resolver.stack.name,
        resource: id,
        ...(path === undefined ? {} : { path }),
        pointer: ['Resources', id],
        statement: id,
      },
    };
    const own = referencedId(properties['FunctionName']);
    const arn = own === undefined ? undefined : literalOf(resolver.arnOf(own) ?? []);
    return {
      arn: arn ?? target,
      account: resolver.stack.account,
      statements: [statement],
      isRequired: false,
      alsoCovers: [`${arn ?? target}:*`],
    };
  });
}

/** Several policies of one resource count together. */
function mergeByArn(guards: readonly Guard[]): Guard[] {
  const byArn = new Map<string, Guard>();
  for (const guard of guards) {
    const known = byArn.get(guard.arn);
    byArn.set(
      guard.arn,
      known === undefined ? guard : { ...known, statements: [...known.statements, ...guard.statements] },
    );
  }
  return [...byArn.values()];
}
