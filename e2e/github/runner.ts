// The machine on which GitHub's jobs run here: its programs, its variables, and what has other addresses than in the workflow.
import { chmodSync, cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { ACCOUNT, mustSucceed, REGION } from '../deploy/world';
import type { World } from '../deploy/world';
import { cache, run } from '../machine';
import type { Env } from '../machine';
import type { AwsCli } from '../parts/aws-cli';
import { impatientWaiters } from '../parts/impatient';
import { startEcr } from '../scan/ecr';
import { archiveOf, launcherOf } from '../scan/parts';
import type { Parts } from '../scan/parts';
import type { Registry } from '../scan/services';
import type { Identity } from './token';
import type { Machine } from './workflow';

const here = __dirname;

/** What the machine needs besides the world: whose repository it is of, and the services that it reaches. */
export interface RunnerSettings {
  readonly identity: Identity;
  /** File of the workflow whose name the tokens have. */
  readonly workflow: string;
  readonly registry: Registry;
  /** Of Trivy. */
  readonly database: string;
  readonly cli: AwsCli;
}

/** GitHub's machine: no keys of AWS, and nothing of this machine's but programs. */
export function runnerOf(
  world: World,
  parts: Parts,
  { identity, workflow, registry, database, cli }: RunnerSettings,
): Machine {
  const endpoint = world.emulator.url;
  const shims = join(world.scratch, 'shims');
  const home = join(world.scratch, 'home');
  const comments = join(world.scratch, 'comments');
  for (const folder of [shims, home, comments]) mkdirSync(folder);
  for (const file of ['npm', '../scan/docker', 'gh']) {
    const copy = join(shims, basename(file));
    cpSync(join(here, file), copy);
    chmodSync(copy, 0o755);
  }
  symlinkSync(process.execPath, join(shims, 'node'));
  symlinkSync(cli.command, join(shims, 'aws'));
  // Buckets in the path: their names are no names of hosts here.
  writeFileSync(join(home, 'aws-config'), '[default]\ns3 =\n  addressing_style = path\n');
  const outer = Object.keys(process.env).filter((name) => /^(NX_|AWS_|CDK_|npm_|CAREPLANE_|GITHUB_|GH_)/i.test(name));
  return {
    ...{ clone: world.clone, endpoint, ...identity, workflow },
    env: {
      ...Object.fromEntries(outer.map((name) => [name, undefined])),
      PATH: `${shims}:${process.env['PATH']}`,
      ...{
        npm_config_cache: run('npm', ['config', 'get', 'cache']).stdout.trim(),
        npm_config_prefer_offline: 'true',
      },
      // pip keeps what it has downloaded; each job still installs it, and compares the pinned hashes.
      PIP_CACHE_DIR: join(cache, 'pip'),
      NPM_CONFIG_USERCONFIG: join(homedir(), '.npmrc'),
      NPM: mustSucceed(run('sh', ['-c', 'command -v npm'])).stdout.trim(),
      INSTALLED: join(world.clone, 'node_modules'),
      NX_ISOLATE_PLUGINS: 'false',
      // As on a runner that keeps its cache: what has not changed is not synthesized and checked for each job again.
      NX_CACHE_DIRECTORY: join(world.scratch, 'nx/cache'),
      NX_WORKSPACE_DATA_DIRECTORY: join(world.scratch, 'nx/workspace-data'),
      AWS_ENDPOINT_URL: endpoint,
      AWS_CONFIG_FILE: join(home, 'aws-config'),
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      CAREPLANE_POLL_MS: '100',
      AWS_DATA_PATH: impatientWaiters(parts.aws, join(world.scratch, 'aws-data')),
      COMMENT_STORE: comments,
      IMAGE_STORE: join(world.scratch, 'store'),
    },
    startEcr: (keys) => startEcr({ registry, emulator: world.emulator, keys, account: ACCOUNT, region: REGION }),
    replaced: replacedIn(world, parts, database),
  };
}

/** What has other addresses here: archives of tools, and the registry. */
function replacedIn(world: World, parts: Parts, database: string): Env {
  const [trivy, crane] = [launcherOf(parts.trivy, join(world.scratch, 'launchers')), archiveOf(parts.crane)];
  return {
    ...{ TRIVY_URL: trivy.url, TRIVY_SHA256: trivy.sha256, CRANE_URL: crane.url, CRANE_SHA256: crane.sha256 },
    TRIVY_DB_REPOSITORY: database,
    // Not there: Trivy then uses the checks that it carries.
    TRIVY_CHECKS_BUNDLE_REPOSITORY: 'localhost:1/trivy-checks:1',
  };
}
