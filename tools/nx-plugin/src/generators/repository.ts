import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { refuse } from './refuse';

/** A repository, as passed to a generator. */
export type Remote =
  | { readonly kind: 'github'; readonly name: string }
  | {
      readonly kind: 'codecommit';
      readonly name: string;
      /** Region in the remote's address, when it has one. */
      readonly region?: string;
    };

const GITHUB_NAME = '[A-Za-z0-9-]+/[A-Za-z0-9._-]+?';
const CODECOMMIT_NAME = '[A-Za-z0-9._-]{1,100}';

const GITHUB_REMOTE = new RegExp(
  `^(?:https://(?:[^/@]+@)?github\\.com/|git@github\\.com:|ssh://git@(?:ssh\\.)?github\\.com(?::\\d+)?/)(${GITHUB_NAME})(?:\\.git)?/?$`,
);
const CODECOMMIT_REMOTE = new RegExp(
  `^(?:https|ssh)://(?:[^/@]+@)?git-codecommit(?:-fips)?\\.([a-z0-9-]+)\\.amazonaws\\.com/v1/repos/(${CODECOMMIT_NAME})/?$`,
);
const CODECOMMIT_HELPER = new RegExp(`^codecommit(?:::([a-z0-9-]+))?://(?:[^/@]+@)?(${CODECOMMIT_NAME})$`);

/** Read the address of a git remote. Undefined for a host that no pipeline of ours reads. */
export function parseRemote(address: string): Remote | undefined {
  const github = GITHUB_REMOTE.exec(address)?.[1];
  if (github !== undefined) return { kind: 'github', name: github };
  const codecommit = CODECOMMIT_REMOTE.exec(address) ?? CODECOMMIT_HELPER.exec(address);
  if (codecommit === null) return undefined;
  const [, region, name = ''] = codecommit;
  return { kind: 'codecommit', name, ...(region === undefined ? {} : { region }) };
}

/** Reading a setting takes milliseconds; a repository on a file system that does not answer must not block for ever. */
const GIT_TIMEOUT_MS = 10_000;

/** What git calls "origin" in a workspace; undefined outside of a repository and for hosts that are not known. */
export function remoteOf(root: string): Remote | undefined {
  if (!existsSync(join(root, '.git'))) return undefined;
  const { status, stdout } = spawnSync('git', ['-C', root, 'remote', 'get-url', 'origin'], {
    encoding: 'utf8',
    timeout: GIT_TIMEOUT_MS,
  });
  return status === 0 ? parseRemote(stdout.trim()) : undefined;
}

/** Read an option --repository: `github:owner/repository` or `codecommit:name`. */
export function parseRepository(given: string): Remote {
  const github = new RegExp(`^github:(${GITHUB_NAME})$`).exec(given)?.[1];
  if (github !== undefined) return { kind: 'github', name: github };
  const codecommit = new RegExp(`^codecommit:(${CODECOMMIT_NAME})$`).exec(given)?.[1];
  if (codecommit !== undefined) return { kind: 'codecommit', name: codecommit };
  return refuse(
    `--repository ${given} is not a repository. Write github:owner/repository, codecommit:name, or none when there is no repository yet.`,
  );
}
