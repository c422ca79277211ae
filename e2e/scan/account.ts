// The account in which the builds of the services' pipelines run: medmo's stacks, deployed by careplane into an empty account
// of the emulator. Says for each build which role, buckets and log are its own.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ACCOUNT, mustSucceed, REGION } from '../deploy/world';
import { left } from '../harness';
import { run } from '../machine';
import type { Env } from '../machine';
import { CodeBuildRole } from '../parts/codebuild-role';
import { buildsOf, templateIn } from './generated';
import type { Build } from './generated';

/** The builds of a service's pipeline and of its nightly scan, by the names of their actions. */
export type Action = 'Build' | 'ScanAndPush' | 'Deploy' | 'ScanRunningImage';

/** The pipeline of a service for an environment. */
export interface ServicePipeline {
  readonly name: string;
  readonly unit: string;
  readonly environment: string;
  readonly builds: Readonly<Record<Action, Build>>;
  /** The role of each build's project. */
  readonly roles: Readonly<Record<Action, CodeBuildRole>>;
}

interface StackResource {
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId: string;
}
import type { World } from '../deploy/world';

/** Bootstrap the account, and deploy everything. */
export function deployMedmo(world: World): void {
  world.synth();
  mustSucceed(world.bootstrap());
  mustSucceed(world.deploy());
}

/** What an account holds, as its administrator sees it. */
export class Account {
  /** @param env variables that lead the AWS CLI, `AWS_CLI`, to the emulator */
  readonly evidence: string;
  private readonly resources = new Map<string, readonly StackResource[]>();

  constructor(
    private readonly world: World,
    private readonly env: Env,
  ) {
    this.evidence = this.idOf('medmo-pipelines', /^EvidenceBucket[0-9A-F]{8}$/);
  }

  /** Run the AWS CLI as an administrator. */
  aws<T>(...args: string[]): T {
    const { stdout } = mustSucceed(run(this.env['AWS_CLI'] ?? '', [...args, '--output', 'json'], { env: this.env }));
    return JSON.parse(stdout.trim() || '{}') as T;
  }

  /** Names of all builds in the templates of the platform, sorted. */
  projects(): string[] {
    const files = readdirSync(this.world.assembly, { recursive: true }).map(String);
    return files
      .filter((file) => file.endsWith('.template.json'))
      .flatMap((file) => Object.values(templateIn(join(this.world.assembly, file)).Resources))
      .filter(({ Type }) => Type === 'AWS::CodeBuild::Project')
      .map(({ Properties }) => Properties.Name ?? '')
      .sort();
  }

  /** The pipeline of a service for an environment. */
  async pipeline(unit: string, environment: string): Promise<ServicePipeline> {
    const stack = `${unit}-pipelines`;
    const file = join(this.world.assembly, unit, `${stack}.template.json`);
    const { Resources } = templateIn(file);
    const builds = { ...buildsOf(file, `${unit}-${environment}`), ...buildsOf(file, `${unit}-${environment}-nightly`) };
    const roles = await this.world.emulator.roles();
    const artifacts = this.idOf(stack, new RegExp(`^Pipelines${environment}ArtifactsBucket[0-9A-F]{8}$`));
    const roleOf = ({ project }: Build): CodeBuildRole => {
      const found = Object.values(Resources).find(
        ({ Type, Properties }) => Type === 'AWS::CodeBuild::Project' && Properties.Name === project,
      );
      const name = this.idOf(stack, new RegExp(`^${found?.Properties.ServiceRole?.['Fn::GetAtt'][0]}$`));
      return new CodeBuildRole({
        emulator: this.world.emulator,
        account: ACCOUNT,
        region: REGION,
        project,
        roleArn: left(
          roles.find(({ role }) => role.endsWith(`/${name}`)),
          `the role of ${project}`,
        ).role,
        awsCli: this.env['AWS_CLI'] ?? '',
        env: this.env,
        artifacts,
        logGroup: `/careplane/medmo/pipelines/${project}`,
      });
    };
    const build = (action: Action): Build => left(builds[action], `the build ${action} in ${file}`);
    const ofEach = <T>(make: (action: Action) => T): Record<Action, T> => ({
      Build: make('Build'),
      ScanAndPush: make('ScanAndPush'),
      Deploy: make('Deploy'),
      ScanRunningImage: make('ScanRunningImage'),
    });
    return {
      ...{ name: `${unit}-${environment}`, unit, environment },
      builds: ofEach(build),
      roles: ofEach((action) => roleOf(build(action))),
    };
  }

  /** The physical id of the resource of a stack whose logical id fits the pattern. */
  idOf(stack: string, pattern: RegExp): string {
    let resources = this.resources.get(stack);
    if (resources === undefined) {
      const args = ['cloudformation', 'describe-stack-resources', '--stack-name', stack];
      resources = this.aws<{ StackResources: StackResource[] }>(...args).StackResources;
      this.resources.set(stack, resources);
    }
    const found = resources.find(({ LogicalResourceId }) => pattern.test(LogicalResourceId));
    if (found === undefined) throw new Error(`${stack} has no ${pattern}`);
    return found.PhysicalResourceId;
  }
}
