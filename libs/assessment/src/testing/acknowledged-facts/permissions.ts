import { resourcesIn } from '@careplane/platform/testing';
import { statements, list, text, every, each, aMatch } from './fact';
import type { Statement, Facts } from './fact';

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

/** Reasons about wildcards in policies. */
export const PERMISSION_FACTS: Facts = {
  'CodePipeline chooses the keys of artifacts; the bucket has the artifacts of one pipeline and of the nightly scan beside it, and no other pipeline uses it.':
    {
      'pipelines with the same bucket are one pipeline and its nightly scan': ({ stacks }) => {
        const pipelines = resourcesIn(stacks, 'AWS::CodePipeline::Pipeline').map(({ stack, Properties = {} }) => ({
          store: `${stack} ${text((Properties['ArtifactStore'] as { Location: unknown }).Location)}`,
          name: String(Properties['Name']).replace(/-nightly$/, ''),
        }));
        if (pipelines.length === 0) return ['no pipeline'];
        return pipelines
          .filter(({ store, name }) => pipelines.some((other) => other.store === store && other.name !== name))
          .map(({ name }) => name);
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
  'ecr:GetAuthorizationToken knows no resources and gives a registry login only; what may be pulled is limited to this service’s own repositories by the next statement.':
    {
      'the statement allows the login alone': loginAlone,
      'the others name one repository': pushesAndPullsOneRepository,
    },
  'ecr:GetAuthorizationToken knows no resources and gives a registry login only; what may be pushed or pulled is limited to the repositories of one service by the statement beside it.':
    { 'the statement allows the login alone': loginAlone, 'no action has a wildcard': noWildcardAction },
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
  'The repository of GuardDuty’s agent is in an account of AWS, another one in each region; its name is AWS’s own, and the role may only pull from it.':
    {
      'it names the repository of the agent': statements(/./, ({ Resource }) =>
        text(Resource).includes(':*:repository/aws-guardduty-agent-fargate"'),
      ),
      'it may only pull': statements(/./, ({ Action }) =>
        list(Action).every((action) =>
          ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'].includes(action),
        ),
      ),
    },
};
