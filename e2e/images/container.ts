// Runs the root file system of an image as ECS would: in namespaces of its own, as the task's user, without privileges,
// read-only except for what the task definition names. Needs root and util-linux; leaves no mount and no process.
import { spawn } from 'node:child_process';
import { chownSync, closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from '../machine';
import type { Env, Ran } from '../machine';
import type { ImageConfig } from './store';
import type { Task } from './task';

const SETUP = join(__dirname, 'enter.sh');
/** How long ECS waits between the stop signal and SIGKILL. */
export const STOP_WITHIN_MS = 30_000;

/** How a container ended. */
export interface Ended {
  readonly status?: number | null;
  readonly signal: string | null;
}

/** A container that was started. */
export interface Container {
  /** On this machine. */
  readonly pid: number | undefined;
  /** Runs a command inside. */
  readonly exec: (words: readonly string[]) => Ran;
  /** Gets a page from outside, whatever the certificate. */
  readonly ask: (url: string, ...options: string[]) => Ran;
  /** Runs a command of this machine in its network. */
  readonly outside: (...words: string[]) => Ran;
  /** Sends the image's stop signal. */
  readonly stop: () => Promise<Ended & { readonly afterMs: number }>;
  /** Ends it whatever it does. */
  readonly kill: () => Promise<Ended>;
  readonly hasEnded: () => boolean;
}

/**
 * Start an image's command.
 *
 * @param rootfs folder with the unpacked image
 * @param log file for what it prints
 */
export async function start(rootfs: string, config: ImageConfig, task: Task, log: string): Promise<Container> {
  const [uid = '', gid = uid] = task.user.split(':');
  const output = openSync(log, 'a');
  // As runc does: a program may open /dev/stdout again, under its own user.
  chownSync(log, Number(uid), Number(gid));
  const env: Record<string, string> = { ...Object.fromEntries((config.Env ?? []).map(pair)), HOME: '/', ...task.env };
  const command = [...(config.Entrypoint ?? []), ...(config.Cmd ?? [])];
  const identity = ['--setuid', uid, '--setgid', gid];
  const within = ['--no-new-privs', 'unshare', '--root', rootfs, '--wd', config.WorkingDir || '/', ...identity, '--'];
  const writable = Object.entries(task.writable).map(([folder, mebibytes]) => `${folder}=${mebibytes}`);
  const own = ['--mount', '--pid', '--net', '--ipc', '--uts', '--fork', '--kill-child'];
  const child = spawn('unshare', [...own, 'sh', SETUP, rootfs, writable.join(' '), ...within, ...command], {
    env,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  const ended = new Promise<Ended>((resolve) => child.on('close', (status, signal) => resolve({ status, signal })));
  let over: Ended | undefined;
  void ended.then((how) => (over = how));
  const known: { first?: number | undefined } = {};
  // The first process takes all others of its namespace with it. With another user it no longer ends with its parent.
  const kill = () => {
    if (over !== undefined) return;
    if (known.first !== undefined && isThere(known.first)) process.kill(known.first, 'SIGKILL');
    child.kill('SIGKILL');
  };
  process.once('exit', kill);

  const pid = await firstChild(child.pid ?? 0, () => over !== undefined);
  known.first = pid;
  const exec = (words: readonly string[]): Ran => {
    const into = ['--target', String(pid), '--mount', '--pid', '--net', '--ipc', '--uts', '--', 'setpriv', ...within];
    return run('nsenter', [...into, ...words], { env: only(env) });
  };
  const outside = (...words: string[]): Ran => run('nsenter', ['--target', String(pid), '--net', '--', ...words]);
  // With this machine's curl, as the balancer asks: it takes any certificate, and not every image has a client.
  const ask = (url: string, ...options: string[]): Ran =>
    outside('curl', '--silent', '--show-error', '--insecure', '--max-time', '20', ...options, url);
  const stop = async () => {
    const since = Date.now();
    if (over === undefined && pid !== undefined) process.kill(pid, config.StopSignal ?? 'SIGTERM');
    const late: Ended = { signal: 'none within 30 s' };
    const how = await Promise.race([ended, sleep(STOP_WITHIN_MS, late, { ref: false })]);
    kill();
    await ended;
    return { ...how, afterMs: Date.now() - since };
  };
  return { pid, exec, ask, outside, stop, kill: async () => (kill(), ended), hasEnded: () => over !== undefined };
}

/** What listens inside, by port. */
export function listensOn({ pid }: Container, port: number): boolean {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  return ['tcp', 'tcp6'].some((table) => {
    const text = run('cat', [`/proc/${pid}/net/${table}`]).stdout;
    return text.split('\n').some((line) => new RegExp(`^\\s*\\d+: [0-9A-F]+:${hex} \\S+ 0A `).test(line));
  });
}

/** User, groups and capabilities of a process, as the kernel has them. */
export function privilegesOf({ pid }: Container) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const of = (key: string) => new RegExp(`^${key}:[ \\t]*(.*)$`, 'm').exec(status)?.[1]?.trim().split(/\s+/).join(' ');
  return { uid: of('Uid'), gid: of('Gid'), groups: of('Groups'), capabilities: of('CapEff'), locked: of('NoNewPrivs') };
}

function isThere(pid: number): boolean {
  return existsSync(`/proc/${pid}`);
}

/** The process that is the first in its namespace. */
async function firstChild(parent: number, isOver: () => boolean): Promise<number | undefined> {
  for (let waited = 0; waited < 5000 && !isOver(); waited += 20) {
    const pid = run('cat', [`/proc/${parent}/task/${parent}/children`]).stdout.trim();
    if (pid !== '') return Number(pid);
    await sleep(20);
  }
  return undefined;
}

/** Nothing of this machine's environment gets in. */
function only(env: Env): Env {
  return { ...Object.fromEntries(Object.keys(process.env).map((name) => [name, undefined])), ...env };
}

function pair(text: string): [string, string] {
  const at = text.indexOf('=');
  return [text.slice(0, at), text.slice(at + 1)];
}
