// Who called what when the services' pipelines ran, and what was granted and never called.
import { report } from '../harness';
import { root, run } from '../machine';
import { permissionTable, printedTable, withoutEach } from '../parts/permissions';
import type { Exception } from '../parts/permissions';
import type { Stage } from './stage';

/** Of which service and environment a pipeline is. */
export interface PipelineOf {
  readonly unit: string;
  readonly environment: string;
}

/** Pipelines of medmo as it is: each service in each environment. */
const ALL = ['admin', 'api', 'frontend'].flatMap((service) =>
  ['staging', 'production'].map((environment) => ({ unit: `medmo-${service}`, environment })),
);

/**
 * Denied: none. Granted and never called: none without a written reason. Each permission is missed when it is taken away.
 *
 * @param pipelines those that have run; by default those of medmo as it is
 */
export async function permissions(stage: Stage, pipelines: readonly PipelineOf[] = ALL): Promise<void> {
  const { emulator } = stage.world;
  const projects = await projectsByRole(stage, pipelines);
  const inStacks = new Set(
    pipelines.flatMap(({ unit, environment }) => ['deploy', 'rollout'].map((role) => `${unit}-${environment}-${role}`)),
  );
  const about = (role: string) => projects.get(role) ?? role.split('/').at(-1) ?? role;
  const named = <T extends { readonly role: string }>(one: T): T => ({ ...one, role: about(one.role) });
  const isOurs = ({ role }: { readonly role: string }) =>
    projects.has(role) || inStacks.has(role.split('/').at(-1) ?? '');
  const calls = (await emulator.calls()).filter(isOurs).map(named);
  const roles = (await emulator.roles()).filter(isOurs).map(named);
  const exceptions = distinct([...seldom(), ...ROLLOUT]);
  const table = permissionTable({ calls, roles, exceptions });
  console.log(printedTable(table));
  for (const { role, denied, neverCalled } of table.rows) {
    report(
      `${role}: nothing was denied, and no permission was never called without a written reason`,
      denied.length === 0 && neverCalled.length === 0,
      JSON.stringify([denied, neverCalled], null, 1),
    );
  }
  const excused = table.rows.flatMap(({ excepted }) => excepted);
  const taken = await withoutEach({ calls, roles });
  const unmissed = taken.filter(
    (one) =>
      !one.missed &&
      !excused.some(({ role, policy, statement, action }) =>
        [role === one.role, policy === one.policy, statement === one.statement, action === one.action].every(Boolean),
      ),
  );
  report(
    `each of ${taken.length} permissions is missed when it is taken away, or has a written reason`,
    unmissed.length === 0,
    JSON.stringify(unmissed, null, 1),
  );
}

/** Names of projects by their roles: the names of the roles are CloudFormation's. */
async function projectsByRole({ account }: Stage, pipelines: readonly PipelineOf[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const { unit, environment } of pipelines) {
    const { roles } = await account.pipeline(unit, environment);
    for (const { roleArn, project } of Object.values(roles)) found.set(roleArn, `${project} (build)`);
  }
  return found;
}

/** What CloudFormation’s role in a service's stack has for other changes than this one. */
const ROLLOUT = [
  ...reasonsOf(
    'medmo-*-rollout',
    'A later change or a rollback takes away what it replaces; here the service is new.',
    ['*:Delete*', '*:Deregister*', 'events:RemoveTargets', 'ecs:UpdateService'],
  ),
  ...reasonsOf('medmo-*-rollout', 'AWS’s handlers read what they have made; the emulator’s need not.', [
    '*:Describe*',
    '*:List*',
    'iam:GetRole',
  ]),
  ...reasonsOf('medmo-*-rollout', 'The handlers write tags with a call of their own where a later change has others.', [
    '*:TagResource',
    '*:UntagResource',
  ]),
  {
    role: 'medmo-*-rollout',
    action: 'cloudwatch:PutMetricAlarm',
    resource: '*:alarm:TargetTracking-*',
    reason: 'Application Auto Scaling makes the alarms of a scaling policy as its caller; the emulator makes none.',
  },
  ...reasonsOf('medmo-*-rollout', 'A schedule is optional, and medmo has none.', ['*:PutScheduledAction']),
  ...reasonsOf(
    'medmo-*-rollout',
    'The account has the role after its first service, and the emulator from the start.',
    ['iam:CreateServiceLinkedRole'],
  ),
  ...reasonsOf('medmo-*-rollout', 'AWS does not say whether it reads parameters as the caller or as this role.', [
    'ssm:GetParameters',
  ]),
  ...reasonsOf(
    'medmo-*-deploy',
    'S3 puts a file of several parts together with it; the files of the suite are small.',
    ['kms:Decrypt'],
  ),
  ...reasonsOf('medmo-*-deploy', 'Read only where a deploy has failed, to say why.', [
    'cloudformation:DescribeStackEvents',
  ]),
];

/** Several steps of a build may give a reason for one action: the first is enough. */
function distinct(exceptions: readonly Exception[]): Exception[] {
  const byAction = new Map<string, Exception>();
  for (const exception of exceptions) {
    const key = JSON.stringify([exception.role, exception.action, exception.resource]);
    if (!byAction.has(key)) byAction.set(key, exception);
  }
  return [...byAction.values()];
}

function reasonsOf(role: string, reason: string, actions: readonly string[]): Exception[] {
  return actions.map((action) => ({ role, action, reason }));
}

/** The reasons that the steps themselves give: of an image, of an image with sidecars, and of a static site. */
function seldom(): Exception[] {
  const script = `
    const p = require('@careplane/pipeline');
    const { READ_ARTIFACTS, seldomCalled } = p;
    const source = { sourcePath: '.', buildName: 'x' };
    const trivy = { version: '1', sha256: '', url: '', databaseRepository: '', javaDatabaseRepository: '', verdictHours: 72, exceptions: '', sourcePath: '.' };
    const scanned = (sidecars) => [['scan', p.scanBuild({ ...trivy, sidecars })], ['nightly-scan', p.rescanBuild({ ...trivy, sidecars })]];
    const ofSite = { ...trivy, emptyBecause: '' };
    const builds = [
      ['build', p.imageBuild({ ...source, dockerfile: 'Dockerfile', context: '.' })],
      ...['', 'a,b/c,sha256:0,linux/amd64'].flatMap((sidecars) => [...scanned(sidecars), ...['codecommit', 'github'].map((origin) => ['deploy', p.deployBuild(origin, { beforeDeploy: false, sidecars: sidecars !== '' })])]),
      ['build', p.siteBuild({ ...source, command: 'true', output: 'dist', node: 22 })],
      ['scan', p.siteScanBuild(ofSite)], ['deploy', p.siteDeployBuild()], ['nightly-scan', p.siteRescanBuild(ofSite)],
    ];
    console.log(JSON.stringify(builds.flatMap(([name, { steps }]) =>
      seldomCalled([...READ_ARTIFACTS, ...steps.flatMap((step) => step.permissions ?? [])]).map((one) => ({ role: 'medmo-*-' + name + ' (build)', ...one })))));`;
  const { status, stdout, stderr } = run(process.execPath, ['--require', '@swc-node/register', '-e', script], {
    cwd: root,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Exception[];
}
