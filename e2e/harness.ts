// What every end-to-end suite needs: where things are, how to run them, and how to say what came of it.
import { spawnSync } from 'node:child_process';
import type { SpawnSyncReturns } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { TestContext } from 'node:test';

/** Folder of the repository. */
export const root = join(__dirname, '..');
/** The careplane command. */
export const careplane = join(root, 'apps/deploy/bin/careplane.js');
/** Where tools are kept between runs: outside the repository, so that a fresh clone finds them again. */
export const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'careplane');

/** How a command is run. */
export interface RunOptions {
  /** Put over the variables of this process; undefined takes one away. */
  readonly env?: Env;
  readonly cwd?: string;
  readonly input?: string;
}

/** Run a command to its end and keep what it prints. */
export function run(command: string, args: readonly string[], { env = {}, cwd, input }: RunOptions = {}): Ran {
  return spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    cwd,
    input,
    maxBuffer: 2 ** 28,
  });
}

/** How a command ended. */
export type Ran = SpawnSyncReturns<string>;

/** Variables of a process; undefined takes one away. */
export type Env = Readonly<Record<string, string | undefined>>;

/** A suite: what all of its scenes play in, and the scenes, one after the other. */
export interface Suite<Stage> {
  /** Makes the stage, in an empty folder that goes afterwards. Undefined where it cannot: `missing` or `report` has said why. */
  open(scratch: string): Stage | undefined | Promise<Stage | undefined>;
  /** What is stopped in the end, however the scenes ended. */
  close?(stage: Stage): void | Promise<void>;
  /**
   * By name: each is a test of node:test, and what it reports are tests below that. The stage goes from one to the next. One that
   * throws ends the suite: what follows would not find what it needs.
   */
  readonly scenes: Readonly<Record<string, (stage: Stage) => unknown>>;
}

/** The test of the scene that plays now. */
let scene: TestContext | undefined;
/** What it has reported. */
let reported: Promise<unknown>[] = [];

/** Declare a suite, for node:test. */
export function suite<Stage>(name: string, { open, close, scenes }: Suite<Stage>): void {
  void describe(name, { concurrency: 1 }, () => {
    let scratch: string | undefined;
    let stage: Stage | undefined;
    let over: string | undefined;
    const opened = async (): Promise<Stage | undefined> => {
      if (scratch !== undefined) return stage;
      scratch = mkdtempSync(join(tmpdir(), `careplane-e2e-${name}-`));
      stage = await open(scratch);
      if (stage === undefined) over = 'there is no stage for it';
      return stage;
    };
    for (const [title, play] of Object.entries(scenes)) {
      void it(title, async (test) => {
        if (over !== undefined) return test.skip(over);
        scene = test;
        reported = [];
        try {
          const on = await opened();
          if (on !== undefined) await play(on);
        } catch (error) {
          over = `"${title}" has ended the suite`;
          throw error;
        } finally {
          await Promise.all(reported);
        }
      });
    }
    after(async () => {
      try {
        if (stage !== undefined) await close?.(stage);
      } finally {
        if (scratch !== undefined) rmSync(scratch, { recursive: true, force: true });
      }
    });
  });
}

/** One thing that was tried, and the end of what it printed when it did not hold. @returns whether it held */
export function report(name: string, good: boolean, detail: unknown = ''): boolean {
  check(name, () => {
    if (good) return;
    const error = new Error(String(detail).split('\n').slice(-40).join('\n'));
    // Where the harness threw it helps nobody.
    error.stack = error.message;
    throw error;
  });
  return good;
}

/** A part that this machine lacks: by name, with what it takes to get it. Under CI it fails the run. */
export function missing(what: string): void {
  const title = `missing: ${what}`;
  if (process.env['CI']) check(title, () => assert.fail('CI has every part'));
  else check(title, (test) => test.skip());
}

/** What an earlier scene has left. @throws Error when it did not, or was not played */
export function left<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`${what} is not there: an earlier scene makes it`);
  return value;
}

function check(title: string, test: (test: TestContext) => void): void {
  if (scene === undefined) throw new Error(`"${title}" is reported outside of a scene`);
  reported.push(scene.test(title, test));
}

/**
 * Python packages in an environment of their own below the cache; there already after the first time.
 *
 * @param name folder below the cache; name and version of the main package
 * @param requirements pinned: `moto==5.2.1`
 * @returns folder with the environment's commands, or undefined when it could not be made
 */
export function pythonEnvironment(name: string, requirements: readonly string[]): string | undefined {
  const place = join(cache, name);
  // Written last: an installation that was cut off is made again.
  const complete = join(place, 'bin', 'python3');
  const stamp = join(place, 'installed');
  if (existsSync(complete) && existsSync(stamp)) return join(place, 'bin');
  mkdirSync(cache, { recursive: true });
  const steps = [
    () => run('python3', ['-m', 'venv', '--clear', place]),
    () => run(join(place, 'bin/pip'), ['install', '--quiet', ...requirements]),
    () => run('touch', [stamp]),
  ];
  for (const step of steps) {
    const done = step();
    if (done.status === 0) continue;
    rmSync(place, { recursive: true, force: true });
    missing(`${requirements.join(', ')}: needs python3 with venv, and PyPI. ${done.stderr ?? ''}`);
    return undefined;
  }
  return join(place, 'bin');
}
