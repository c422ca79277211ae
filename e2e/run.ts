/**
 * `npm run e2e [-- SUITE…] [--test-name-pattern=REGEX] [--reporter=spec|tap|dot|junit]`: the end-to-end suites, by node:test. Each
 * file in suites/ is a suite, in a process of its own. Two run at a time; E2E_AT_ONCE sets another number. A missing part is named;
 * under CI=true it is a failure.
 */
import { setMaxListeners } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { run } from 'node:test';
import { dot, junit, spec, tap } from 'node:test/reporters';
import { readCommand } from '../tools/command';
import { RUN_FOLDER } from './alone';
import { Counts } from './counts';
import { allSuites, atOnce, fileOf } from './suites';

const REPORTERS = { spec: () => new spec(), tap: () => tap, dot: () => dot, junit: () => junit };
type Reporter = keyof typeof REPORTERS;

/** What the command line asks for. */
interface Request {
  readonly files: readonly string[];
  readonly concurrency: number;
  readonly patterns: readonly string[];
  readonly reporter: Reporter;
}

function requestOf(): Request {
  const all = allSuites();
  const { options, names } = readCommand({
    name: 'e2e',
    purpose: 'Run the end-to-end suites. A part that this machine lacks is named; with CI=true that is a failure.',
    options: {
      'test-name-pattern': { type: 'string', value: 'REGEX', multiple: true, help: 'only tests with such a name' },
      reporter: { type: 'string', choices: Object.keys(REPORTERS), default: 'spec', help: 'how results are printed' },
    },
    names: { called: 'suite', allowed: all },
    notes:
      'Without a suite, all of them, two at a time; E2E_AT_ONCE sets another number. e2e/README.md says what each needs.',
  });
  return {
    files: (names.length > 0 ? names : all).map(fileOf),
    concurrency: atOnce(),
    patterns: options['test-name-pattern'],
    reporter: options.reporter as Reporter,
  };
}

function start({ files, concurrency, patterns, reporter }: Request): void {
  const shared = mkdtempSync(join(tmpdir(), 'careplane-e2e-run-'));
  process.env[RUN_FOLDER] = shared;
  process.once('exit', () => rmSync(shared, { recursive: true, force: true }));
  const stopping = new AbortController();
  // Each suite listens; Node.js takes more than ten listeners for a leak, and says so.
  setMaxListeners(files.length + 1, stopping.signal);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => stopping.abort());

  const events = run({
    files,
    concurrency,
    signal: stopping.signal,
    ...(patterns.length > 0 && { testNamePatterns: patterns }),
  });
  const counts = new Counts();
  events.on('test:pass', (event) => {
    // node:test reports a file by its path when nothing in it was a test. With a filter that is no mistake.
    if (event.nesting === 0 && event.name === event.file && patterns.length === 0) counts.empty(event.name);
    else counts.passed(event);
  });
  events.on('test:fail', (event) => counts.failed(event));
  if (files.length > 1) showProgress(events);
  const shown = events.compose<NodeJS.ReadWriteStream>(REPORTERS[reporter]());
  shown.pipe(process.stdout, { end: false });
  shown.on('end', () => {
    console.log(`\n${counts.line()}`);
    process.exitCode = counts.exitCode();
  });
}

/**
 * Print when each suite begins and ends: node:test keeps the output of a suite until the ones before it have ended. On stderr, to
 * keep stdout readable for programs.
 */
function showProgress(events: ReturnType<typeof run>): void {
  const since = new Map<string, number>();
  events.on('test:dequeue', ({ name, file }) => {
    // The test of the whole file: inside are the suite and its tests.
    if (name !== file || since.has(name)) return;
    since.set(name, performance.now());
    console.error(`-- ${basename(name, '.ts')} begins`);
  });
  events.on('test:complete', ({ name, file }) => {
    const began = since.get(name);
    if (name !== file || began === undefined) return;
    console.error(`-- ${basename(name, '.ts')} took ${Math.round((performance.now() - began) / 1000)} s`);
  });
}

try {
  start(requestOf());
} catch (error) {
  console.error(`e2e: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
