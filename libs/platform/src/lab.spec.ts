import { loadTarget } from './target';
import { accessTemplate } from './access/template';
import { contentsOf } from './access/contents';
import { assembliesOf, resourcesIn, stacksIn } from './testing/assemblies';
import type { SynthesizedStack } from './testing/assemblies';
import { lab } from './testing/folders';

interface Mounted {
  readonly SourceVolume: string;
  readonly ContainerPath: string;
  readonly ReadOnly: boolean;
}

let folder: string;
let stacks: SynthesizedStack[];

beforeAll(() => {
  folder = lab();
  stacks = stacksIn(assembliesOf(folder));
});

const typesOf = (stack: string) =>
  [...new Set(resourcesIn(stacks.filter((known) => known.stack === stack)).map(({ Type }) => Type))].sort();

describe('a platform with every kind of workload', () => {
  it('gives a worker an ECS service without a load balancer', () => {
    expect(typesOf('lab-matcher-production')).toContain('AWS::ECS::Service');
    expect(typesOf('lab-matcher-production').filter((type) => type.includes('LoadBalancing'))).toEqual([]);
  });

  it('gives a scheduled job a schedule, and no service', () => {
    expect(typesOf('lab-nightly-staging')).toContain('AWS::Scheduler::Schedule');
    expect(typesOf('lab-nightly-staging')).not.toContain('AWS::ECS::Service');
    const schedules = resourcesIn(stacks, 'AWS::Scheduler::Schedule').map(({ stack, Properties }) => [
      stack,
      Properties?.['ScheduleExpression'],
      Properties?.['State'],
    ]);
    expect(schedules).toEqual([
      ['lab-monthly-production', 'cron(0 4 1 * ? *)', 'ENABLED'],
      ['lab-monthly-staging', 'cron(0 4 1 * ? *)', 'DISABLED'],
      ['lab-nightly-production', 'cron(30 2 ? * MON-FRI *)', 'ENABLED'],
      ['lab-nightly-staging', 'rate(60 minutes)', 'ENABLED'],
    ]);
  });

  it('has its databases in the data stack of each environment, each with its own address, user and security group', () => {
    const instances = resourcesIn(stacks, 'AWS::RDS::DBInstance')
      .filter(({ Properties }) => Properties?.['DBClusterIdentifier'] === undefined)
      .map(({ id, Properties }) => [
        id,
        Properties?.['DBInstanceIdentifier'],
        Properties?.['Engine'],
        Properties?.['DBInstanceClass'],
      ]);
    expect(instances).toEqual([
      ['DatabaseInstanceAA8A5FDE', 'lab-production', 'mysql', 'db.t4g.medium'],
      ['DatabaseReportsInstanceD23627B7', 'lab-reports-production', 'postgres', 'db.t4g.small'],
      ['DatabaseInstanceAA8A5FDE', 'lab-staging', 'mysql', 'db.t4g.medium'],
      ['DatabaseReportsInstanceD23627B7', 'lab-reports-staging', 'postgres', 'db.t4g.micro'],
    ]);
    const matcher = stacks.find(({ stack }) => stack === 'lab-matcher-staging');
    const read = Object.values(matcher?.template.Parameters ?? {}).map(({ Default }) => Default);
    expect(read).toEqual(
      expect.arrayContaining([
        '/careplane/lab/environments/staging/database/endpoint',
        '/careplane/lab/environments/staging/databases/reports/endpoint',
        '/careplane/lab/environments/staging/databases/reports/resource-id',
      ]),
    );
    const ports = resourcesIn(stacks, 'AWS::EC2::SecurityGroupIngress')
      .filter(({ stack }) => stack === 'lab-matcher-staging')
      .map(({ Properties }) => Properties?.['FromPort']);
    // The file system, MySQL, PostgreSQL, and the cache.
    expect(ports.sort()).toEqual([2049, 3306, 5432, 6379]);
    const variables = JSON.stringify(resourcesIn(stacks, 'AWS::ECS::TaskDefinition'));
    expect(variables).toContain('DATABASE_REPORTS_HOST');
    const [nightly] = stacks.filter(({ stack }) => stack === 'lab-nightly-staging');
    expect(JSON.stringify(nightly?.template)).not.toContain('databases/reports');
  });

  it('has clusters of Aurora with a reader in a second zone in production, and one instance elsewhere', () => {
    const clusters = resourcesIn(stacks, 'AWS::RDS::DBCluster').map(({ stack, Properties }) => [
      stack,
      Properties?.['DBClusterIdentifier'],
      Properties?.['Engine'],
      JSON.stringify(Properties?.['ServerlessV2ScalingConfiguration']),
    ]);
    const serverless = (max: number) => JSON.stringify({ MaxCapacity: max, MinCapacity: 0.5 });
    expect(clusters).toEqual([
      ['lab-data-production', 'lab-ledger-production', 'aurora-mysql', undefined],
      ['lab-data-production', 'lab-genomes-production', 'aurora-postgresql', serverless(8)],
      ['lab-data-staging', 'lab-ledger-staging', 'aurora-mysql', undefined],
      ['lab-data-staging', 'lab-genomes-staging', 'aurora-postgresql', serverless(2)],
    ]);
    const members = resourcesIn(stacks, 'AWS::RDS::DBInstance').filter(
      ({ Properties }) => Properties?.['DBClusterIdentifier'] !== undefined,
    );
    expect(members.map(({ Properties }) => Properties?.['DBInstanceIdentifier'])).toEqual([
      'lab-ledger-production-1',
      'lab-ledger-production-2',
      'lab-genomes-production-1',
      'lab-genomes-production-2',
      'lab-ledger-staging-1',
      'lab-genomes-staging-1',
    ]);
    const nightly = resourcesIn(stacks, 'AWS::IAM::ManagedPolicy').filter(
      ({ stack }) => stack === 'lab-nightly-production',
    );
    // The user is one of the cluster, whose id is another than that of an instance.
    expect(JSON.stringify(nightly)).toContain('DatabasesLedgerResourceId');
  });

  it('mounts a file system in every kind of container, each service through an access point of its own', () => {
    const ofStaging = (type: string) =>
      resourcesIn(stacks, type).filter(({ stack }) => stack.endsWith('-staging') && !stack.includes('-data-'));
    const points = ofStaging('AWS::EFS::AccessPoint').map(({ stack, Properties }) => [
      stack,
      (Properties?.['RootDirectory'] as { Path: string }).Path,
      Properties?.['PosixUser'],
    ]);
    expect(points).toEqual([
      ['lab-letters-staging', '/matcher', { Uid: '1000', Gid: '1000' }],
      ['lab-matcher-staging', '/matcher', { Uid: '1000', Gid: '1000' }],
      ['lab-nightly-staging', '/nightly', { Uid: '1200', Gid: '1200' }],
    ]);
    const mounts = ofStaging('AWS::ECS::TaskDefinition').flatMap(({ Properties }) =>
      (Properties?.['ContainerDefinitions'] as { Name: string; MountPoints?: Mounted[] }[]).flatMap(
        ({ Name, MountPoints = [] }) =>
          MountPoints.filter(({ SourceVolume }) => SourceVolume.startsWith('file-system')).map(
            ({ ContainerPath, ReadOnly }) =>
              `${String(Properties?.['Family'])} ${Name} ${ContainerPath}${ReadOnly ? ' read-only' : ''}`,
          ),
      ),
    );
    expect(mounts.sort()).toEqual([
      'lab-letters-staging letters /archive read-only',
      'lab-matcher-staging collector /archive read-only',
      'lab-matcher-staging matcher /var/archive',
      'lab-matcher_before-deploy-staging matcher /var/archive',
      'lab-nightly-staging nightly /archive',
    ]);
  });

  it('tests that clusters can be restored, with the metadata that Aurora knows', () => {
    const selections = resourcesIn(stacks, 'AWS::Backup::RestoreTestingSelection')
      .filter(({ stack }) => stack === 'lab-data-staging')
      .map(({ Properties }) => [
        Properties?.['ProtectedResourceType'],
        (Properties?.['ProtectedResourceArns'] as unknown[]).length,
        Object.keys(Properties?.['RestoreMetadataOverrides'] as object),
      ]);
    expect(selections).toEqual([
      ['RDS', 2, ['dbSubnetGroupName', 'vpcSecurityGroupIds', 'publiclyAccessible']],
      ['Aurora', 2, ['dbSubnetGroupName', 'vpcSecurityGroupIds']],
    ]);
  });

  it('has every instance in one backup selection and one restore test', () => {
    const stack = 'lab-data-staging';
    const ofStack = (type: string) => resourcesIn(stacks, type).filter((each) => each.stack === stack);
    const [selection] = ofStack('AWS::Backup::BackupSelection');
    const [test] = ofStack('AWS::Backup::RestoreTestingSelection');
    for (const id of ['DatabaseInstanceAA8A5FDE', 'DatabaseReportsInstanceD23627B7']) {
      expect(JSON.stringify(selection?.Properties)).toContain(id);
      expect(JSON.stringify(test?.Properties)).toContain(id);
    }
  });

  it('has a topic in each environment, and its name is the one that the policy of the key names', () => {
    const topics = resourcesIn(stacks, 'AWS::SNS::Topic')
      .filter(({ stack }) => stack.startsWith('lab-data-'))
      .map(({ Properties }) => Properties?.['TopicName']);
    expect(topics).toEqual(['lab-data-production-arrivals', 'lab-data-staging-arrivals']);
    const keys = resourcesIn(stacks, 'AWS::KMS::Key').filter(({ stack }) => stack === 'lab-data-staging');
    expect(JSON.stringify(keys)).toContain(':lab-data-staging-arrivals"');
    const publisher = stacks.find(({ stack }) => stack === 'lab-intake-staging');
    expect(Object.values(publisher?.template.Parameters ?? {}).map(({ Default }) => Default)).toContain(
      '/careplane/lab/environments/staging/topics/arrivals/arn',
    );
  });

  it('runs a sidecar from a copy, by the digest that a release sets', () => {
    const [task] = resourcesIn(stacks, 'AWS::ECS::TaskDefinition').filter(
      ({ stack }) => stack === 'lab-intake-staging',
    );
    expect(JSON.stringify(task?.Properties?.['ContainerDefinitions'])).toMatch(
      /lab\/intake\/proxy@.{0,20}SidecarProxyDigest/,
    );
    const repositories = resourcesIn(stacks, 'AWS::ECR::Repository').map(
      ({ Properties }) => Properties?.['RepositoryName'],
    );
    expect(repositories).toContain('lab/intake/proxy');
  });

  it('has its queues in the data stack of each environment, and each service that uses one reads its address', () => {
    const queues = resourcesIn(stacks, 'AWS::SQS::Queue').filter(({ stack }) => stack.startsWith('lab-data-'));
    expect(queues.map(({ stack, id }) => `${stack} ${id}`)).toEqual(
      ['production', 'staging'].flatMap((environment) => [
        `lab-data-${environment} QueueResultsDeadLettersF1A5FEC3`,
        `lab-data-${environment} QueueResultsQueue15A1EB11`,
        `lab-data-${environment} QueueAuditsDeadLettersFB7FFF8B`,
        `lab-data-${environment} QueueAuditsQueueE43DC4E6`,
        `lab-data-${environment} QueueLettersInOrderDeadLettersB4554BBD`,
        `lab-data-${environment} QueueLettersInOrderQueue944FD4F3`,
      ]),
    );
    const intake = stacks.find(({ stack }) => stack === 'lab-intake-staging');
    const names = Object.values(intake?.template.Parameters ?? {}).map(({ Default }) => Default);
    expect(names).toContain('/careplane/lab/environments/staging/queues/results/url');
    expect(names.filter((name) => name?.includes('letters-in-order'))).toEqual([]);
  });

  it('lets the deploy role of an environment take the roles that start its tasks, and no others', () => {
    const roles = resourcesIn(stacks, 'AWS::IAM::Role').flatMap(({ stack, Properties }) => {
      const name = String(Properties?.['RoleName']);
      return name.startsWith('run-tasks-') ? [`${stack} ${name}`] : [];
    });
    expect(roles).toEqual([
      'lab-matcher-production run-tasks-lab-matcher-production',
      'lab-matcher-staging run-tasks-lab-matcher-staging',
    ]);
  });

  it('gives the pipelines of a service with a task before the deploy the step, the variable, and no other service', () => {
    const pipelines = resourcesIn(stacks, 'AWS::CodePipeline::Pipeline').filter(
      ({ Properties }) => Properties?.['Variables'],
    );
    expect(pipelines.map(({ Properties }) => Properties?.['Name'])).toEqual([
      'lab-matcher-production',
      'lab-matcher-staging',
    ]);
    const builds = resourcesIn(stacks, 'AWS::CodeBuild::Project').filter(({ Properties }) =>
      JSON.stringify(Properties?.['Source']).includes('run the task before the deploy'),
    );
    expect(builds.map(({ Properties }) => Properties?.['Name'])).toEqual([
      'lab-matcher-production-deploy',
      'lab-matcher-staging-deploy',
    ]);
    const runners = resourcesIn(stacks, 'AWS::IAM::Role').filter(({ Properties }) =>
      String(Properties?.['RoleName']).startsWith('run-before-deploy-'),
    );
    expect(runners.map(({ stack }) => stack)).toEqual(['lab-matcher-production', 'lab-matcher-staging']);
  });

  it('has a static site in the region of CloudFront, with a parameter of its own region alone', () => {
    const site = stacks.find(({ stack }) => stack === 'lab-portal-production');
    const parameters = Object.values(site?.template.Parameters ?? {}).map(({ Default }) => Default);
    expect(parameters).toEqual(['', '/cdk-bootstrap/hnb659fds/version']);
    const [distribution] = resourcesIn(stacks, 'AWS::CloudFront::Distribution');
    expect(JSON.stringify(distribution?.Properties)).toContain(
      '{"Fn::Join":["",["/releases/",{"Fn::Select":[1,{"Fn::Split":[":",{"Fn::Join":["",[{"Ref":"ImageDigest"},":none"]]}]}]}]]}',
    );
    const records = resourcesIn(stacks, 'AWS::Route53::RecordSet').filter(({ stack }) =>
      stack.startsWith('lab-portal'),
    );
    expect(records.map(({ Properties }) => `${String(Properties?.['Name'])} ${String(Properties?.['Type'])}`)).toEqual([
      'portal.lab.example. A',
      'portal.lab.example. AAAA',
      'portal.staging.lab.example. A',
      'portal.staging.lab.example. AAAA',
    ]);
  });

  it('builds a static site without permissions, with the variables of its environment, and deploys it to CloudFront', () => {
    const builds = resourcesIn(stacks, 'AWS::CodeBuild::Project').filter(
      ({ Properties }) => Properties?.['Name'] === 'lab-portal-staging-build',
    );
    const text = JSON.stringify(builds);
    expect(text).toContain('{"Name":"VITE_API","Type":"PLAINTEXT","Value":"https://staging.lab.example"}');
    expect(text).toContain('"PrivilegedMode":false');
    const deploys = resourcesIn(stacks, 'AWS::CodeBuild::Project').filter(
      ({ Properties }) => Properties?.['Name'] === 'lab-portal-production-deploy',
    );
    expect(JSON.stringify(deploys)).toContain('{"Name":"TARGET_REGION","Type":"PLAINTEXT","Value":"us-east-1"}');
  });

  it('has access roles for all its types, and they fit into IAM’s limits', () => {
    const { model } = loadTarget(folder, {});
    const about = stacks.map(({ stack, template }) => ({
      account: model.account,
      region: model.region,
      name: stack,
      template,
    }));
    const contents = contentsOf(model, about).get(model.account);
    if (contents === undefined) throw new Error('the account has no stacks');
    const text = JSON.stringify(accessTemplate({ model, account: model.account, contents, deployers: [] }));
    expect(text).toContain('arn:aws:scheduler:*:111122223333:schedule/lab-*-staging/*');
    expect(text).toContain('arn:aws:scheduler:*:111122223333:schedule-group/lab-*-production');
    expect(text).not.toContain('schedule-group/lab-*-pipelines');
    expect(text.split(':role/careplane/lab/staging/run-tasks-*')).toHaveLength(2);
    expect(text).not.toContain('shared/run-tasks-');
  });
});
