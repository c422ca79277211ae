// What CodeBuild does itself for a build, in the name of the build's role: it reads the input artifact and the parameters of
// which it makes variables, writes the log, and stores the output artifact. A role that lacks one of these rights fails here,
// as its build would in AWS.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../harness.mjs';

/** Names that a template only refers to are the account's to say. */
export class CodeBuildRole {
  /**
   * @param {object} about
   * @param about.emulator from `startEmulator`
   * @param about.account that the project is in
   * @param about.region likewise
   * @param about.project name of the project
   * @param about.roleArn of the project's role
   * @param about.awsCli path of the AWS CLI
   * @param about.env variables that lead the CLI to the emulator
   * @param about.artifacts bucket with the artifacts of the project's pipeline
   * @param about.logGroup of the project
   */
  constructor(about) {
    Object.assign(this, about);
  }

  /** Keys of a session of the role. Throws when the role does not trust CodeBuild for this project. */
  async keys() {
    const { AccessKeyId, SecretAccessKey, SessionToken } = await this.emulator.session({
      service: 'codebuild.amazonaws.com',
      roleArn: this.roleArn,
      sourceArn: `arn:aws:codebuild:${this.region}:${this.account}:project/${this.project}`,
      sourceAccount: this.account,
    });
    return {
      AWS_ACCESS_KEY_ID: AccessKeyId,
      AWS_SECRET_ACCESS_KEY: SecretAccessKey,
      AWS_SESSION_TOKEN: SessionToken,
    };
  }

  /** Values of the variables that come from SSM parameters. @param parameters names of parameters, by variable */
  variables(keys, parameters) {
    const names = Object.values(parameters);
    if (names.length === 0) return {};
    const { Parameters } = this.#aws(keys, 'ssm', 'get-parameters', '--names', ...names);
    const values = new Map(Parameters.map(({ Name, Value }) => [Name, Value]));
    return Object.fromEntries(Object.entries(parameters).map(([variable, name]) => [variable, values.get(name)]));
  }

  /** Put a folder into the bucket as a previous action has: by the pipeline's own hand, with an administrator's keys. */
  handOver(folder, key) {
    const archive = pack(folder);
    this.#aws({}, 's3api', 'put-object', '--bucket', this.artifacts, '--key', key, '--body', archive);
    rmSync(archive);
  }

  /** Read an input artifact into a folder. */
  read(keys, key, folder) {
    const archive = `${folder}.tar`;
    this.#aws(keys, 's3api', 'get-object', '--bucket', this.artifacts, '--key', key, archive);
    mkdirSync(folder, { recursive: true });
    must(run('tar', ['-xf', archive, '-C', folder]));
    rmSync(archive);
  }

  /** Store an output artifact. */
  store(keys, folder, key) {
    const archive = pack(folder);
    this.#aws(keys, 's3api', 'put-object', '--bucket', this.artifacts, '--key', key, '--body', archive);
    rmSync(archive);
  }

  /** Write the log of a build. */
  log(keys, stream, text) {
    const at = ['--log-group-name', this.logGroup, '--log-stream-name', stream];
    this.#aws(keys, 'logs', 'create-log-stream', ...at);
    const events = JSON.stringify([{ timestamp: 1_700_000_000_000, message: text.slice(-1000) || '-' }]);
    this.#aws(keys, 'logs', 'put-log-events', ...at, '--log-events', events);
  }

  #aws(keys, ...args) {
    const { stdout } = must(run(this.awsCli, [...args, '--output', 'json'], { env: { ...this.env, ...keys } }));
    return stdout.trim() === '' ? undefined : JSON.parse(stdout);
  }
}

function pack(folder) {
  const archive = join(folder, '..', `${Date.now()}-${Math.round(Math.random() * 1e9)}.tar`);
  must(run('tar', ['-cf', archive, '-C', folder, '.']));
  return archive;
}

function must(ran) {
  if (ran.status !== 0) throw new Error(`${ran.stdout}\n${ran.stderr}`);
  return ran;
}
