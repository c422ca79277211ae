// careplane drift: what was changed by hand is found, named, and seen before the next deploy.
import { AuthorizeSecurityGroupEgressCommand, EC2Client, RevokeSecurityGroupEgressCommand } from '@aws-sdk/client-ec2';
import { ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { ACCOUNT, REGION } from '../deploy/world';
import type { World } from '../deploy/world';
import { report } from '../harness';
import { environmentOf } from '../../tools/emulator/start';

const API = 'medmo-api-staging';
const RULE = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] };

interface Drift {
  readonly clean: boolean;
  readonly stacks: readonly {
    readonly name: string;
    readonly verdict: string;
    readonly resources: readonly {
      readonly type: string;
      readonly properties: readonly {
        readonly property: string;
        readonly expected?: string;
        readonly actual?: string;
      }[];
    }[];
    readonly notCompared: Readonly<Record<string, number>>;
  }[];
}

/** From a platform as deployed, to one that somebody changed, and back. */
export async function driftIsFound(world: World): Promise<void> {
  const drift = (...more: string[]) => world.careplane(['drift', 'apps/medmo', ...more]);
  const never = drift('--last', '--env', 'staging');
  report(
    'before the first detection, --last is no pass: exit 3',
    never.status === 3 && never.stdout.includes(`The drift of ${API} was never detected`),
    `exit ${never.status}\n${never.stdout}${never.stderr}`,
  );
  const clean = drift('--json');
  const first = JSON.parse(clean.stdout || '{}') as Drift;
  report(
    'a platform as it was deployed: every stack is in sync, and types that are not compared are counted',
    clean.status === 0 &&
      first.clean &&
      first.stacks.length > 10 &&
      first.stacks.some(({ notCompared }) => Object.keys(notCompared).length > 0),
    `exit ${clean.status}\n${clean.stdout}${clean.stderr}`,
  );

  const credentials = { accessKeyId: `AKIA${ACCOUNT}TEST`, secretAccessKey: 'emulator' };
  const access = { region: REGION, endpoint: world.emulator.url, credentials };
  const [ec2, ssm] = [new EC2Client(access), new SSMClient(access)];
  const { StackResourceSummaries = [] } = await world
    .cloudFormation()
    .send(new ListStackResourcesCommand({ StackName: API }));
  const GroupId = StackResourceSummaries.find(
    ({ ResourceType }) => ResourceType === 'AWS::EC2::SecurityGroup',
  )?.PhysicalResourceId;
  await ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions: [RULE] }));
  const Name = '/careplane/medmo/environments/staging/cluster-name';
  const Value = world.look().parameters[Name] ?? '';
  await ssm.send(new PutParameterCommand({ Name, Value: 'another', Type: 'String', Overwrite: true }));

  const found = drift('--env', 'staging');
  report(
    'a rule of a security group and a value that were changed by hand: exit 1, with both values in words',
    found.status === 1 &&
      new RegExp(
        `${API}\\S* \\(AWS::EC2::SecurityGroup\\) SecurityGroupEgress\\S* \\{[^}]*0\\.0\\.0\\.0/0[^}]*\\} was added`,
      ).test(oneLine(found.stdout)) &&
      oneLine(found.stdout).includes(`Value is another; the template says ${Value}`) &&
      found.stdout.includes('Not compared by CloudFormation: '),
    `exit ${found.status}\n${found.stdout}${found.stderr}`,
  );
  const sarif = JSON.parse(drift('--last', '--sarif').stdout) as { runs: { results: { ruleId: string }[] }[] };
  const rules = sarif.runs.flatMap(({ results }) => results.map(({ ruleId }) => ruleId));
  report('as SARIF: a result for each resource', rules.length === 2, JSON.stringify(rules));
  const shown = world.careplane(['status', 'apps/medmo', '--env', 'staging']).stdout;
  report('status has the result and its age', /drifted, \d+ min ago/.test(shown), shown);

  seenBeforeDeploy(world);
  await mayNot(world);
  await ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions: [RULE] }));
  await ssm.send(new PutParameterCommand({ Name, Value, Type: 'String', Overwrite: true }));
  const again = drift('--env', 'staging');
  report('changed back by hand: exit 0', again.status === 0, `exit ${again.status}\n${again.stdout}${again.stderr}`);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

/** A deploy of a stack that was changed by hand names it, from the last detection or from a new one. */
function seenBeforeDeploy(world: World): void {
  world.commit('feat: the API of staging says more', 'apps/medmo/api/service.yaml', (text) =>
    text.replace('LOG_LEVEL: debug', 'LOG_LEVEL: trace'),
  );
  world.synth();
  const diff = (...more: string[]) => world.careplane(['diff', 'apps/medmo', '--assembly', world.assembly, ...more]);
  const last = diff();
  const fresh = diff('--check-drift');
  report(
    'diff names the stack that was changed by hand, with the age of the detection, and with --check-drift from a new one',
    [last, fresh].every(
      ({ status, stdout }) =>
        status === 0 && new RegExp(`CHANGED BY HAND\\n  ${API}: not as its template says`).test(stdout),
    ),
    `${last.stdout}${last.stderr}\n${fresh.stdout}${fresh.stderr}`,
  );
}

/** The build that prepares may look at stacks, and at none of their resources. */
async function mayNot(world: World): Promise<void> {
  const role = (await world.emulator.roles())
    .map((each) => each.role)
    .find((arn) => arn.endsWith('/medmo-main-prepare'));
  const keys = await world.emulator.session({
    service: 'codebuild.amazonaws.com',
    roleArn: role ?? '',
    sourceArn: `arn:aws:codebuild:${REGION}:${ACCOUNT}:project/medmo-main-prepare`,
    sourceAccount: ACCOUNT,
  });
  const denied = world.careplane(['drift', 'apps/medmo'], environmentOf(keys));
  report(
    'a role of a pipeline may not detect drift: exit 2, with the permission that it lacks',
    denied.status === 2 && /AWS denied access while .*cloudformation:/.test(denied.stderr.replace(/\s+/g, ' ')),
    `exit ${denied.status}\n${denied.stdout}${denied.stderr}`,
  );
}
