// Types the commands of the committed handover of medmo, as they stand, into a shell in a clone with the emulator as AWS.
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newWorld } from '../deploy/world';
import type { World } from '../deploy/world';
import { run } from '../machine';
import type { Env, Ran } from '../machine';
import { startAwsCli } from '../parts/aws-cli';
import { impatientWaiters } from '../parts/impatient';
import { getAwsCli } from '../scan/parts';
import { documentedTree } from './tree';
import type { DocumentedTree } from './tree';

const CHAPTER = 'docs/handover/16-troubleshooting.md';

/** A person with the chapter, a terminal and an account. */
export interface Reader {
  readonly world: World;
  readonly tree: (title: string) => DocumentedTree;
  /**
   * Type commands one after the other, until one fails. A deploy gets --yes, because there is no terminal to ask at.
   *
   * @throws Error where the chapter has no such commands
   */
  readonly type: (commands: readonly string[] | undefined) => Ran;
  readonly stop: () => Promise<void>;
}

/** undefined where the emulator or the AWS CLI is missing; `missing` has named it then. */
export async function newReader(scratch: string): Promise<Reader | undefined> {
  const aws = getAwsCli();
  const world = aws === undefined ? undefined : await newWorld(scratch);
  if (aws === undefined || world === undefined) return undefined;
  const cli = await startAwsCli(aws, join(scratch, 'aws-cli'));
  const programs = join(scratch, 'programs');
  mkdirSync(programs);
  const program = (name: string, text: string) => {
    writeFileSync(join(programs, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(programs, name), 0o755);
  };
  // PyPI has version 1 of the AWS CLI, which reads a log group with another command.
  const tail = `[ "$1 $2" = 'logs tail' ] && exec "${cli.command}" logs filter-log-events --log-group-name "$3" "$4" "$5"`;
  program('aws', `${tail}\nexec "${cli.command}" "$@"`);
  // What npx does in a workspace, without asking the registry.
  const bin = join(world.clone, 'apps/deploy/bin/careplane.js');
  program('npx', `[ "$1" = careplane ] || exit 127\nshift\nexec "${process.execPath}" "${bin}" "$@"`);
  const env: Env = {
    ...world.environment,
    AWS_DATA_PATH: impatientWaiters(aws, join(scratch, 'aws-data')),
    AWS_PAGER: '',
    PATH: `${programs}:/usr/bin:/bin`,
  };
  const chapter = readFileSync(join(world.clone, CHAPTER), 'utf8');
  return {
    world,
    tree: (title) => documentedTree(chapter, title),
    type: (commands = []) => {
      if (commands.length === 0) throw new Error('the chapter has no commands there');
      const script = commands.map((line) => (/careplane deploy /.test(line) ? `${line} --yes` : line)).join('\n');
      return run('sh', ['-e', '-c', script], { cwd: world.clone, env });
    },
    stop: async () => {
      await cli.stop();
      world.stop();
    },
  };
}
