// How a suite is declared to node:test, and how its tests report what they have tried.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { TestContext } from 'node:test';

/** A suite: what its tests share, and the tests, which run one after the other. */
export interface Suite<Fixture> {
  /**
   * Makes what the tests share, before the first of them. Undefined where that is impossible: `missing` or `report` has said why.
   *
   * @param scratch an empty folder, removed in the end
   */
  setUp(scratch: string): Fixture | undefined | Promise<Fixture | undefined>;
  /** Stops what was started, however the tests ended. */
  tearDown?(fixture: Fixture): void | Promise<void>;
  /**
   * By name: each is a test of node:test, and what it reports are tests below that. A test may need what an earlier one left. One
   * that throws ends the suite, because the next ones would miss what they need.
   */
  readonly tests: Readonly<Record<string, (fixture: Fixture) => unknown>>;
}

/** The test that runs now. */
let current: TestContext | undefined;
/** What it has reported. */
let reported: Promise<unknown>[] = [];

/** Declare a suite, for node:test. The name is that of its file. */
export function suite<Fixture>(name: string, { setUp, tearDown, tests }: Suite<Fixture>): void {
  // A signal ends a process without the event `exit`, in which what was started is stopped.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
  void describe(name, { concurrency: 1 }, () => {
    let scratch: string | undefined;
    let fixture: Fixture | undefined;
    /** Why the next tests are not run. */
    let over: string | undefined;
    const removeScratch = (): void => {
      if (scratch !== undefined) rmSync(scratch, { recursive: true, force: true });
    };
    const ready = async (): Promise<Fixture | undefined> => {
      if (scratch !== undefined) return fixture;
      scratch = mkdtempSync(join(tmpdir(), `careplane-e2e-${name}-`));
      process.once('exit', removeScratch);
      fixture = await setUp(scratch);
      if (fixture !== undefined) return fixture;
      over = 'the suite could not be set up';
      if (reported.length === 0) throw new Error(`${over}, and has not reported why`);
      return undefined;
    };
    for (const [title, test] of Object.entries(tests)) {
      void it(title, async (context) => {
        if (over !== undefined) return context.skip(over);
        current = context;
        reported = [];
        try {
          const shared = await ready();
          if (shared !== undefined) await test(shared);
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
        if (fixture !== undefined) await tearDown?.(fixture);
      } finally {
        removeScratch();
      }
    });
  });
}

/** One thing that was tried, and the end of what it printed when it did not hold. @returns whether it held */
export function report(name: string, good: boolean, detail: unknown = ''): boolean {
  const text = String(detail).split('\n').slice(-40).join('\n');
  check(name, () => {
    if (!good) throw withoutPlace(text);
  });
  return good;
}

/** A part that this machine lacks: by name, with what it takes to get it. Under CI it fails the run. */
export function missing(what: string): void {
  check(`missing: ${what}`, (test) => {
    if (process.env['CI']) throw withoutPlace('With CI=true every part is required.');
    test.skip();
  });
}

/** What an earlier test has left. @throws Error when it did not, or was not run */
export function left<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`${what} is not there: an earlier test makes it`);
  return value;
}

function check(title: string, test: (test: TestContext) => void): void {
  if (current === undefined) throw new Error(`${title} (reported outside of a test)`);
  reported.push(current.test(title, test));
}

/** An error without the place in this file where it is thrown, because that would not help the reader. */
function withoutPlace(text: string): Error {
  const error = new Error(text);
  error.stack = text;
  return error;
}
