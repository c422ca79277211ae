import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Problem } from '@careplane/problems';
import { assert, oneof, property, tuple, constant, stringMatching } from 'fast-check';
import { load, loadTexts } from './load';
import type { LoadResult } from './load';
import { anyYaml, clumsyEdit, medmo, mutationOf } from './testing/arbitrary-yaml';
import { PLATFORM, serviceYaml } from './testing/examples';
import { testdir } from './testing/testdir';

const FILES = { platform: 'medmo/platform.yaml', service: 'medmo/api/service.yaml' };

function loadMemory(platform: string, service: string): LoadResult {
  return loadTexts({
    platform: { file: FILES.platform, text: { ok: true, value: platform } },
    services: [{ directory: 'medmo/api', file: FILES.service, text: { ok: true, value: service } }],
  });
}

/** A model, or at least one problem that a person can do something with; and never what only a programmer can read. */
function expectAnAnswer(result: LoadResult, lineCounts: Readonly<Record<string, number>>): void {
  if (result.ok) {
    // Plain data, nothing left undefined.
    expect(isDeepStrictEqual(JSON.parse(JSON.stringify(result.model)), result.model)).toBe(true);
  } else {
    expect(result.problems.length).toBeGreaterThan(0);
    expect(result.problems.filter((problem) => !isWellFormed(problem, lineCounts[problem.file] ?? 0))).toEqual([]);
  }
}

const PROGRAMMERS_WORDS = /undefined|\[object|NaN|call stack|(Type|Range|Reference|Syntax)Error|\n\s+at /;

function isWellFormed({ line, path, message, given, allowed, fix }: Problem, lineCount: number): boolean {
  return (
    Number.isInteger(line) &&
    line >= 1 &&
    line <= lineCount &&
    typeof path === 'string' &&
    [message, given, allowed, fix].every((text) => /\S/.test(text)) &&
    given.length <= 80 &&
    !PROGRAMMERS_WORDS.test(`${message} ${allowed} ${fix}`)
  );
}

const linesOf = (text: string) => text.split('\n').length;

// One of the two files is as it should be, or both are not.
const pair = oneof(
  {
    weight: 4,
    arbitrary: tuple(
      anyYaml(medmo.platform),
      constant(serviceYaml('api', 'secrets: [SESSION_KEY, SMS_GATEWAY_KEY]\n')),
    ),
  },
  { weight: 4, arbitrary: tuple(constant(PLATFORM), anyYaml(medmo.service)) },
  { weight: 1, arbitrary: tuple(mutationOf(medmo.platform), mutationOf(medmo.service)) },
);

it('10,000 files as people write them: a model or problems, and never an exception', () => {
  const seen = { models: 0, problems: 0 };
  assert(
    property(pair, ([platform, service]) => {
      const result = loadMemory(platform, service);
      seen[result.ok ? 'models' : 'problems'] += 1;
      expectAnAnswer(result, { [FILES.platform]: linesOf(platform), [FILES.service]: linesOf(service) });
    }),
    { numRuns: 10_000 },
  );
  // Neither all right nor all wrong, or this would be a poor test.
  expect(Math.min(seen.models, seen.problems)).toBeGreaterThan(100);
});

it('the same through files', () => {
  assert(
    property(pair, ([platform, service]) => {
      // Text that UTF-8 cannot express comes back as another character, and is refused.
      const there = testdir({ 'platform.yaml': platform, 'api/service.yaml': service });
      const counts = { 'platform.yaml': linesOf(platform), 'api/service.yaml': linesOf(service) };
      for (const at of [there, join(there, 'api')]) {
        expectAnAnswer(
          load(at),
          Object.fromEntries(Object.entries(counts).map(([path, count]) => [join(there, path), count])),
        );
      }
    }),
    { numRuns: 300 },
  );
});

it('a password shows in no problem, however clumsily the file was edited', () => {
  assert(
    property(stringMatching(/^[a-z]{12}$/), clumsy(), (password, template) => {
      const result = loadMemory(PLATFORM, template.replaceAll('SECRET', password));
      expect(JSON.stringify(result.ok ? [] : result.problems)).not.toContain(password.slice(0, 8));
    }),
    { numRuns: 2000 },
  );
});

function clumsy() {
  const forms = ['  DB_PASSWORD: SECRET', '  DB_PASSWORD: "SECRET"', '  OTHER: SECRET', '  LIST: [SECRET, SECRET]'];
  const service = medmo.service.replace('  LOG_LEVEL: info', forms.join('\n'));
  return mutationOf(service, clumsyEdit);
}
