// What CodeBuild does itself for a build, in the name of the build's role: it reads the input artifact and the parameters of
// which it makes variables, writes the log, and stores the output artifact. A role that lacks one of these rights fails here,
// as its build would in AWS.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../machine';
import type { Env, Ran } from '../machine';
import type { Emulator } from '../../tools/emulator/start';

/** Variables of a build: those of its keys, or of the parameters that it reads. */
export type Variables = Readonly<Record<string, string>>;

/** Of a log that are kept: an argument of a command can be 128 KiB long. */
const LOG_CHARACTERS = 8000;

/** A project of CodeBuild, and where its role works. */
export interface About {
  readonly emulator: Emulator;
  /** That the project is in. */
  readonly account: string;
  readonly region: string;
  /** Name of the project. */
  readonly project: string;
  readonly roleArn: string;
  /** Path of the AWS CLI. */
  readonly awsCli: string;
  /** Variables that lead the CLI to the emulator. */
  readonly env: Env;
  /** Bucket with the artifacts of the project's pipeline. */
  readonly artifacts: string;
  readonly logGroup: string;
}

/** Names that a template only refers to are the account's to say. */
export class CodeBuildRole {
  readonly project: string;
  readonly roleArn: string;

  constructor(private readonly about: About) {
    this.project = about.project;
    this.roleArn = about.roleArn;
  }

  /** Keys of a session of the role. Throws when the role does not trust CodeBuild for this project. */
  async keys(): Promise<Variables> {
    const { emulator, roleArn, region, account, project } = this.about;
    const { AccessKeyId, SecretAccessKey, SessionToken } = await emulator.session({
      service: 'codebuild.amazonaws.com',
      roleArn,
      sourceArn: `arn:aws:codebuild:${region}:${account}:project/${project}`,
      sourceAccount: account,
    });
    return {
      AWS_ACCESS_KEY_ID: AccessKeyId,
      AWS_SECRET_ACCESS_KEY: SecretAccessKey,
      AWS_SESSION_TOKEN: SessionToken,
    };
  }

  /** Values of the variables that come from SSM parameters. @param parameters names of parameters, by variable */
  variables(keys: Variables, parameters: Variables): Env {
    const names = Object.values(parameters);
    if (names.length === 0) return {};
    const { Parameters } = this.#aws<{ Parameters: { Name: string; Value: string }[] }>(
      keys,
      ...['ssm', 'get-parameters', '--names', ...names],
    );
    const values = new Map(Parameters.map(({ Name, Value }) => [Name, Value]));
    return Object.fromEntries(Object.entries(parameters).map(([variable, name]) => [variable, values.get(name)]));
  }

  /** Put a folder into the bucket as a previous action has: by the pipeline's own hand, with an administrator's keys. */
  handOver(folder: string, key: string): void {
    const archive = pack(folder);
    this.#aws({}, 's3api', 'put-object', '--bucket', this.about.artifacts, '--key', key, '--body', archive);
    rmSync(archive);
  }

  /** Read an input artifact into a folder. */
  read(keys: Variables, key: string, folder: string): void {
    const archive = `${folder}.tar`;
    this.#aws(keys, 's3api', 'get-object', '--bucket', this.about.artifacts, '--key', key, archive);
    mkdirSync(folder, { recursive: true });
    must(run('tar', ['-xf', archive, '-C', folder]));
    rmSync(archive);
  }

  /** Store an output artifact. */
  store(keys: Variables, folder: string, key: string): void {
    const archive = pack(folder);
    this.#aws(keys, 's3api', 'put-object', '--bucket', this.about.artifacts, '--key', key, '--body', archive);
    rmSync(archive);
  }

  /** Write the end of a build's log, now. */
  log(keys: Variables, stream: string, text: string): void {
    const at = ['--log-group-name', this.about.logGroup, '--log-stream-name', stream];
    this.#aws(keys, 'logs', 'create-log-stream', ...at);
    const timestamp = Date.now();
    const lines = text.slice(-LOG_CHARACTERS).split('\n').filter(Boolean);
    const events = JSON.stringify((lines.length === 0 ? ['-'] : lines).map((message) => ({ timestamp, message })));
    this.#aws(keys, 'logs', 'put-log-events', ...at, '--log-events', events);
  }

  #aws<T>(keys: Variables, ...args: string[]): T {
    const { awsCli, env } = this.about;
    const { stdout } = must(run(awsCli, [...args, '--output', 'json'], { env: { ...env, ...keys } }));
    return JSON.parse(stdout.trim() || '{}') as T;
  }
}

function pack(folder: string): string {
  const archive = join(folder, '..', `${Date.now()}-${Math.round(Math.random() * 1e9)}.tar`);
  must(run('tar', ['-cf', archive, '-C', folder, '.']));
  return archive;
}

function must(ran: Ran): Ran {
  if (ran.status !== 0) throw new Error(`${ran.stdout}\n${ran.stderr}`);
  return ran;
}
