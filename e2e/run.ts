/**
 * `npm run e2e [-- SUITE…] [--test-name-pattern=REGEX] [--reporter=spec|tap|dot|junit]`: the end-to-end suites, by node:test. Each
 * file in suites/ is a suite, in a process of its own. Says by name what it could not get; under CI=true a missing part is a failure.
 */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { run } from 'node:test';
import { dot, junit, spec, tap } from 'node:test/reporters';
import { parseArgs } from 'node:util';
import { Counts } from './counts';

const SUITES = join(__dirname, 'suites');
const REPORTERS = { spec: () => new spec(), tap: () => tap, dot: () => dot, junit: () => junit };

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'test-name-pattern': { type: 'string', multiple: true, default: [] },
      reporter: { type: 'string', default: 'spec' },
    },
  });
  const all = readdirSync(SUITES)
    .map((file) => basename(file, '.ts'))
    .sort();
  const unknown = positionals.filter((name) => !all.includes(name));
  if (unknown.length > 0) return refuse(`there is no suite ${unknown.join(', ')}; there are ${all.join(', ')}.`);
  const [, reporter] = Object.entries(REPORTERS).find(([name]) => name === values.reporter) ?? [];
  if (reporter === undefined) {
    return refuse(`there is no reporter ${values.reporter}; there are ${Object.keys(REPORTERS).join(', ')}.`);
  }
  const names = positionals.length > 0 ? positionals : all;
  const patterns = values['test-name-pattern'];
  const events = run({
    files: names.map((name) => join(SUITES, `${name}.ts`)),
    // They share two processors, ports and caches: one at a time.
    concurrency: false,
    ...(patterns.length > 0 && { testNamePatterns: patterns }),
  });
  const counts = new Counts();
  events.on('test:pass', (event) => counts.passed(event));
  events.on('test:fail', (event) => counts.failed(event));
  const shown = events.compose<NodeJS.ReadWriteStream>(reporter());
  shown.pipe(process.stdout, { end: false });
  shown.on('end', () => {
    console.log(`\n${counts.line()}`);
    process.exitCode = counts.exitCode();
  });
}

function refuse(why: string): void {
  console.error(`e2e: ${why}`);
  process.exitCode = 2;
}

main();
