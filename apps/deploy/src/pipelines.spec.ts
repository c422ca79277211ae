import { parse } from 'yaml';
import { assembliesOf, resourcesIn, stacksIn } from './testing/assemblies';
import type { SynthesizedStack } from './testing/assemblies';
import { clinic, folderWith, MEDMO } from './testing/folders';

let medmo: SynthesizedStack[];
let other: SynthesizedStack[];

beforeAll(() => {
  medmo = stacksIn(assembliesOf(MEDMO));
  other = stacksIn(assembliesOf(clinic()));
});

const named = (stacks: readonly SynthesizedStack[], type: string) =>
  resourcesIn(stacks, type).map(({ Properties }) => Properties as Readonly<Record<string, unknown>> & { Name: string });

describe('the pipelines of medmo', () => {
  it('are seven: the platform’s own, and one for each service and environment, each in its own unit', () => {
    const unitOf = new Map(medmo.map(({ stack, unit }) => [stack, unit]));
    const found = resourcesIn(medmo, 'AWS::CodePipeline::Pipeline').map(
      ({ stack, Properties }) => `${unitOf.get(stack)}: ${String(Properties?.['Name'])}`,
    );
    expect(found).toEqual([
      'medmo: medmo-main-prd-CFN',
      'medmo-admin: medmo-admin-staging',
      'medmo-admin: medmo-admin-production',
      'medmo-api: medmo-api-staging',
      'medmo-api: medmo-api-production',
      'medmo-frontend: medmo-frontend-staging',
      'medmo-frontend: medmo-frontend-production',
    ]);
  });

  it('follow master to staging, and stable, with an approval, to production', () => {
    for (const { Name, Stages, Triggers } of named(medmo, 'AWS::CodePipeline::Pipeline')) {
      if (Name === 'medmo-main-prd-CFN') continue;
      const production = Name.endsWith('-production');
      expect({ Name, branch: JSON.stringify(Triggers).includes(production ? '"stable"' : '"master"') }).toEqual({
        Name,
        branch: true,
      });
      const stages = (Stages as { Name: string }[]).map((stage) => stage.Name);
      expect({ Name, approval: stages.includes('Approval') }).toEqual({ Name, approval: production });
    }
  });

  it('name projects, stacks and clusters that are there', () => {
    const projects = new Set(named(medmo, 'AWS::CodeBuild::Project').map(({ Name }) => Name));
    const used = named(medmo, 'AWS::CodePipeline::Pipeline').flatMap(({ Stages }) =>
      [...JSON.stringify(Stages).matchAll(/"ProjectName":"([^"]+)"/g)].map(([, name = '']) => name),
    );
    expect(new Set(used)).toEqual(projects);
    const stackNames = new Set(medmo.map(({ stack }) => stack));
    const clusters = new Set(
      resourcesIn(medmo, 'AWS::ECS::Cluster').map(({ Properties }) => Properties?.['ClusterName']),
    );
    const deploys = named(medmo, 'AWS::CodeBuild::Project').filter(({ Name }) =>
      /-(staging|production)-deploy$/.test(Name),
    );
    expect(deploys).toHaveLength(6);
    for (const { Environment } of deploys) {
      const variables = variablesOf(Environment);
      expect(stackNames).toContain(variables['STACK']);
      expect(clusters).toContain(variables['CLUSTER']);
    }
  });

  it('read, when a build starts, only parameters that the platform publishes', () => {
    const published = new Set(
      resourcesIn(medmo, 'AWS::SSM::Parameter').map(({ Properties }) => String(Properties?.['Name'])),
    );
    const read = named(medmo, 'AWS::CodeBuild::Project').flatMap(({ Environment }) =>
      (Environment as { EnvironmentVariables: { Type: string; Value: string }[] }).EnvironmentVariables.filter(
        ({ Type }) => Type === 'PARAMETER_STORE',
      ).map(({ Value }) => Value),
    );
    expect(read).toHaveLength(9);
    expect(read.filter((name) => !published.has(name))).toEqual([]);
  });
});

describe.each([
  ['medmo', () => medmo],
  ['clinic', () => other],
])('the buildspecs of %s', (_, stacks) => {
  it('are YAML that CodeBuild reads, and hold nothing that a pipeline fills in', () => {
    const specs = named(stacks(), 'AWS::CodeBuild::Project').map(
      ({ Source }) => (Source as { BuildSpec: unknown }).BuildSpec,
    );
    for (const spec of specs) {
      expect(typeof spec).toBe('string'); // Not put together by CloudFormation either.
      expect(parse(String(spec))).toMatchObject({ version: 0.2 });
      expect(spec).not.toMatch(/#\{|\$\{AWS::/);
    }
    expect(specs.length).toBeGreaterThan(5);
  });
});

describe('a role that deploys', () => {
  it.each([
    ['medmo', () => medmo, 6],
    ['clinic', () => other, 2],
  ])('of %s exists for every environment’s deploy, and trusts that build alone', (_, stacks, count) => {
    const roles = resourcesIn(stacks(), 'AWS::IAM::Role');
    const names = new Map(roles.map((role) => [String(role.Properties?.['RoleName']), role]));
    const deploys = named(stacks(), 'AWS::CodeBuild::Project').flatMap(({ Environment }) => {
      const arn = variablesOf(Environment)['DEPLOY_ROLE_ARN'];
      return arn === undefined ? [] : [arn];
    });
    expect(deploys).toHaveLength(count);
    for (const arn of deploys) {
      const name = arn.split('/').at(-1) ?? '';
      const trust = JSON.stringify(names.get(name)?.Properties?.['AssumeRolePolicyDocument']);
      expect(trust).toContain(`:role/${name}-build"`);
      expect(names.has(`${name}-build`)).toBe(true);
    }
  });

  it('is in production’s own account, where production has one', () => {
    const production = other.find(({ stack }) => stack === 'clinic-portal-production');
    const roles = resourcesIn(production === undefined ? [] : [production], 'AWS::IAM::Role');
    expect(roles.map(({ Properties }) => Properties?.['RoleName'])).toContain('clinic-portal-production-deploy');
  });
});

describe('the build that prepares change sets', () => {
  interface Statement {
    readonly Action: readonly string[];
    readonly Resource: readonly unknown[];
  }
  const statements = (stacks: readonly SynthesizedStack[]) =>
    resourcesIn(stacks, 'AWS::IAM::ManagedPolicy')
      .map(({ Properties }) => (Properties?.['PolicyDocument'] as { Statement: Statement[] }).Statement)
      .find((all) => all.some(({ Action }) => Action.includes('cloudformation:CreateChangeSet'))) ?? [];

  it.each([
    ['medmo', () => medmo],
    ['clinic', () => other],
  ])('of %s may execute none, neither itself nor through a role', (_, stacks) => {
    const all = statements(stacks());
    expect(all.length).toBeGreaterThan(0);
    expect(all.flatMap(({ Action }) => Action).filter((action) => /Execute|\*/.test(action))).toEqual([]);
    const taken = all.filter(({ Action }) => Action.includes('sts:AssumeRole'));
    expect(JSON.stringify(taken)).not.toContain('deploy-role');
  });

  it('only looks in an account that is not the platform’s', () => {
    const taken = statements(other).filter(({ Action }) => Action.includes('sts:AssumeRole'));
    const there = [...JSON.stringify(taken).matchAll(/cdk-hnb659fds-([\w-]+?)-444455556666/g)].map(([, role]) => role);
    expect([...new Set(there)]).toEqual(['lookup-role']);
  });
});

describe('a source that is a path of the platform’s repository', () => {
  it('is read there, and only changes below it start the pipeline', () => {
    const [pipeline] = named(other, 'AWS::CodePipeline::Pipeline').filter(
      ({ Name }) => Name === 'clinic-portal-production',
    );
    expect(JSON.stringify(pipeline?.['Triggers'])).toContain('"FilePaths":{"Includes":["platforms/clinic/portal/**"]}');
    expect(JSON.stringify(pipeline?.['Stages'])).toContain('"FullRepositoryId":"clinic/platform"');
    const [build] = named(other, 'AWS::CodeBuild::Project').filter(({ Name }) => Name === 'clinic-portal-build');
    const spec = parse(String((build?.['Source'] as { BuildSpec: string }).BuildSpec)) as {
      env: { variables: Record<string, string> };
    };
    expect(spec.env.variables).toMatchObject({
      SOURCE_PATH: 'platforms/clinic/portal',
      DOCKERFILE: 'docker/Dockerfile',
      EXCEPTIONS: 'exceptions.yaml',
    });
    expect(build?.['Environment']).toMatchObject({ Type: 'ARM_CONTAINER', ComputeType: 'BUILD_GENERAL1_LARGE' });
  });

  it('has no pipelines while the platform names no repository; nor has the platform', () => {
    const folder = folderWith({
      'platform.yaml': `name: medmo
account: '111122223333'
region: us-east-2
environments:
  production:
    branch: stable
    domain: medmo.example
    hostedZone: { id: Z08412345ABCDEFGHIJKL, name: medmo.example }
alertEmails: [operations@medmo.example]
`,
      'api/service.yaml': 'name: api\nsource: { path: . }\n',
    });
    const stacks = stacksIn(assembliesOf(folder));
    expect(resourcesIn(stacks, 'AWS::CodePipeline::Pipeline')).toEqual([]);
    expect(stacks.map(({ stack }) => stack)).toContain('medmo-pipelines');
    expect(stacks.map(({ stack }) => stack)).not.toContain('medmo-api-pipelines');
    expect(resourcesIn(stacks, 'AWS::Chatbot::SlackChannelConfiguration')).toEqual([]);
  });
});

function variablesOf(environment: unknown): Record<string, string> {
  const { EnvironmentVariables } = environment as { EnvironmentVariables: { Name: string; Value: string }[] };
  return Object.fromEntries(EnvironmentVariables.map(({ Name, Value }) => [Name, Value]));
}
