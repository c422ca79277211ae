import { assembliesOf, clinic, MEDMO, resourcesIn, stacksIn } from '@careplane/platform/testing';

interface Statement {
  readonly Effect: string;
  readonly Action?: string | readonly string[];
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Condition?: unknown;
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value].filter((one) => one !== undefined));

/** Every Allow in an identity's policy that has a wildcard: actions → resources. */
function wildcards(folder: string): string[] {
  // Policies of people have their reasons in their metadata: the rule PolicyWildcardsHaveReasons reads them.
  const stacks = stacksIn(assembliesOf(folder)).filter(({ stack }) => !stack.endsWith('-identity'));
  const policies = resourcesIn(stacks).flatMap(({ Type, stack, Properties = {} }) => {
    if (Type === 'AWS::IAM::ManagedPolicy') return [{ stack, document: Properties['PolicyDocument'] }];
    if (Type !== 'AWS::IAM::Role') return [];
    return list(Properties['Policies']).map((policy) => ({
      stack,
      document: (policy as { PolicyDocument: unknown }).PolicyDocument,
    }));
  });
  const lines = policies.flatMap(({ document }) =>
    list((document as { Statement: unknown }).Statement).flatMap((raw) => {
      const { Effect, Action, NotAction, Resource, NotResource, Condition } = raw as Statement;
      if (Effect !== 'Allow') return [];
      if (NotAction !== undefined || NotResource !== undefined)
        return [`NotAction or NotResource: ${JSON.stringify(raw)}`];
      const actions = list(Action).map(String).sort();
      const resources = list(Resource).map((resource) => (typeof resource === 'string' ? resource : textOf(resource)));
      const wild = actions.some((action) => action.includes('*')) || resources.some((each) => each.includes('*'));
      return wild
        ? [`${actions.join(' ')} → ${resources.join(' ')}${Condition === undefined ? '' : ' (conditional)'}`]
        : [];
    }),
  );
  return [...new Set(lines)].sort();
}

/** A reference or a joined text, as people would write it. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as Record<string, unknown>;
  if (Array.isArray(join)) return (join[1] as unknown[]).map(textOf).join(String(join[0]));
  if (Array.isArray(attribute)) return `{${attribute.join('.')}}`;
  return `{${String(Ref)}}`;
}

describe('what may be done, and by whom', () => {
  it.each([
    ['medmo', () => MEDMO],
    ['clinic', clinic],
  ])('stands in managed policies in %s: an inline one cannot be reviewed or reused', (_, folder) => {
    const stacks = stacksIn(assembliesOf(folder()));
    expect(resourcesIn(stacks, 'AWS::IAM::Policy').map(({ where }) => where)).toEqual([]);
    expect(resourcesIn(stacks, 'AWS::IAM::ManagedPolicy').length).toBeGreaterThan(0);
  });

  it.each([
    ['medmo', () => MEDMO],
    ['clinic', clinic],
  ])('has a wildcard in %s only where it is listed here, with the reason', (_, folder) => {
    expect(wildcards(folder()).filter((line) => !REASONS.some(([pattern]) => pattern.test(line)))).toEqual([]);
  });

  it('has no reason left over', () => {
    const found = [...wildcards(MEDMO), ...wildcards(clinic())];
    expect(REASONS.filter(([pattern]) => !found.some((line) => pattern.test(line)))).toEqual([]);
  });
});

const PLACE = '[a-z]+(?:-[a-z]+)+-\\d:\\d{12}';
const line = (actions: string, ...resources: string[]): RegExp => {
  const resource = `(?:${resources.join('|')})`;
  return new RegExp(`^${actions} → ${resource}(?: ${resource})*$`);
};

/** Every wildcard that an identity's policy holds, and why it cannot be narrower. */
const REASONS: readonly (readonly [line: RegExp, reason: string])[] = [
  [
    line('ecr:GetAuthorizationToken', '\\*'),
    'The action knows no resources. What may then be pulled or pushed is the next statement: this service’s repository.',
  ],
  [
    line(
      'ecr:BatchCheckLayerAvailability ecr:BatchGetImage ecr:GetDownloadUrlForLayer',
      'arn:aws:ecr:[a-z]+(?:-[a-z]+)+-\\d:\\*:repository/aws-guardduty-agent-fargate',
    ),
    'The repository of GuardDuty’s agent is in an account of AWS, another one in each region.',
  ],
  [
    line('(?:(?:ec2|inspector2):[A-Za-z]+ ?)+', '\\*', '\\(conditional\\)'),
    'Settings of an account and region are no resources; the condition limits the actions to the region.',
  ],
  [
    line('(?:(?:iam:(?:Get|Update)AccountPasswordPolicy|s3:(?:Get|Put)AccountPublicAccessBlock) ?)+', '\\*'),
    'Settings of an account are no resources.',
  ],
  [
    line(
      's3:GetObject s3:GetObjectVersion(?: s3:PutObject)?',
      'arn:aws:s3:::{[A-Za-z0-9]*ArtifactsBucket[A-F0-9]+}/\\*',
    ),
    'CodePipeline chooses the keys of artifacts; the bucket has those of one pipeline.',
  ],
  [
    line('s3:PutObject', 'arn:aws:s3:::{[A-Za-z0-9]*ArtifactsBucket[A-F0-9]+}/\\*/(?:image|checked|prepared)/\\*'),
    'CodePipeline chooses the other parts of the keys; a build writes its own artifact, and not the commit.',
  ],
  [
    line('s3:GetObject', 'arn:aws:s3:::cdk-hnb659fds-assets-\\d+-[a-z0-9-]+/(?:medmo|clinic)/(?:shared|command)/\\*'),
    'The keys of published files contain the hash of their content; builds compare the checksum.',
  ],
  [
    line('s3:PutObject', 'arn:aws:s3:::{[A-Za-z0-9]*Evidence[A-Za-z0-9]*}/(?:medmo|clinic)/[a-z/]+/\\*'),
    'The keys hold commit and run. Objects can be added below the prefix; Object Lock keeps those that are there.',
  ],
  [
    line(
      '(?:cloudformation:Describe(?:StackEvents|StackResources|Stacks) ?)+|cloudformation:UpdateStack',
      `arn:aws:cloudformation:${PLACE}:stack/(?:medmo|clinic)-[a-z]+-(?:staging|production)/\\*`,
      '\\(conditional\\)',
    ),
    'CloudFormation chooses the last part of a stack’s id; the name before it is one service’s in one environment.',
  ],
  [
    line('ecs:DeregisterTaskDefinition ecs:DescribeTaskDefinition', '\\*'),
    'Both know no resources. What runs is the service’s to say, and the role reaches one service.',
  ],
  [
    line(
      '(?:ecs:(?:ListTagsForResource|RegisterTaskDefinition|TagResource|UntagResource) ?)+',
      `arn:aws:ecs:${PLACE}:(?:task-definition/(?:medmo|clinic)-[a-z]+-(?:staging|production):|service/(?:medmo|clinic)-(?:staging|production)/(?:medmo|clinic)-[a-z]+-(?:staging|production)-Service)\\*`,
    ),
    'ECS counts the revisions of a family, and CloudFormation chooses the service’s name.',
  ],
  [
    line(
      'ecs:CreateService ecs:DeleteService ecs:DescribeServices ecs:UpdateService',
      `arn:aws:ecs:${PLACE}:service/(?:medmo|clinic)-(?:staging|production)/(?:medmo|clinic)-[a-z]+-(?:staging|production)-Service\\*`,
    ),
    'CloudFormation chooses the end of the service’s name; the stack’s name stands before it.',
  ],
  [
    line('(?:application-autoscaling:[A-Za-z]+ ?)+', `arn:aws:application-autoscaling:${PLACE}:scalable-target/\\*`),
    'Application Auto Scaling chooses the id of a scalable target.',
  ],
  [
    line('(?:application-autoscaling:Describe[A-Za-z]+ ?)+cloudwatch:DescribeAlarms', '\\*'),
    'CloudFormation looks at what it has made; the actions that describe targets know no resources.',
  ],
  [
    line(
      '(?:cloudwatch:[A-Za-z]+ ?)+',
      `arn:aws:cloudwatch:${PLACE}:alarm:(?:TargetTracking-service/(?:medmo|clinic)-(?:staging|production)/)?(?:medmo|clinic)-[a-z]+-(?:staging|production)-Service\\*`,
    ),
    'CloudFormation and Application Auto Scaling choose the ends of alarms’ names; the stack’s name stands before them.',
  ],
  [
    line('iam:CreateServiceLinkedRole', 'arn:aws:iam::\\d{12}:role/aws-service-role/ecs[a-z.-]*\\.amazonaws\\.com/\\*'),
    'AWS names the role and writes its policy; the two services are named.',
  ],
  [
    line('(?:(?:ec2|inspector2|iam|s3):[A-Za-z]+ ?)+', '\\*', '(?: \\(conditional\\))?'),
    'The function that sets the account’s settings: settings are no resources, and the policy names each action.',
  ],
  [
    line(
      'ssm:GetParameters',
      `arn:aws:ssm:${PLACE}:parameter/(?:careplane/(?:medmo|clinic)/\\*|cdk-bootstrap/hnb659fds/version)`,
    ),
    'The parameters of the stack, which CloudFormation reads again at every change; none is secret.',
  ],
  [
    line(
      'ecs:DescribeServices',
      `arn:aws:ecs:${PLACE}:service/(?:medmo|clinic)-(?:staging|production)/(?:medmo|clinic)-[a-z]+-(?:staging|production)-Service\\*`,
    ),
    'CloudFormation chooses the end of the service’s name; it can be looked at only.',
  ],
  [
    line('ssm:GetParametersByPath', `arn:aws:ssm:${PLACE}:parameter/careplane/(?:medmo|clinic)(?:/\\*)?`),
    'What the platform’s stacks and the ledger say, one parameter for each thing; none is secret.',
  ],
  [
    line('ssm:PutParameter', `arn:aws:ssm:${PLACE}:parameter/careplane/(?:medmo|clinic)/deployed/\\*`),
    'The ledger has a parameter for each unit and environment.',
  ],
  [
    line(
      'ssm:DeleteParameter ssm:GetParameter ssm:PutParameter',
      `arn:aws:ssm:${PLACE}:parameter/careplane/(?:medmo|clinic)/deploying/\\*`,
    ),
    'The locks of what is being deployed, a parameter for each unit and environment.',
  ],
];
