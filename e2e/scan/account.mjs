// The account in which the builds of the services' pipelines run: medmo's stacks, deployed by careplane into an empty account
// of the emulator. Says for each build which role, buckets and log are its own.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCOUNT, mustSucceed, REGION } from '../deploy/world.mjs';
import { run } from '../harness.mjs';
import { CodeBuildRole } from '../parts/codebuild-role.mjs';
import { buildsOf } from './generated.mjs';

/** Bootstrap the account, and deploy everything. */
export function deployMedmo(world) {
  world.synth();
  mustSucceed(world.bootstrap());
  mustSucceed(world.deploy());
}

/** What an account holds, as its administrator sees it. */
export class Account {
  /** @param env variables that lead the AWS CLI, `AWS_CLI`, to the emulator */
  constructor(world, env) {
    Object.assign(this, { world, env });
    this.evidence = this.#idOf('medmo-pipelines', /^EvidenceBucket[0-9A-F]{8}$/);
  }

  /** Run the AWS CLI as an administrator. */
  aws(...args) {
    const { stdout } = mustSucceed(run(this.env.AWS_CLI, [...args, '--output', 'json'], { env: this.env }));
    return stdout.trim() === '' ? undefined : JSON.parse(stdout);
  }

  /** Names of all builds in the templates of the platform, sorted. */
  projects() {
    const files = readdirSync(this.world.assembly, { recursive: true }).map(String);
    return files
      .filter((file) => file.endsWith('.template.json'))
      .flatMap((file) => Object.values(JSON.parse(readFileSync(join(this.world.assembly, file), 'utf8')).Resources))
      .filter(({ Type }) => Type === 'AWS::CodeBuild::Project')
      .map(({ Properties }) => Properties.Name)
      .sort();
  }

  /**
   * The pipeline of a service for an environment.
   *
   * @returns its name, its builds by action, and for each of these the role of its project
   */
  async pipeline(unit, environment) {
    const stack = `${unit}-pipelines`;
    const file = join(this.world.assembly, unit, `${stack}.template.json`);
    const { Resources } = JSON.parse(readFileSync(file, 'utf8'));
    const builds = buildsOf(file, `${unit}-${environment}`);
    const roles = await this.world.emulator.roles();
    const artifacts = this.#idOf(stack, new RegExp(`^Pipelines${environment}ArtifactsBucket[0-9A-F]{8}$`));
    const roleOf = ({ project }) => {
      const found = Object.values(Resources).find(
        ({ Type, Properties }) => Type === 'AWS::CodeBuild::Project' && Properties.Name === project,
      );
      const name = this.#idOf(stack, new RegExp(`^${found.Properties.ServiceRole['Fn::GetAtt'][0]}$`));
      return new CodeBuildRole({
        emulator: this.world.emulator,
        account: ACCOUNT,
        region: REGION,
        project,
        roleArn: roles.find(({ role }) => role.endsWith(`/${name}`)).role,
        awsCli: this.env.AWS_CLI,
        env: this.env,
        artifacts,
        logGroup: `/careplane/medmo/pipelines/${project}`,
      });
    };
    const ofBuilds = Object.entries(builds).map(([action, build]) => [action, roleOf(build)]);
    return { name: `${unit}-${environment}`, unit, environment, builds, roles: Object.fromEntries(ofBuilds) };
  }

  #idOf(stack, pattern) {
    this.resources ??= new Map();
    if (!this.resources.has(stack)) {
      const { StackResources } = this.aws('cloudformation', 'describe-stack-resources', '--stack-name', stack);
      this.resources.set(stack, StackResources);
    }
    const found = this.resources.get(stack).find(({ LogicalResourceId }) => pattern.test(LogicalResourceId));
    if (found === undefined) throw new Error(`${stack} has no ${pattern}`);
    return found.PhysicalResourceId;
  }
}
