// An environment leaves platform.yaml and then the account.
import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CreateRuleCommand,
  DeleteRuleCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { ACCOUNT, mustSucceed, REGION } from '../deploy/world';
import type { World } from '../deploy/world';
import { report } from '../harness';
import { disposals, evidenceBucket, unlisted } from './evidence';
import { killedAndContinued } from './kill';
import { refused } from './service';

const RUN = ['staging', '--run', '--reason', 'staging has moved', '--yes', 'staging'];
const READER = {
  Parameters: {
    Cluster: {
      Type: 'AWS::SSM::Parameter::Value<String>',
      Default: '/careplane/medmo/environments/staging/cluster-name',
    },
  },
  Resources: { Copy: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: { Ref: 'Cluster' } } } },
};

/** Somebody else needs it, a backup fails, a resource cannot be deleted: each says what and what to do. */
export async function environmentIsNotRetired(world: World): Promise<void> {
  for (const file of ['platform.yaml', 'api/service.yaml']) {
    world.commit(`feat: no staging in ${file}`, `apps/medmo/${file}`, withoutStaging);
  }
  world.synth();
  // The pipelines of staging go with this deploy; the logs and artifacts that they leave behind are named one by one.
  const named = [...world.deploy().stderr.matchAll(/--allow-replace (\S+)/g)].map(([, name = '']) => name);
  mustSucceed(world.deploy('--allow-replace', ...named));
  const client = world.cloudFormation();
  await client.send(new CreateStackCommand({ StackName: 'reports', TemplateBody: JSON.stringify(READER) }));
  await world.until('reports', /^CREATE_COMPLETE$/);
  refused(world, 'an environment that another stack reads', RUN, 1, [
    /stack reports still reads \/careplane\/medmo\/environments\/staging\/cluster-name of medmo-cluster-staging/,
    /fix: Retire reports/,
  ]);
  await client.send(new DeleteStackCommand({ StackName: 'reports' }));
  await world.until('reports', /^absent$/);
  refused(world, 'the platform of an environment, without its services', ['medmo/staging'], 1, [
    /unit medmo-api\/staging still reads the cluster, network and data of medmo\/staging/,
  ]);
  const rule = await ruleByHand(world);
  refused(world, 'an environment with a listener rule of somebody else', RUN, 1, [
    /listener rule arn:aws:elasticloadbalancing/,
  ]);
  await rule.remove();
}

/** The service is held where its tasks stop: its rules are gone by then. */
export async function routesGoFirst(world: World): Promise<void> {
  await world.emulator.fault({
    stack: 'medmo-api-staging',
    logicalId: 'ServiceRunningService*',
    action: 'DELETE',
    held: true,
  });
  const started = world.start(['retire', 'apps/medmo', ...RUN]);
  await world.until('medmo-api-staging', /^DELETE_IN_PROGRESS$/, started);
  const { balancers, services } = world.look();
  const rules = JSON.stringify(balancers);
  report(
    'while the tasks of a service stop, no rule leads to them any more',
    services.length > 0 && rules.includes('api.medmo.example') && !rules.includes('api.staging.medmo.example'),
    `${rules}\n${JSON.stringify(services)}`,
  );
  const deploying = world.careplane(['retire', 'apps/medmo', ...RUN]);
  report(
    'a second run at the same time is refused by the lock, and says who has it',
    deploying.status === 3 && /is being deployed|holds the lock/.test(deploying.stderr),
    `exit ${deploying.status}\n${deploying.stdout}${deploying.stderr}`,
  );
  started.child.kill('SIGKILL');
  await started.done;
  await world.emulator.clearFaults();
  const shown = world.careplane(['status', 'apps/medmo']);
  report(
    'after kill -9 the ledger still has everything, and status says that it is being retired',
    /being retired since/.test(shown.stdout) && 'medmo/staging' in world.ledger(),
    shown.stdout,
  );
}

/** A backup that fails, a resource that cannot be deleted, kill -9 at random points; then to its end. */
export async function environmentIsRetired(world: World): Promise<void> {
  const bucket = evidenceBucket(world);
  await world.emulator.failBackup({ reason: 'The vault is full for testing.' });
  const unsaved = world.careplane(['retire', 'apps/medmo', ...RUN]);
  const protectedStill = await isProtected(world, 'medmo-data-staging');
  report(
    'a last backup that fails stops it, in the words of AWS, with the database and its protection as they were',
    unsaved.status === 3 && /FAILED: The vault is full for testing\./.test(unsaved.stderr) && protectedStill,
    `exit ${unsaved.status}, protected ${protectedStill}\n${unsaved.stdout}${unsaved.stderr}`,
  );
  const reason = 'The bucket you tried to delete is not empty (BucketNotEmpty)';
  await world.emulator.fault({
    stack: 'medmo-cluster-staging',
    logicalId: 'Cluster*',
    action: 'DELETE',
    reason,
    times: 1,
  });
  const failed = world.careplane(['retire', 'apps/medmo', ...RUN]);
  report(
    'a resource that cannot be deleted is named, with what to do',
    failed.status === 3 &&
      /medmo-cluster-staging is in DELETE_FAILED[^]*BucketNotEmpty[^]*Move its objects elsewhere/.test(failed.stderr),
    `exit ${failed.status}\n${failed.stdout}${failed.stderr}`,
  );
  await world.emulator.clearFaults();
  const ran = await killedAndContinued(world, ['retire', 'apps/medmo', ...RUN], 60);
  const left = Object.keys(await world.stacks()).filter((name) => name.endsWith('-staging'));
  report(
    `an environment is retired, ${ran.kills} times killed (${ran.points.join(', ')})`,
    ran.status === 0 && left.length === 0,
    `exit ${ran.status}, ${left.join(' ')}\n${ran.stdout}${ran.stderr}`,
  );
  const records = (await disposals(world, bucket)).filter(
    ({ environments }) => environments.includes('staging') && environments.length === 1,
  );
  const units = records.map(({ unit }) => unit).sort();
  const own = records.find(({ unit }) => unit === 'medmo');
  const jobs = await world.emulator.backups();
  report(
    'each unit has one record; that of the platform names the recovery point, kept for six years',
    units.join() === 'medmo,medmo-admin,medmo-api,medmo-frontend' &&
      own?.lastBackups.length === 1 &&
      own.lastBackups[0]?.resource === `arn:aws:rds:${REGION}:${ACCOUNT}:db:medmo-staging` &&
      jobs.some(
        ({ RecoveryPointArn, Days }) => RecoveryPointArn === own.lastBackups[0]?.recoveryPoint && Days === 2192,
      ) &&
      jobs.filter(({ State }) => State === 'COMPLETED').length === 1,
    JSON.stringify([records, jobs], null, 1),
  );
  const seen = world.look();
  report(
    'the database is kept, and the network and the repositories that production uses',
    seen.databases.some(({ id }) => id === 'medmo-staging') && seen.vpcs.length === 1 && seen.clusters.length === 1,
    JSON.stringify([seen.databases, seen.clusters]),
  );
  report('no stack is in no ledger entry', (await unlisted(world)).length === 0, await unlisted(world));
  const again = world.careplane(['retire', 'apps/medmo', ...RUN]);
  report(
    'the second run does nothing',
    again.status === 0 && /Nothing is left to retire/.test(again.stderr),
    `exit ${again.status}\n${again.stdout}${again.stderr}`,
  );
  const idle = world.deploy();
  report(
    'production is deployed as it was',
    idle.status === 0 && /Nothing to deploy/.test(idle.stderr),
    idle.stdout + idle.stderr,
  );
}

/** The settings of staging with everything below them, and `environments` where nothing else is in it. */
function withoutStaging(text: string): string {
  return text.replace(/\n {2}staging:(?:\n {4}.*| .*)+(?=\n)/, '').replace(/\nenvironments:(?=\n\S|\n*$)/, '');
}

async function isProtected(world: World, StackName: string): Promise<boolean> {
  const { Stacks = [] } = await world.cloudFormation().send(new DescribeStacksCommand({ StackName }));
  return Stacks[0]?.EnableTerminationProtection === true;
}

/** A rule that somebody added to the load balancer of staging. */
async function ruleByHand(world: World): Promise<{ remove: () => Promise<unknown> }> {
  const credentials = { accessKeyId: `AKIA${ACCOUNT}TEST`, secretAccessKey: 'emulator' };
  const client = new ElasticLoadBalancingV2Client({ region: REGION, endpoint: world.emulator.url, credentials });
  const { StackResources = [] } = await world
    .cloudFormation()
    .send(new DescribeStackResourcesCommand({ StackName: 'medmo-cluster-staging' }));
  const listener = StackResources.find(({ ResourceType }) => ResourceType === 'AWS::ElasticLoadBalancingV2::Listener');
  const { Rules = [] } = await client.send(
    new CreateRuleCommand({
      ListenerArn: listener?.PhysicalResourceId,
      Priority: 49_000,
      Conditions: [{ Field: 'path-pattern', Values: ['/by-hand'] }],
      Actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200' } }],
    }),
  );
  return { remove: () => client.send(new DeleteRuleCommand({ RuleArn: Rules[0]?.RuleArn })) };
}
