// The tree of a job, for the platform of the stage. EventBridge Scheduler does not run here: this file starts what it would start, with a
// session of the role that the schedule names, and sets the alarms as CloudWatch would.
import { ECSClient, RunTaskCommand } from '@aws-sdk/client-ecs';
import type { RunTaskCommandInput } from '@aws-sdk/client-ecs';
import { ACCOUNT, REGION } from '../deploy/world';
import { left, report } from '../harness';
import { shown, treeOf, type } from './follow';
import { ENVIRONMENT, JOB, release } from './stage';
import type { Stage } from './stage';

const TITLE = 'A scheduled run failed or was missed';
const STACK = `${JOB}-${ENVIRONMENT}`;

/** What GetSchedule answers. */
interface Schedule {
  readonly State: string;
  readonly Target: {
    readonly Arn: string;
    readonly RoleArn: string;
    readonly EcsParameters: {
      readonly TaskDefinitionArn: string;
      readonly Group: string;
      readonly LaunchType: string;
      readonly NetworkConfiguration: {
        readonly awsvpcConfiguration: {
          readonly Subnets: string[];
          readonly SecurityGroups: string[];
          readonly AssignPublicIp: string;
        };
      };
    };
  };
}

/** The job has no image, then fails, cannot start, is refused, and is switched off; the commands find each cause and end green. */
export async function followsTheJob(stage: Stage): Promise<void> {
  const { world, job } = stage;
  const { emulator } = world;
  const tree = treeOf(stage, TITLE);
  const answer = (name: string) => left(tree.answers.get(name), `the answer ${name}`);
  const alarms = () => type(stage, tree.steps[0]);
  const missed = answer('MissedRuns');

  const early = type(stage, missed.slice(0, 1));
  report(
    `${TITLE}: before the first image there is no schedule, and the command says so`,
    early.status !== 0 && early.stderr.includes('does not exist'),
    shown(early),
  );
  // Branch tags of the two services are files here.
  const made = await release({ ...stage, pipeline: job.pipeline }, 'nightly', job.image, { TAGS: world.scratch });
  const on = type(stage, missed.slice(0, 1));
  report(
    `${TITLE}: the pipeline’s first image switches the schedule on`,
    made.succeeded && on.stdout.trim() === 'ENABLED\tcron(30 2 ? * MON-FRI *)\tAmerica/New_York',
    made.output + shown(on),
  );

  const [show = [], start = []] = [answer('FailedRuns').slice(0, 1), answer('FailedRuns').slice(1)];
  await emulator.endTask({ family: STACK, exitCode: 3, lines: ['no such column: payer'] });
  await runs(stage);
  setAlarm(stage, 'FailedRuns', 'ALARM');
  const raised = alarms();
  report(
    `${TITLE}: a run fails, and the first step names FailedRuns`,
    new RegExp(`^${STACK}-\\S*FailedRuns\\S*\\tALARM`, 'm').test(raised.stdout),
    shown(raised),
  );
  const lines = type(stage, show);
  report(`${TITLE}: careplane logs shows why`, lines.stdout.includes('no such column: payer'), shown(lines));
  const stopped = type(stage, start);
  report(
    `${TITLE}: ECS has the exit code of the run`,
    stopped.status === 0 && /Essential container in task exited\t3$/m.test(stopped.stdout),
    shown(stopped),
  );

  const described = scheduleOf(stage);
  const aws = (...args: string[]) => stage.account.aws<object>(...args);
  const repository = ['--repository-name', 'medmo/nightly'];
  const images = [...repository, '--image-ids', `imageDigest=${job.image}`];
  const kept = stage.account.aws<{ images: { imageManifest: string }[] }>('ecr', 'batch-get-image', ...images);
  const { imageManifest: manifest } = left(kept.images[0], 'the image');
  aws('ecr', 'batch-delete-image', ...images);
  await runs(stage);
  const gone = type(stage, start);
  report(
    `${TITLE}: a run without lines did not start, and ECS has the reason`,
    gone.status === 0 && gone.stdout.includes('CannotPullContainerError'),
    shown(gone),
  );
  aws(
    ...['ecr', 'put-image', ...repository, '--image-tag', 'nightly', '--image-manifest', manifest],
    ...['--image-manifest-media-type', 'application/vnd.oci.image.manifest.v1+json', '--image-digest', job.image],
  );

  const role = left(described.Target.RoleArn.split('/').at(-1), 'the role');
  const deny = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'ecs:RunTask', Resource: '*' }] };
  aws(
    'iam',
    'put-role-policy',
    '--role-name',
    role,
    '--policy-name',
    'by-hand',
    '--policy-document',
    JSON.stringify(deny),
  );
  const refused = await runs(stage);
  const found = type(stage, answer('DroppedRuns'));
  report(
    `${TITLE}: CloudTrail has the refused start, with its reason`,
    refused !== undefined &&
      found.status === 0 &&
      found.stdout.includes('AccessDenied') &&
      found.stdout.includes(STACK),
    `${refused}\n${shown(found)}`,
  );
  aws('iam', 'delete-role-policy', '--role-name', role, '--policy-name', 'by-hand');

  const { State: _, ...unchanged } = described as Schedule & { readonly [key: string]: unknown };
  aws(
    ...['scheduler', 'update-schedule', '--cli-input-json'],
    JSON.stringify({
      ...Object.fromEntries(Object.entries(unchanged).filter(([key]) => !/Arn$|Date$/.test(key))),
      State: 'DISABLED',
    }),
  );
  const off = type(stage, missed.slice(0, 1));
  const again = type(stage, missed.slice(1));
  const after = scheduleOf(stage);
  report(
    `${TITLE}: someone has switched the schedule off; the command switches it on again, and changes nothing else`,
    off.stdout.startsWith('DISABLED\t') &&
      again.status === 0 &&
      after.State === 'ENABLED' &&
      JSON.stringify(after.Target) === JSON.stringify(described.Target),
    shown(off) + shown(again) + JSON.stringify(after),
  );

  await emulator.endTask({ family: STACK, exitCode: 0, lines: ['all claims are sent'] });
  const before = (await emulator.tasks()).length;
  const now = type(stage, tree.steps[1]);
  const [run] = (await emulator.tasks()).slice(before);
  // ECS is asked twice until a task has ended here.
  type(stage, start);
  look(stage, run?.task ?? '');
  setAlarm(stage, 'FailedRuns', 'OK');
  const good = type(stage, tree.steps.at(-1));
  const green = alarms();
  report(
    `${TITLE}: the commands start the run now, its log says that it is done, and no alarm is raised`,
    now.status === 0 &&
      run?.image.endsWith(job.image) === true &&
      good.stdout.includes('all claims are sent') &&
      !green.stdout.includes('\tALARM\t'),
    shown(now) + JSON.stringify(run) + shown(good) + shown(green),
  );
}

function scheduleOf({ account }: Stage): Schedule {
  return account.aws<Schedule>('scheduler', 'get-schedule', '--group-name', STACK, '--name', STACK);
}

/** It is time: the schedule’s target is started by its role. @returns why AWS refused */
async function runs(stage: Stage): Promise<string | undefined> {
  const { emulator } = stage.world;
  const { Target: target } = scheduleOf(stage);
  const { TaskDefinitionArn, Group, NetworkConfiguration } = target.EcsParameters;
  const { Arn: sourceArn } = stage.account.aws<{ Arn: string }>(
    ...['scheduler', 'get-schedule-group', '--name', STACK],
  );
  const keys = await emulator.session({
    service: 'scheduler.amazonaws.com',
    roleArn: target.RoleArn,
    sourceArn,
    sourceAccount: ACCOUNT,
  });
  const credentials = {
    accessKeyId: keys.AccessKeyId,
    secretAccessKey: keys.SecretAccessKey,
    sessionToken: keys.SessionToken,
  };
  const ecs = new ECSClient({ region: REGION, endpoint: emulator.url, credentials, maxAttempts: 1 });
  const { Subnets, SecurityGroups, AssignPublicIp } = NetworkConfiguration.awsvpcConfiguration;
  const input: RunTaskCommandInput = {
    cluster: target.Arn,
    taskDefinition: TaskDefinitionArn,
    group: Group,
    launchType: 'FARGATE',
    platformVersion: '1.4.0',
    count: 1,
    networkConfiguration: {
      awsvpcConfiguration: {
        subnets: Subnets,
        securityGroups: SecurityGroups,
        assignPublicIp: AssignPublicIp === 'ENABLED' ? 'ENABLED' : 'DISABLED',
      },
    },
  };
  try {
    const { tasks = [] } = await ecs.send(new RunTaskCommand(input));
    look(stage, left(tasks[0]?.taskArn, 'the task'));
    return undefined;
  } catch (error) {
    return (error as Error).name;
  }
}

/** The emulator lets a task end when it was looked at twice. */
function look({ account }: Stage, task: string): void {
  for (let times = 0; times < 2; times += 1) {
    account.aws('ecs', 'describe-tasks', '--cluster', `medmo-${ENVIRONMENT}`, '--tasks', task);
  }
}

/** As CloudWatch does. */
function setAlarm({ account }: Stage, name: string, state: 'ALARM' | 'OK'): void {
  const { MetricAlarms } = account.aws<{ MetricAlarms: { AlarmName: string }[] }>(
    ...['cloudwatch', 'describe-alarms', '--alarm-name-prefix', `${STACK}-`],
  );
  const alarm = left(
    MetricAlarms.find(({ AlarmName }) => AlarmName.includes(name)),
    `the alarm ${name}`,
  );
  account.aws(
    ...['cloudwatch', 'set-alarm-state', '--alarm-name', alarm.AlarmName, '--state-value', state],
    ...['--state-reason', 'for the tree'],
  );
}
