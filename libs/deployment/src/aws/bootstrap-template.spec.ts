import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MIN_BOOTSTRAP_VERSION } from '@careplane/config';
import { parse } from 'yaml';

it('the account of the end-to-end tests starts from a bootstrap that is new enough', () => {
  // tools/emulator/bootstrap.ts has the pinned toolkit deploy it.
  const toolkit = dirname(require.resolve('@aws-cdk/toolkit-lib/package.json'));
  const template = join(toolkit, 'lib/api/bootstrap/bootstrap-template.yaml');
  const { Resources } = parse(readFileSync(template, 'utf8'), { logLevel: 'error' }) as {
    Resources: { CdkBootstrapVersion: { Properties: { Value: string } } };
  };
  expect(Number(Resources.CdkBootstrapVersion.Properties.Value)).toBeGreaterThanOrEqual(MIN_BOOTSTRAP_VERSION);
});
