// The actions of others that the workflows use: of each, what it leaves behind on this machine.
import { cpSync, existsSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { run } from '../machine';
import type { Ran } from '../machine';
import type { Ecr } from '../scan/ecr';
import { assume, claimsOf } from './token';
import type { Claims, JobAbout } from './token';
import type { Machine } from './workflow';

/** What an action or a service refuses: the job fails, with these words. */
export class Refused extends Error {}

/** A job at work. */
export interface Job {
  readonly hub: Machine;
  readonly folder: string;
  readonly about: JobAbout;
  readonly permissions: Readonly<Record<string, string>>;
  readonly roles: string[];
  readonly sha: string;
  readonly claims: Claims;
  readonly artifacts: string;
  readonly env: Record<string, string>;
  ecr?: Ecr;
}

/** An action of others: what it leaves behind. */
type Action = (job: Job, given: Readonly<Record<string, string>>) => void | Promise<void>;

export const ACTIONS: Readonly<Record<string, Action>> = {
  'actions/checkout': ({ hub, folder, sha }, { path = '.', ref }) => {
    const into = join(folder, path);
    must(run('git', ['clone', '--quiet', '--shared', hub.clone, into]));
    must(run('git', ['-C', into, 'checkout', '--quiet', '--detach', ref === undefined ? sha : `origin/${ref}`]));
  },
  // They are this machine's.
  'actions/setup-node': () => undefined,
  'actions/setup-python': () => undefined,
  'aws-actions/configure-aws-credentials': async (job, { 'role-to-assume': role = '', 'aws-region': region = '' }) => {
    if (job.permissions['id-token'] !== 'write') throw new Error('no token without id-token: write');
    const assumed = await assume(job.hub.endpoint, region, role, { ...claimsOf(job.hub, job.about), ...job.claims });
    if (assumed.refused !== undefined) throw new Refused(`Could not assume role with OIDC: ${assumed.refused}`);
    const { keys } = assumed;
    job.roles.push(role.slice(role.indexOf('/') + 1));
    job.ecr = await job.hub.startEcr({ AccessKeyId: keys.AWS_ACCESS_KEY_ID, SessionToken: keys.AWS_SESSION_TOKEN });
    Object.assign(job.env, keys, { AWS_REGION: region, AWS_DEFAULT_REGION: region });
  },
  'actions/upload-artifact': ({ folder, artifacts }, { name = '', path = '', 'if-no-files-found': none }) => {
    const from = join(folder, path);
    if (!existsSync(from)) {
      if (none === 'error') throw new Refused(`No files were found with the provided path: ${path}`);
      return;
    }
    // A job that is run again has its artifact replaced.
    rmSync(join(artifacts, name), { recursive: true, force: true });
    // Of a file its name is kept, and no folder.
    const to = statSync(from).isDirectory() ? join(artifacts, name) : join(artifacts, name, basename(from));
    cpSync(from, to, { recursive: true });
  },
  'actions/download-artifact': ({ folder, artifacts }, { name = '', path = '.' }) => {
    if (!existsSync(join(artifacts, name))) throw new Refused(`Unable to find artifact ${name}`);
    cpSync(join(artifacts, name), join(folder, path), { recursive: true });
  },
};

function must({ status, stderr }: Ran): void {
  if (status !== 0) throw new Error(stderr);
}
