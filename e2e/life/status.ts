// careplane status: what is well, what is not, what waits for a person, and with whose permissions that is asked.
import { CloudWatchClient, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { ACCOUNT, REGION, mustSucceed } from '../deploy/world';
import type { World } from '../deploy/world';
import { report } from '../harness';
import { environmentOf } from '../../tools/emulator/start';
import type { Keys } from '../../tools/emulator/start';

const API = 'medmo-api-staging';
const PIPELINE = 'medmo-api-production';
const IMAGE = `sha256:${'ab'.repeat(32)}`;

interface Health {
  readonly services: readonly {
    readonly running: number;
    readonly desired: number;
    readonly rollout: string;
    readonly targets?: { readonly healthy: number; readonly all: number };
  }[];
  readonly alarms: readonly { readonly name: string; readonly reason: string }[];
  readonly approvals: readonly { readonly pipeline: string; readonly since?: string; readonly page: string }[];
  readonly unknown: readonly string[];
}

/** Health of all stacks, by name. */
function healthIn(stdout: string): Record<string, Health> {
  const { units } = JSON.parse(stdout) as {
    units: { stacks: { name: string; health?: Health }[] | null }[];
  };
  const stacks = units.flatMap(({ stacks: found }) => found ?? []);
  return Object.fromEntries(stacks.flatMap(({ name, health }) => (health === undefined ? [] : [[name, health]])));
}

/** A service that is well, then one whose targets fail, an alarm, and an approval that waits: as a role that may only look. */
export async function statusIsAsked(world: World): Promise<void> {
  const role = (await world.emulator.roles())
    .map((each) => each.role)
    .find((arn) => arn.endsWith('/medmo-main-prepare'));
  const keys = await world.emulator.session({
    service: 'codebuild.amazonaws.com',
    roleArn: role ?? '',
    sourceArn: `arn:aws:codebuild:${REGION}:${ACCOUNT}:project/medmo-main-prepare`,
    sourceAccount: ACCOUNT,
  });
  const status = (...more: string[]) => world.careplane(['status', 'apps/medmo', ...more], environmentOf(keys));
  const well = healthIn(mustSucceed(status('--json')).stdout);
  const unknown = Object.values(well).flatMap((health) => health.unknown);
  report(
    'status as the build that prepares: every stack answers, with the roles that may only look',
    Object.keys(well).length > 10 && unknown.length === 0,
    JSON.stringify(unknown),
  );
  const [service] = well[API]?.services ?? [];
  report(
    'a service that is well: one of one task runs, the deployment is completed, its target is healthy',
    service?.running === 1 &&
      service.desired === 1 &&
      service.rollout === 'COMPLETED' &&
      service.targets?.healthy === 1,
    JSON.stringify(well[API]),
  );

  await world.emulator.containers({ image: `*@${IMAGE}`, answers: 500 });
  await alarmIsRaised(world);
  await approvalWaits(world, 26 * 60);
  const shown = status();
  const words = shown.stdout.replace(/\s+/g, ' ');
  const ill = healthIn(mustSucceed(status('--json')).stdout);
  report(
    'a target that answers 500, an alarm, and an approval are in the data, with their reasons',
    ill[API]?.services[0]?.targets?.healthy === 0 &&
      ill[API].alarms[0]?.reason === 'by the test' &&
      ill['medmo-api-pipelines']?.approvals[0]?.pipeline === PIPELINE &&
      ill['medmo-api-pipelines'].approvals.length === 1,
    JSON.stringify([ill[API], ill['medmo-api-pipelines']]),
  );
  report(
    'and in words: how long, why, and the page of the console',
    /NOT WELL medmo-api-staging: 1 of 1 tasks run; 0 of 1 targets are healthy: /.test(words) &&
      /ALARMS \S+, for \d+ min: by the test/.test(words) &&
      words.includes('WAITING FOR APPROVAL medmo-api-production: Approval/Approve, for 1 d 2 h: ') &&
      shown.stdout.includes(`/codesuite/codepipeline/pipelines/${PIPELINE}/view?region=${REGION}`),
    shown.stdout + shown.stderr,
  );
  const narrow = world.careplane(['status', 'apps/medmo'], { CAREPLANE_COLUMNS: '60' }).stdout.split('\n');
  report(
    'at 60 columns no line is longer, but for single names and addresses',
    narrow.length > 30 && narrow.every((line) => line.length <= 60 || !line.trim().replace(/,$/, '').includes(' ')),
    narrow.join('\n'),
  );
  await world.emulator.workingContainers();
  await denied(world, keys);
}

async function alarmIsRaised(world: World): Promise<void> {
  const { StackResourceSummaries = [] } = await world
    .cloudFormation()
    .send(new ListStackResourcesCommand({ StackName: API }));
  const alarm = StackResourceSummaries.find(({ ResourceType }) => ResourceType === 'AWS::CloudWatch::Alarm');
  const credentials = { accessKeyId: `AKIA${ACCOUNT}TEST`, secretAccessKey: 'emulator' };
  const client = new CloudWatchClient({ region: REGION, endpoint: world.emulator.url, credentials });
  await client.send(
    new SetAlarmStateCommand({
      AlarmName: alarm?.PhysicalResourceId ?? '',
      StateValue: 'ALARM',
      StateReason: 'by the test',
    }),
  );
}

async function approvalWaits(world: World, minutes: number): Promise<void> {
  const since = Date.now() / 1000 - minutes * 60;
  const details = [
    {
      ...{ pipelineExecutionId: 'run', actionExecutionId: 'approve', stageName: 'Approval', actionName: 'Approve' },
      ...{ status: 'InProgress', startTime: since, lastUpdateTime: since },
    },
  ];
  await world.emulator.executions({ account: ACCOUNT, region: REGION, pipeline: PIPELINE, details });
}

/** The role that looks sees health and nothing that the stacks hold. */
async function denied(world: World, keys: Keys): Promise<void> {
  const calls = await world.emulator.calls();
  const health = ['ecs:DescribeServices', 'elasticloadbalancing:DescribeTargetHealth', 'cloudwatch:DescribeAlarms'];
  const looked = calls.filter(({ action }) => [...health, 'codepipeline:GetPipelineState'].includes(action));
  report(
    `${looked.length} calls about health were judged, all by roles that look, and all were allowed`,
    keys.SessionToken !== '' &&
      looked.length > 0 &&
      looked.every(({ role, allowed }) => allowed && /careplane-medmo-\w+-look/.test(role)),
    JSON.stringify([...new Set(looked.map(({ role, action, allowed }) => `${role} ${action} ${allowed}`))], null, 1),
  );
}
