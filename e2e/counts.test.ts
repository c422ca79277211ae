// `node --test` runs this; tools/nx-plugin's tests start it.
import { deepEqual, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { Counts } from './counts';
import { allSuites, atOnce } from './suites';

type Event = readonly [
  nesting: number,
  end: 'passed' | 'skipped' | 'subtestsFailed' | 'testCodeFailure' | 'hookFailed',
];

const CASES: readonly (readonly [title: string, events: readonly Event[], line: string, exitCode: number])[] = [
  ['nothing ran', [], '0 passed, 0 failed', 1],
  [
    'a test that reports nothing',
    [
      [1, 'passed'],
      [0, 'passed'],
    ],
    '1 passed, 0 failed',
    0,
  ],
  [
    'reports, not the test around them',
    [
      [2, 'passed'],
      [2, 'passed'],
      [1, 'passed'],
      [0, 'passed'],
    ],
    '2 passed, 0 failed',
    0,
  ],
  [
    'one report of two fails',
    [
      [2, 'passed'],
      [2, 'testCodeFailure'],
      [1, 'subtestsFailed'],
      [0, 'subtestsFailed'],
    ],
    '1 passed, 1 failed',
    1,
  ],
  [
    'a test throws after a report',
    [
      [2, 'passed'],
      [1, 'testCodeFailure'],
      [0, 'subtestsFailed'],
    ],
    '1 passed, 1 failed',
    1,
  ],
  [
    'a missing part',
    [
      [2, 'skipped'],
      [1, 'passed'],
      [0, 'passed'],
    ],
    '0 passed, 0 failed, 1 skipped',
    0,
  ],
  [
    'tests after one that threw',
    [
      [1, 'testCodeFailure'],
      [1, 'skipped'],
      [0, 'subtestsFailed'],
    ],
    '0 passed, 1 failed',
    1,
  ],
  [
    'a suite that cannot stop what it started',
    [
      [1, 'passed'],
      [0, 'hookFailed'],
    ],
    '1 passed, 1 failed',
    1,
  ],
  ['a file that cannot be loaded', [[0, 'testCodeFailure']], '0 passed, 1 failed', 1],
];

for (const [title, events, line, exitCode] of CASES) {
  void test(title, () => {
    const counts = new Counts();
    for (const [nesting, end] of events) {
      if (end === 'passed') counts.passed({ nesting });
      else if (end === 'skipped') counts.passed({ nesting, skip: true });
      else counts.failed({ nesting, details: { error: Object.assign(new Error(), { failureType: end }) } });
    }
    deepEqual([counts.line(), counts.exitCode()], [line, exitCode]);
  });
}

void test('how many suites run at a time', () => {
  deepEqual([atOnce('1'), atOnce('4')], [1, 4]);
  throws(() => atOnce('two'), /E2E_AT_ONCE is two; allowed is a whole number from 1/);
  throws(() => atOnce('0'), RangeError);
});

void test('a suite that is not among the longest runs too', () => {
  deepEqual(allSuites().slice(0, 2), ['platform-pipeline', 'scan-gate']);
  deepEqual(allSuites().includes('judges'), true);
});
