import { loadTarget } from './target';
import { accessTemplate } from './access/template';
import { contentsOf } from './access/contents';
import { assembliesOf, resourcesIn, stacksIn } from './testing/assemblies';
import type { SynthesizedStack } from './testing/assemblies';
import { lab } from './testing/folders';

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

  it('has its queues in the data stack of each environment, and each service that uses one reads its address', () => {
    const queues = resourcesIn(stacks, 'AWS::SQS::Queue').filter(({ stack }) => stack.startsWith('lab-data-'));
    expect(queues.map(({ stack, id }) => `${stack} ${id}`)).toEqual(
      ['production', 'staging'].flatMap((environment) => [
        `lab-data-${environment} QueueResultsDeadLettersF1A5FEC3`,
        `lab-data-${environment} QueueResultsQueue15A1EB11`,
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
