import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findKey, resourcesIn, REPOSITORY } from '@careplane/platform/testing';
import type { Resource, SynthesizedStack } from '@careplane/platform/testing';

/** What a fact is looked up in. */
export interface Platform {
  readonly stacks: readonly SynthesizedStack[];
}

/** Says for which of the resources that a reason is given for a claim does not hold: an empty list where it is true. */
export type Fact = (platform: Platform, where: readonly string[]) => readonly string[];

type Found = Resource & { readonly stack: string; readonly id: string; readonly where: string };

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A value of a template as text, to search in it. */
const text = (value: unknown): string => JSON.stringify(value ?? null);
const list = <T>(value: T | readonly T[]): readonly T[] =>
  Array.isArray(value) ? (value as readonly T[]) : [value as T];

/** The construct path of a resource. */
const pathOf = ({ Metadata }: Found): string => String(Metadata?.['aws:cdk:path'] ?? '');

/** The resources of a type at the paths that a reason is given for, or below them. */
function at({ stacks }: Platform, where: readonly string[], type: string): Found[] {
  return resourcesIn(stacks, type).filter((each) =>
    where.some((path) => pathOf(each) === path || pathOf(each).startsWith(`${path}/`)),
  );
}

/** The claim holds for every resource of a type that the reason is given for, and there is at least one. */
function each(type: string, holds: (found: Found, platform: Platform) => boolean): Fact {
  return (platform, where) => {
    const found = at(platform, where, type);
    if (found.length === 0) return [`no ${type} at ${where.join(', ')}`];
    return found.filter((one) => !holds(one, platform)).map((one) => one.where);
  };
}

/** The claim holds for every resource of a type in the platform, and there is at least one. */
function every(type: string, holds: (found: Found, platform: Platform) => boolean): Fact {
  return (platform) => {
    const found = resourcesIn(platform.stacks, type);
    if (found.length === 0) return [`no ${type}`];
    return found.filter((one) => !holds(one, platform)).map((one) => one.where);
  };
}

/** The claim holds for every statement with an action, of the policies that the reason is given for. */
function statements(action: RegExp, holds: (statement: Statement, policy: Found) => boolean): Fact {
  return (platform, where) => {
    const found = at(platform, where, 'AWS::IAM::ManagedPolicy').flatMap((policy) =>
      statementsOf(policy)
        .filter(({ Action }) => list(Action).some((one) => action.test(one)))
        .map((statement) => ({ statement, policy })),
    );
    if (found.length === 0) return [`no ${String(action)} at ${where.join(', ')}`];
    return found
      .filter(({ statement, policy }) => !holds(statement, policy))
      .map(({ statement, policy }) => `${policy.where}: ${text(statement)}`);
  };
}

function statementsOf(policy: Found): readonly Statement[] {
  return (policy.Properties?.['PolicyDocument'] as { Statement: readonly Statement[] }).Statement;
}

const bucket = (holds: (properties: Readonly<Record<string, unknown>>) => boolean): Fact =>
  each('AWS::S3::Bucket', ({ Properties = {} }) => holds(Properties));
const versioned = bucket((properties) => text(properties['VersioningConfiguration']).includes('"Enabled"'));
const s3Managed = bucket((properties) => text(properties['BucketEncryption']).includes('"AES256"'));
/** Another bucket, or a balancer, delivers its logs into this one. */
const receivesLogs = (type: string): Fact =>
  each('AWS::S3::Bucket', ({ stack, id }, { stacks }) =>
    resourcesIn(stacks, type).some((one) => one.stack === stack && one.id !== id && text(one.Properties).includes(id)),
  );

const aMatch =
  (file: string, pattern: RegExp): Fact =>
  () =>
    pattern.test(readFileSync(join(REPOSITORY, file), 'utf8')) ? [] : [`${file} does not say ${String(pattern)}`];

/** Ids of the subnets of a kind, as other stacks import them. */
const subnetsAre = (kind: string, value: unknown): boolean => {
  const ids = findKey(value, 'Ref').map((one) => (one as { Ref: string }).Ref);
  return ids.length > 0 && ids.every((id) => id.includes(kind));
};

const isolatedSubnetsHaveNoDefaultRoute = every(
  'AWS::EC2::Route',
  ({ Properties = {} }) => !text(Properties['RouteTableId']).includes('Isolated'),
);
const databaseIsIsolated = every('AWS::RDS::DBSubnetGroup', ({ Properties = {} }) =>
  subnetsAre('IsolatedSubnet', Properties['SubnetIds']),
);
const pushesAndPullsOneRepository = statements(
  /^ecr:(?!GetAuthorizationToken$)/,
  ({ Resource }) => list(Resource).length === 1 && !text(Resource).includes('*'),
);
const loginAlone = statements(/^ecr:GetAuthorizationToken$/, ({ Action }) => list(Action).length === 1);
const noWildcardAction = statements(/./, ({ Action }) => list(Action).every((action) => !action.includes('*')));

/** Resource ARNs with an asterisk of some service, as texts. */
const wild = (service: string, { Resource }: Statement): string[] =>
  list(Resource)
    .map(text)
    .filter((arn) => arn.includes(`:${service}:`) && arn.includes('*'));

/** Services that a policy reaches have names that CloudFormation made in the policy's own stack. */
const ownServiceAlone = statements(/^ecs:.*Services?$/, (statement, { stack }) =>
  wild('ecs', statement).every((arn) => arn.includes(`/${stack}-Service*`)),
);

/**
 * Reason → claim → what is untrue of it. Each reason that switches a check off in medmo has an entry: a reason whose text
 * changes is looked at again. One more reason is one more entry; a claim that no template or file can show does not belong
 * into a reason.
 */
export const FACTS: Readonly<Record<string, Readonly<Record<string, Fact>>>> = {
  'These backups restore the database after a loss. The six years of 45 CFR 164.316(b)(2)(i) are for documentation, which the evidence bucket keeps under Object Lock; the records of patients stay in the database, which outlives its stack.':
    {
      'the evidence bucket keeps six years under Object Lock': ({ stacks }) =>
        resourcesIn(stacks, 'AWS::S3::Bucket').some(
          (one) =>
            pathOf(one).includes('/Evidence/') && text(one.Properties?.['ObjectLockConfiguration']).includes('2192'),
        )
          ? []
          : ['no evidence bucket'],
      'databases outlive their stacks': every('AWS::RDS::DBInstance', (one) =>
        ['Retain', 'RetainExceptOnCreate', 'Snapshot'].includes(
          (one as { readonly DeletionPolicy?: string }).DeletionPolicy ?? '',
        ),
      ),
    },
  'These actions only list or describe, and most of them know no resources. None of them returns data of patients, a secret or a line of a log.':
    {
      'they read, and none of them reads objects, secrets, logs or databases': statements(
        /./,
        ({ Resource, Action }) =>
          !list(Resource).includes('*') ||
          list(Action).every((action) =>
            /^[a-z0-9-]+:(?:BatchGet|Check|Describe|Filter|Generate|Get|List|Select|Simulate|Start(?:ConfigRulesEvaluation)|Stop(?:Query)|Validate|View|ArchiveFindings|BatchUpdateFindings|UpdateFindings)/.test(
              action,
            ),
          ) ||
          list(Action).includes('*'),
      ),
    },
  'These actions mark findings and credentials as handled; they know no resources, or the resource is not known before the incident. None of them gives a permission.':
    {
      'the one policy that can be attached denies everything': statements(
        /^iam:Attach/,
        ({ Condition }) => text(Condition) === '{"ArnEquals":{"iam:PolicyARN":"arn:aws:iam::aws:policy/AWSDenyAll"}}',
      ),
    },
  'The name of the platform, of an environment or of its path stands before the asterisk; AWS chooses what follows it.':
    {
      'names stand before the asterisk, or a condition names them': statements(/./, ({ Resource, Condition }) =>
        list(Resource).every(
          (resource) =>
            !text(resource).includes('*') ||
            resource === '*' ||
            /medmo|user\/\*|role\/\*|recovery-point:\*|snapshot:awsbackup/.test(text(resource)) ||
            Condition !== undefined,
        ),
      ),
    },
  'The role is for emergencies, which nobody can list beforehand. It needs MFA, ends after an hour, sounds an alarm, and cannot touch audit trail, backups, keys or rights.':
    {
      'MFA, within the hour': ({ stacks }) => {
        const role = resourcesIn(stacks, 'AWS::IAM::Role').find(
          ({ Properties = {} }) => Properties['RoleName'] === 'medmo-break-glass',
        );
        const trust = text(role?.Properties?.['AssumeRolePolicyDocument']);
        return trust.includes('"aws:MultiFactorAuthPresent":"true"') &&
          role?.Properties?.['MaxSessionDuration'] === 3600
          ? []
          : ['medmo-break-glass'];
      },
      'an alarm at every use': ({ stacks }) =>
        resourcesIn(stacks, 'AWS::Events::Rule').some((one) => text(one.Properties).includes('medmo-break-glass'))
          ? []
          : ['no rule about medmo-break-glass'],
    },
  'Access logs describe requests and are not the record of care; versions protect them from being overwritten, and S3 keeps them in three zones.':
    { 'the bucket keeps versions': versioned },
  'Artifacts live for days between two actions of a pipeline and can be made again from the source; what must be kept is in the evidence bucket.':
    {
      'artifacts expire': bucket((properties) =>
        ((properties['LifecycleConfiguration'] as { Rules: { ExpirationInDays?: number }[] }).Rules ?? []).some(
          ({ ExpirationInDays = Infinity }) => ExpirationInDays <= 31,
        ),
      ),
      'there is an evidence bucket, under Object Lock': ({ stacks }) =>
        resourcesIn(stacks, 'AWS::S3::Bucket').some(
          (one) => pathOf(one).includes('/Evidence/') && one.Properties?.['ObjectLockEnabled'] === true,
        )
          ? []
          : ['no evidence bucket'],
    },
  'Object Lock and versions keep what is here from being deleted or changed, and S3 keeps it in three zones. It is a record of builds and holds no patient’s data.':
    {
      'Object Lock holds each object for a time': bucket((properties) =>
        text(properties['ObjectLockConfiguration']).includes('"DefaultRetention"'),
      ),
      'the bucket keeps versions': versioned,
    },
  'S3 delivers server access logs only to buckets encrypted with S3-managed keys (AES-256); with a KMS key delivery fails.':
    { 'it is encrypted so': s3Managed, 'buckets log into it': receivesLogs('AWS::S3::Bucket') },
  'Elastic Load Balancing delivers access logs only to buckets encrypted with S3-managed keys (AES-256); with a KMS key delivery fails.':
    {
      'it is encrypted so': s3Managed,
      'the balancer logs into it': receivesLogs('AWS::ElasticLoadBalancingV2::LoadBalancer'),
    },
  'This bucket is the log. Each access that it logs into itself would be a new access to log, without an end.': {
    'the balancer logs into it': receivesLogs('AWS::ElasticLoadBalancingV2::LoadBalancer'),
  },
  'The rule is about tokens in the address of a source; this project has no address, for CodePipeline hands it the source.':
    {
      'CodePipeline is the source, without a location': each('AWS::CodeBuild::Project', ({ Properties = {} }) => {
        const source = Properties['Source'] as { Type: string; Location?: string };
        return source.Type === 'CODEPIPELINE' && source.Location === undefined;
      }),
    },
  'Only load balancers and NAT gateways stand in this subnet; tasks and databases are in subnets without this route, and the subnet gives out no public addresses by itself.':
    {
      'balancers are in public subnets': every('AWS::ElasticLoadBalancingV2::LoadBalancer', ({ Properties = {} }) =>
        subnetsAre('PublicSubnet', Properties['Subnets']),
      ),
      'tasks are in private subnets, without public addresses': every('AWS::ECS::Service', ({ Properties = {} }) => {
        const network = findKey(Properties['NetworkConfiguration'], 'Subnets')[0] as Readonly<Record<string, unknown>>;
        return subnetsAre('PrivateSubnet', network['Subnets']) && network['AssignPublicIp'] !== 'ENABLED';
      }),
      'databases are in isolated subnets': databaseIsIsolated,
      'no other subnet has a route to the internet gateway': every(
        'AWS::EC2::Route',
        ({ Properties = {} }) =>
          Properties['GatewayId'] === undefined || text(Properties['RouteTableId']).includes('Public'),
      ),
      'no subnet gives out public addresses': every(
        'AWS::EC2::Subnet',
        ({ Properties = {} }) => Properties['MapPublicIpOnLaunch'] !== true,
      ),
    },
  'This listener only answers with a permanent redirect to HTTPS and forwards nothing; without it people who type the bare name would get no answer.':
    {
      'its one action is a redirect to HTTPS': each(
        'AWS::ElasticLoadBalancingV2::Listener',
        ({ Properties = {} }) =>
          text(Properties['DefaultActions']) ===
          '[{"RedirectConfig":{"Port":"443","Protocol":"HTTPS","StatusCode":"HTTP_301"},"Type":"redirect"}]',
      ),
      'no rule hangs on it': every(
        'AWS::ElasticLoadBalancingV2::ListenerRule',
        ({ Properties = {} }) => !/Http[0-9A-F]{8}/.test(text(Properties['ListenerArn'])),
      ),
    },
  'Not production: an outage of its zone may last until it is restored from the backups, which are taken and tested as in production.':
    {
      'it is not production': (_, where) => where.filter((path) => path.includes('production')),
      'backups are taken and tested in each environment': ({ stacks }) => {
        const data = stacks.filter(({ stack }) => stack.startsWith('medmo-data-'));
        const counted = data.map(({ stack, template }) => {
          const types = Object.values(template.Resources).map(({ Type }) => Type);
          return types.filter((type) => /^AWS::Backup::(BackupPlan|RestoreTesting(Plan|Selection))$/.test(type))
            .length === 3
            ? ''
            : stack;
        });
        return counted.length === 2 ? counted.filter((stack) => stack !== '') : ['not two environments'];
      },
    },
  'The general log holds every statement with its values, so patients’ data would be copied into the log. Connections and changes of tables and rights are in the audit log.':
    {
      'the audit log is written, and the general log is not': each('AWS::RDS::DBInstance', ({ Properties = {} }) => {
        const logs = Properties['EnableCloudwatchLogsExports'] as readonly string[];
        return logs.includes('audit') && !logs.includes('general');
      }),
      'it has connections, and changes of tables and rights': every('AWS::RDS::OptionGroup', ({ Properties = {} }) =>
        text(Properties['OptionConfigurations']).includes('"CONNECT,QUERY_DDL,QUERY_DCL"'),
      ),
    },
  'The value is issued by somebody else (a gateway, a partner) or shared with running sessions, so a rotation would replace it by one that they do not know. Its owner changes it as docs/guides/platform.md says.':
    {
      'the guide says how': aMatch('docs/guides/platform.md', /Secrets of a service[^]*put-secret-value/),
      'they are secrets that a service names': each('AWS::SecretsManager::Secret', (found) =>
        pathOf(found).includes('/Service/Secrets/'),
      ),
    },
  'CodePipeline chooses the keys of artifacts; the bucket has the artifacts of one pipeline, and no other pipeline uses it.':
    {
      'no two pipelines share a bucket': ({ stacks }) => {
        const stores = resourcesIn(stacks, 'AWS::CodePipeline::Pipeline').map(
          ({ stack, Properties = {} }) =>
            `${stack} ${text((Properties['ArtifactStore'] as { Location: unknown }).Location)}`,
        );
        return stores.length === 0 ? ['no pipeline'] : stores.filter((store, index) => stores.indexOf(store) !== index);
      },
    },
  'The key of a published file contains the hash of its content, and the build reads it from an SSM parameter; the file is refused unless its SHA-256 is the published one.':
    {
      'only files below the prefix of the platform can be read': statements(/^s3:GetObject$/, (statement) =>
        wild('s3', statement)
          .filter((arn) => arn.includes('cdk-hnb659fds-assets'))
          .every((arn) => arn.includes('/medmo/')),
      ),
      'the builds compare the checksum': every(
        'AWS::CodeBuild::Project',
        ({ Properties = {} }) =>
          !/"(SCAN_CLI|CAREPLANE)_KEY"/.test(text(Properties['Environment'])) ||
          /sha256sum -c/.test(text(Properties['Source'])),
      ),
    },
  'The keys contain commit and run, which are not known beforehand. Objects can be added below this prefix only; Object Lock keeps those that are there.':
    {
      'evidence is below a prefix of the platform': statements(/^s3:PutObject$/, (statement) =>
        list(statement.Resource)
          .map(text)
          .filter((arn) => arn.includes('Evidence'))
          .every((arn) => /\/medmo\/[a-z/]+\/\*/.test(arn)),
      ),
      'nothing bypasses Object Lock': statements(/^s3:/, ({ Action }) =>
        list(Action).every((action) => !/Bypass|ObjectRetention|LegalHold|DeleteObjectVersion|\*/.test(action)),
      ),
    },
  'The id of a stack has a part that CloudFormation chooses when the stack is made; the name, or what all names of the platform begin with, stands before it.':
    {
      'the name of the platform stands before the asterisk': statements(/^cloudformation:/, (statement) =>
        wild('cloudformation', statement).every((arn) => /:(stack|changeSet)\/medmo-/.test(arn)),
      ),
    },
  'There is a parameter for each unit and environment, and a unit may be added without changing this role; nothing but this platform’s own is below the path.':
    {
      'the path is the platform’s': statements(/^ssm:/, (statement) =>
        wild('ssm', statement).every((arn) => arn.includes(':parameter/careplane/medmo/')),
      ),
    },
  'This is the one door to the internet, open on 443 and on 80 for the redirect only, with AWS WAF behind it; every other group names a group as its source.':
    {
      'it is open on 443 and 80': each('AWS::EC2::SecurityGroup', ({ Properties = {} }) => {
        const rules = Properties['SecurityGroupIngress'] as readonly { FromPort: number; ToPort: number }[];
        return text(rules.map(({ FromPort, ToPort }) => [FromPort, ToPort])) === '[[443,443],[80,80]]';
      }),
      'AWS WAF looks at each balancer': every(
        'AWS::ElasticLoadBalancingV2::LoadBalancer',
        ({ stack, id }, { stacks }) =>
          resourcesIn(stacks, 'AWS::WAFv2::WebACLAssociation').some(
            (one) => one.stack === stack && text(one.Properties?.['ResourceArn']).includes(id),
          ),
      ),
      'no other group names addresses as its source': every(
        'AWS::EC2::SecurityGroup',
        (found) =>
          pathOf(found).includes('/LoadBalancer/') || !/"Cidr/.test(text(found.Properties?.['SecurityGroupIngress'])),
      ),
      'and no rule outside of the groups does': every(
        'AWS::EC2::SecurityGroupIngress',
        ({ Properties = {} }) =>
          Properties['SourceSecurityGroupId'] !== undefined && Properties['CidrIp'] === undefined,
      ),
    },
  'AWS’s own policy for this service role: it reaches RDS’s log groups and nothing else, and AWS keeps it in step with the agent.':
    {
      'RDS’s monitoring alone may take the role, and it has no other policy': each(
        'AWS::IAM::Role',
        ({ Properties = {} }) =>
          text(Properties['AssumeRolePolicyDocument']).includes(
            '"Principal":{"Service":"monitoring.rds.amazonaws.com"}',
          ) && (Properties['ManagedPolicyArns'] as readonly unknown[]).length === 1,
      ),
    },
  'Another port would not hide the database: it is in subnets without a route out, and its security group admits only named services.':
    {
      'it is in isolated subnets': databaseIsIsolated,
      'these have no route': isolatedSubnetsHaveNoDefaultRoute,
      'it is not public': each(
        'AWS::RDS::DBInstance',
        ({ Properties = {} }) => Properties['PubliclyAccessible'] === false,
      ),
      'its group admits groups of services': every(
        'AWS::EC2::SecurityGroupIngress',
        ({ Properties = {} }) =>
          !text(Properties['GroupId']).includes('Database') ||
          text(Properties['SourceSecurityGroupId']).includes('ServiceSecurityGroup'),
      ),
    },
  'AWS’s own policy for AWS Backup’s service role, kept in step with the service; only AWS Backup in this account may assume the role, and the vault’s lock stands above what it allows.':
    {
      'only AWS Backup in this account may assume it': each('AWS::IAM::Role', ({ Properties = {} }) =>
        /"Condition":\{"StringEquals":\{"aws:SourceAccount":"111122223333"\}\},"Effect":"Allow","Principal":\{"Service":"backup\.amazonaws\.com"\}/.test(
          text(Properties['AssumeRolePolicyDocument']),
        ),
      ),
      'every vault is locked': every(
        'AWS::Backup::BackupVault',
        ({ Properties = {} }) => Properties['LockConfiguration'] !== undefined,
      ),
    },
  'ecr:GetAuthorizationToken knows no resources and gives a registry login only; what may be pulled is limited to this service’s repository by the next statement.':
    {
      'the statement allows the login alone': loginAlone,
      'the others name one repository': pushesAndPullsOneRepository,
    },
  'ecr:GetAuthorizationToken knows no resources and gives a registry login only; what may be pushed or pulled is limited to one repository by the statement beside it.':
    { 'the statement allows the login alone': loginAlone, 'no action has a wildcard': noWildcardAction },
  'These variables say where things are, such as the port and the database’s host. Secrets come from Secrets Manager, and the loader refuses values that look like one.':
    {
      'secrets of a container come from Secrets Manager': every('AWS::ECS::TaskDefinition', ({ Properties = {} }) =>
        findKey(Properties['ContainerDefinitions'], 'ValueFrom').every((secret) => /Secret/.test(text(secret))),
      ),
      'a rule of the loader refuses values that look like secrets': aMatch(
        'libs/config/src/rules/service/index.ts',
        /secret/i,
      ),
      'no name of a variable speaks of a secret': every('AWS::ECS::TaskDefinition', ({ Properties = {} }) =>
        findKey(Properties['ContainerDefinitions'], 'Environment').every(
          (container) => !/"Name":"[^"]*(PASSWORD|SECRET|TOKEN)[^"]*","Value"/i.test(text(container)),
        ),
      ),
    },
  'CloudFormation and ECS choose the last part of the name; the service’s own stack or family stands before it, so nothing of another service is in reach.':
    {
      'services are those of the own stack': ownServiceAlone,
      'alarms are those of the own stack': statements(/^cloudwatch:(?!DescribeAlarms$)/, (statement, { stack }) =>
        wild('cloudwatch', statement).every((arn) => arn.includes(`${stack}-Service*`)),
      ),
      'task definitions are those of the own family': statements(
        /^ecs:RegisterTaskDefinition$/,
        (statement, { stack }) => wild('ecs', statement).every((arn) => arn.includes(`task-definition/${stack}:*`)),
      ),
    },
  'Application Auto Scaling chooses the id of a scalable target; the boundary keeps the role from what carries another environment’s tag.':
    {
      'roles have the boundary': each('AWS::IAM::ManagedPolicy', ({ stack }, { stacks }) =>
        resourcesIn(stacks, 'AWS::IAM::Role')
          .filter((role) => role.stack === stack)
          .every(({ Properties = {} }) => text(Properties['PermissionsBoundary']).includes('careplane-medmo-boundary')),
      ),
      'the boundary denies what carries the tag of another environment': aMatch(
        'libs/platform/src/access/boundary.ts',
        /careplane:environment/,
      ),
    },
  'These actions know no resources. All but ecs:DeregisterTaskDefinition only describe; tasks of a revision that is deregistered go on running.':
    {
      'all but one action describe': statements(
        /^(application-autoscaling|ecs|cloudwatch):/,
        (statement) =>
          !list(statement.Resource).includes('*') ||
          list(statement.Action).every(
            (action) => /:Describe/.test(action) || action === 'ecs:DeregisterTaskDefinition',
          ),
      ),
    },
  'The name of a service-linked role is AWS’s own; its policies are written by AWS, and the statement names the two services.':
    {
      'it names two services': statements(
        /^iam:CreateServiceLinkedRole$/,
        ({ Resource }) =>
          list(Resource).length === 2 &&
          list(Resource).every((arn) => text(arn).includes('role/aws-service-role/ecs.')),
      ),
    },
  'The engine says that the property refers to a role by its name and asks for the attribute Arn. The template has that attribute there.':
    {
      'the property has the attribute': every('AWS::CodeBuild::Project', ({ Properties = {} }) =>
        text(Properties['ServiceRole']).includes('"Fn::GetAtt"'),
      ),
    },
};
