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
  return cloudFormationValidation([app.synth()], app);
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

test('a role with a path: the attribute Arn is not taken for the name, and the name is found', () => {
  const project = (serviceRole: unknown) => ({
    type: 'AWS::CodeBuild::Project',
    properties: {
      ServiceRole: serviceRole,
      Source: { Type: 'CODEPIPELINE' },
      Artifacts: { Type: 'CODEPIPELINE' },
      Environment: {
        Type: 'LINUX_CONTAINER',
        ComputeType: 'BUILD_GENERAL1_SMALL',
        Image: 'aws/codebuild/standard:7.0',
      },
    },
  });
  const { open, acknowledged } = validate((stack) => {
    const AssumeRolePolicyDocument = { Version: '2012-10-17', Statement: [] };
    new CfnResource(stack, 'Role', {
      type: 'AWS::IAM::Role',
      properties: { AssumeRolePolicyDocument, Path: '/acme/' },
    });
    new CfnResource(stack, 'Good', project({ 'Fn::GetAtt': ['Role', 'Arn'] }));
    new CfnResource(stack, 'Bad', project({ Ref: 'Role' }));
  });
  expect(open.filter(({ rule }) => rule === 'E3050').map(({ where }) => where)).toEqual(['acme-network/Bad']);
  expect(acknowledged).toMatchObject([{ rule: 'E3050', at: 'acme-network/Good' }]);
});
