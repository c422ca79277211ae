// `node --test` runs this; tools/nx-plugin's tests start it. What a sample run that fails does to the bundle.
import { doesNotThrow, equal, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { sampleFailed } from './bundle';

const fail = (CI: string | undefined) => () =>
  sampleFailed(['estimate', 'a.yaml'], { status: 3, stderr: 'why' }, 0, { CI });

void test('in CI it ends the bundle, with the run and what it printed', () => {
  for (const ci of ['true', '1', 'yes'])
    throws(fail(ci), /The sample "estimate a\.yaml" ended with 3 in place of 0: why/);
});

void test('elsewhere it is a warning', (context) => {
  const warn = context.mock.method(console, 'warn', () => undefined);
  for (const ci of [undefined, '', '0', 'false']) doesNotThrow(fail(ci));
  equal(warn.mock.callCount(), 4);
});
