// Types the commands of the committed handover of medmo, as they stand, into a shell in a clone with the emulator as AWS.
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newWorld } from '../deploy/world';
import type { World } from '../deploy/world';
import { left } from '../harness';
import { run } from '../machine';
import type { Env, Ran } from '../machine';
import { startAwsCli } from '../parts/aws-cli';
import { impatientWaiters } from '../parts/impatient';
import { getParts } from '../scan/parts';
import { stageIn } from '../scan/stage';
import type { Stage } from '../scan/stage';
import { PlayedPipeline } from './pipeline';
import { documentedTree } from './tree';
import type { DocumentedTree } from './tree';

const CHAPTER = 'docs/handover/16-troubleshooting.md';
/** The service that the chapter speaks of. */
const EXAMPLE = { unit: 'medmo-admin', environment: 'production' };

/** A person with the chapter, a terminal and an account. */
export interface Reader {
  readonly world: World;
  readonly tree: (title: string) => DocumentedTree;
  /**
   * Type commands one after the other, until one fails. A deploy gets --yes, because there is no terminal to ask at.
   *
   * @param folder to type them in. @default the clone
   * @throws Error where the chapter has no such commands
   */
  readonly type: (commands: readonly string[] | undefined, folder?: string) => Ran;
  /** Build what the pipeline needs, once medmo is deployed. */
  readonly openPipeline: () => Promise<void>;
  /** The pipeline of the example. @throws Error before `openPipeline` */
  readonly pipeline: () => PlayedPipeline;
  readonly stop: () => Promise<void>;
}

/** undefined where the emulator or one of the tools is missing; `missing` has named it then. */
export async function newReader(scratch: string): Promise<Reader | undefined> {
  const parts = getParts();
  const world = parts === undefined ? undefined : await newWorld(scratch);
  if (parts === undefined || world === undefined) return undefined;
  const cli = await startAwsCli(parts.aws, join(scratch, 'aws-cli'));
  const programs = join(scratch, 'programs');
  mkdirSync(programs);
  const program = (name: string, text: string) => {
    writeFileSync(join(programs, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(programs, name), 0o755);
  };
  // PyPI has version 1 of the AWS CLI, which reads a log group with another command: aws logs tail GROUP --region REGION --since 1h.
  program(
    'aws',
    `if [ "$1 $2" = 'logs tail' ]; then
  start="$(( ($(date +%s) - \${7%h} * 3600) * 1000 ))"
  exec "${cli.command}" logs filter-log-events --log-group-name "$3" "$4" "$5" --start-time "$start"
fi
exec "${cli.command}" "$@"`,
  );
  // What npx does in a workspace, without asking the registry. There is no engine with a daemon, so that the image is given as an archive.
  const bin = join(world.clone, 'apps/deploy/bin/careplane.js');
  program(
    'npx',
    `[ "$1" = careplane ] || exit 127
shift
if [ "$1 $2" = 'scan image' ]; then
  rm -f "${scratch}/laptop.tar"
  docker save --output "${scratch}/laptop.tar" "$3" || exit
  shift 3
  set -- scan image --input "${scratch}/laptop.tar" "$@"
fi
exec "${process.execPath}" "${bin}" "$@"`,
  );
  program('docker', `exec sh "${join(__dirname, '../scan/docker')}" "$@"`);
  const env: Env = {
    ...world.environment,
    AWS_DATA_PATH: impatientWaiters(parts.aws, join(scratch, 'aws-data-of-reader')),
    AWS_PAGER: '',
    IMAGE_STORE: join(scratch, 'laptop'),
    TRIVY_BIN: parts.trivy,
    TRIVY_CACHE_DIR: join(scratch, 'trivy-cache'),
    PATH: `${programs}:/usr/bin:/bin:/usr/sbin:/sbin`,
  };
  const chapter = readFileSync(join(world.clone, CHAPTER), 'utf8');
  let stage: Stage | undefined;
  let pipeline: PlayedPipeline | undefined;
  return {
    world,
    tree: (title) => documentedTree(chapter, title),
    type: (commands = [], folder = world.clone) => {
      if (commands.length === 0) throw new Error('the chapter has no commands there');
      const script = commands.map((line) => (/careplane deploy /.test(line) ? `${line} --yes` : line)).join('\n');
      // The database and the checks of the test.
      const ofTrivy = Object.entries(stage?.env ?? {}).filter(([name]) => /^TRIVY_(DB|CHECKS)_/.test(name));
      return run('sh', ['-e', '-c', script], { cwd: folder, env: { ...env, ...Object.fromEntries(ofTrivy) } });
    },
    openPipeline: async () => {
      stage = await stageIn(world, parts, cli, EXAMPLE);
      pipeline = new PlayedPipeline(stage);
    },
    pipeline: () => left(pipeline, 'the pipeline'),
    stop: async () => {
      await stage?.close();
      await cli.stop();
      world.stop();
    },
  };
}
