// `node --test` runs this; tools/nx-plugin's tests start it. The platforms that the suites measure load: a new rule must not
// stop a benchmark that runs only now and then. Nothing is synthesized.
import { equal, match, ok } from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { load } from '@careplane/config';
import { firstOf, writePlatform } from './platforms';

for (const services of [1, 5, 25, 50, 99, 100]) {
  void test(`a platform of ${services} services loads`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'careplane-bench-'));
    try {
      writePlatform(folder, services);
      const loaded = load(folder);
      ok(loaded.ok);
      equal(loaded.model.services.length, services);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

void test('an error shows the first problems, and how many more there are', () => {
  const problem = {
    file: 'a.yaml',
    line: 1,
    path: 'name',
    message: 'is wrong',
    given: '',
    allowed: '',
    fix: 'mend it',
  };
  const text = firstOf(Array.from({ length: 81 }, () => problem));
  match(text, /and 78 more$/);
  equal(text.trim().split('\n').length, 4);
});
