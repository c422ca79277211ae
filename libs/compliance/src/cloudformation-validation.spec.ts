import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { cloudFormationValidation } from './cloudformation-validation';

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'cdk.out-'));
});
afterEach(() => rmSync(outdir, { recursive: true }));

function validate(build: (stack: Stack) => void) {
  const app = new App({ outdir, builtinCloudFormationValidation: false });
  build(new Stack(app, 'acme-network', { env: { account: '111122223333', region: 'us-east-2' } }));
  return cloudFormationValidation(app.synth(), app);
}

/** The real engine; loading it takes two seconds. */
test('finds a planted error, says in which stack and resource it is, and leaves the sound resource alone', () => {
  const { open, ...verdict } = validate((stack) => {
    new CfnResource(stack, 'Vpc', { type: 'AWS::EC2::VPC', properties: { CidrBlock: '10.20.0.0/16' } });
    new CfnResource(stack, 'Bad', { type: 'AWS::EC2::VPC', properties: { CidrBlock: '10.20.0.0/16', Colour: 'red' } });
  });
  expect(verdict).toEqual({
    judge: 'CloudFormation validation',
    ran: true,
    version: 'aws-cdk-lib 2.276.0',
    acknowledged: [],
  });
  expect(open).toEqual([
    {
      rule: 'F3002',
      severity: 'error',
      message: expect.stringContaining('Colour'),
      where: 'acme-network/Bad',
    },
  ]);
});
