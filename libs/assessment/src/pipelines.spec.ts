import { parse } from 'yaml';
import { commandParameter } from '@careplane/config';
import type { MainBuild } from '@careplane/config';
import { CFN_LINT_VERSION } from '@careplane/compliance';
import { assembliesOf, clinic, folderWith, MEDMO, resourcesIn, stacksIn } from '@careplane/platform/testing';
import type { SynthesizedStack } from '@careplane/platform/testing';

const COMMAND_KEYS = ['bucket', 'key', 'sha256'] as const;

let medmo: SynthesizedStack[];
let other: SynthesizedStack[];

beforeAll(() => {
  medmo = stacksIn(assembliesOf(MEDMO));
  other = stacksIn(assembliesOf(clinic()));
});

const named = (stacks: readonly SynthesizedStack[], type: string) =>
  resourcesIn(stacks, type).map(({ Properties }) => Properties as Readonly<Record<string, unknown>> & { Name: string });

describe('the pipelines of medmo', () => {
  it('are the platform’s own, one for each service and environment, and a nightly scan of each, in their own units', () => {
    const unitOf = new Map(medmo.map(({ stack, unit }) => [stack, unit]));
    const found = resourcesIn(medmo, 'AWS::CodePipeline::Pipeline').map(
      ({ stack, Properties }) => `${unitOf.get(stack)}: ${String(Properties?.['Name'])}`,
    );
    expect(found).toEqual([
      'medmo: medmo-main-prd-CFN',
      'medmo-admin: medmo-admin-staging',
      'medmo-admin: medmo-admin-staging-nightly',
      'medmo-admin: medmo-admin-production',
      'medmo-admin: medmo-admin-production-nightly',
      'medmo-api: medmo-api-staging',
      'medmo-api: medmo-api-staging-nightly',
      'medmo-api: medmo-api-production',
      'medmo-api: medmo-api-production-nightly',
      'medmo-frontend: medmo-frontend-staging',
      'medmo-frontend: medmo-frontend-staging-nightly',
      'medmo-frontend: medmo-frontend-production',
      'medmo-frontend: medmo-frontend-production-nightly',
    ]);
  });

  it('follow master to staging, and stable, with an approval, to production', () => {
    for (const { Name, Stages, Triggers } of named(medmo, 'AWS::CodePipeline::Pipeline')) {
      if (Name === 'medmo-main-prd-CFN' || Name.endsWith('-nightly')) continue;
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
    expect(read).toHaveLength(42);
    // The access stack publishes the command, before there is anything else.
    const command = COMMAND_KEYS.map((key) => commandParameter('medmo', key));
    expect(read.filter((name) => !published.has(name) && !command.includes(name))).toEqual([]);
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
      expect(trust).toMatch(new RegExp(`:role/careplane/(?:medmo|clinic)/shared/${name}-build"`));
      expect(names.has(`${name}-build`)).toBe(true);
    }
  });

  it('is in production’s own account, where production has one', () => {
    const production = other.find(({ stack }) => stack === 'clinic-portal-production');
    const roles = resourcesIn(production === undefined ? [] : [production], 'AWS::IAM::Role');
    expect(roles.map(({ Properties }) => Properties?.['RoleName'])).toContain('clinic-portal-production-deploy');
  });
});

test('medmo creates its repository, before the pipeline that reads it; no deletion of a stack takes it away', () => {
  const [repository, ...others] = medmo
    .flatMap(({ stack, template }) =>
      Object.entries(template.Resources).map(([id, resource]) => ({ stack, id, resource })),
    )
    .filter(({ resource }) => resource.Type === 'AWS::CodeCommit::Repository');
  expect(others).toEqual([]);
  expect(repository).toMatchObject({
    stack: 'medmo-pipelines',
    resource: {
      Properties: { RepositoryName: 'medmo-platform' },
      // Kept, unless its own creation is rolled back.
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    },
  });
  const waiting = medmo
    .flatMap(({ template }) => Object.values(template.Resources))
    .filter(
      ({ Type, Properties }) => Type === 'AWS::CodePipeline::Pipeline' && Properties?.['Name'] === 'medmo-main-prd-CFN',
    )
    .map((pipeline) => (pipeline as { DependsOn?: string[] }).DependsOn);
  expect(waiting.flat()).toContain(repository?.id);
});

test('the check installs cfn-lint in the version that the judges want: another one counts as not run', () => {
  const [check] = named(medmo, 'AWS::CodeBuild::Project').filter(({ Name }) => Name === 'medmo-main-check');
  const { BuildSpec } = check?.['Source'] as { BuildSpec: string };
  expect(BuildSpec).toContain(`cfn-lint==${CFN_LINT_VERSION}`);
});

describe('the platform’s own builds', () => {
  /** Roles that a build may assume, as account and name. */
  const assumed = (stacks: readonly SynthesizedStack[], build: MainBuild) =>
    resourcesIn(stacks, 'AWS::IAM::ManagedPolicy')
      .filter(({ where }) => where.includes(`/Pipeline${build.charAt(0).toUpperCase()}${build.slice(1)}AccessPolicy`))
      .flatMap(({ Properties }) => (Properties?.['PolicyDocument'] as { Statement: Statement[] }).Statement)
      .filter(({ Action }) => Action.includes('sts:AssumeRole'))
      .flatMap(({ Resource }) => [Resource].flat())
      .map((arn) => arn.replace(/^arn:aws:iam::(\d+):role\//, '$1 '))
      .sort();
  interface Statement {
    readonly Action: readonly string[];
    readonly Resource: string | readonly string[];
  }

  it('that prepares works with the roles that cannot execute, and the one that deploys with those that can', () => {
    const roles = (kinds: string[]) =>
      ['shared', 'staging', 'production'].flatMap((scope) =>
        kinds.map((kind) => `111122223333 careplane-medmo-${scope}-${kind}`),
      );
    expect(assumed(medmo, 'prepare')).toEqual(roles(['look', 'plan', 'publish']).sort());
    expect(assumed(medmo, 'deploy')).toEqual(roles(['deploy', 'look', 'publish']).sort());
    expect(assumed(medmo, 'check')).toEqual([]);
  });

  it('reach every account, and in each the scopes that have stacks there', () => {
    const plan = assumed(other, 'prepare').filter((role) => role.endsWith('-plan'));
    expect(plan).toEqual([
      '111122223333 careplane-clinic-shared-plan',
      '111122223333 careplane-clinic-staging-plan',
      '444455556666 careplane-clinic-production-plan',
      '444455556666 careplane-clinic-shared-plan',
    ]);
  });
});

describe('cases/config/artifact-prefix: names whose first 20 characters are the same', () => {
  it('share no artifact bucket, in any role', () => {
    const stacks = stacksIn(assembliesOf(folderWith(TWO_PORTALS)));
    const reached = new Map<string, Set<string>>();
    for (const { stack, where, Properties } of resourcesIn(stacks, 'AWS::IAM::ManagedPolicy')) {
      const text = JSON.stringify(Properties?.['PolicyDocument']);
      const [environment] = /(staging|production)/.exec(where) ?? [];
      if (environment === undefined || !stack.endsWith('-pipelines')) continue;
      for (const [, bucket = ''] of text.matchAll(/\{"Ref":"(\w*ArtifactsBucket\w*)"\}/g)) {
        const place = `${stack}/${bucket}`;
        reached.set(place, (reached.get(place) ?? new Set()).add(`${stack} ${environment}`));
      }
    }
    expect(reached.size).toBe(4);
    expect([...reached.values()].filter((owners) => owners.size > 1)).toEqual([]);
    const stores = named(stacks, 'AWS::CodePipeline::Pipeline').filter(({ Name }) => Name.includes('portal'));
    expect(stores.map(({ Name }) => Name.slice(0, 20))).toEqual(Array(8).fill('medmo-patient-portal'));
  });
});

const TWO_PORTALS = {
  'platform.yaml': `name: medmo
account: '111122223333'
region: us-east-2
githubConnectionArn: arn:aws:codeconnections:us-east-2:111122223333:connection/6f1c2f6e-4f0c-4f0e-9a55-6c2b2f4f2a10
environments:
  staging:
    tier: nonproduction
    branch: master
    domain: staging.medmo.example
    hostedZone: { id: Z08412345ABCDEFGHIJKL, name: medmo.example }
  production:
    branch: stable
    domain: medmo.example
    hostedZone: { id: Z08412345ABCDEFGHIJKL, name: medmo.example }
backup: { copyRegion: us-west-2 }
alertEmails: [operations@medmo.example]
`,
  'patient-portal/service.yaml':
    'name: patient-portal\nsource: { github: medmo/patient-portal }\nroutes: [{ host: portal }]\n',
  'patient-portal-admin/service.yaml':
    'name: patient-portal-admin\nsource: { github: medmo/ppadmin }\nroutes: [{ host: admin }]\n',
};

/** What the buildspec of a project sets. */
function buildspecVariables(project: Record<string, unknown> | undefined): Record<string, string> {
  const { BuildSpec } = project?.['Source'] as { BuildSpec: string };
  return (parse(BuildSpec) as { env: { variables: Record<string, string> } }).env.variables;
}

describe('a source that is a path of the platform’s repository', () => {
  it('is read there, and only changes below it start the pipeline', () => {
    const [pipeline] = named(other, 'AWS::CodePipeline::Pipeline').filter(
      ({ Name }) => Name === 'clinic-portal-production',
    );
    expect(JSON.stringify(pipeline?.['Triggers'])).toContain('"FilePaths":{"Includes":["platforms/clinic/portal/**"]}');
    expect(JSON.stringify(pipeline?.['Stages'])).toContain('"FullRepositoryId":"clinic/platform"');
    const [build] = named(other, 'AWS::CodeBuild::Project').filter(
      ({ Name }) => Name === 'clinic-portal-staging-build',
    );
    const [scan] = named(other, 'AWS::CodeBuild::Project').filter(({ Name }) => Name === 'clinic-portal-staging-scan');
    const SOURCE_PATH = 'platforms/clinic/portal';
    expect(buildspecVariables(build)).toMatchObject({ SOURCE_PATH, DOCKERFILE: 'docker/Dockerfile' });
    expect(buildspecVariables(scan)).toMatchObject({ SOURCE_PATH, EXCEPTIONS: 'exceptions.yaml' });
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
