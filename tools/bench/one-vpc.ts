// The floor: a CDK app as small as a useful one can be, one stack with one VPC, without any of our code. Plain node,
// the CDK from node_modules, no template validation, as little else as in `careplane synth`.
import { App, Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';

const app = new App({
  outdir: process.argv[2] ?? '',
  analyticsReporting: false,
  builtinCloudFormationValidation: false,
  treeMetadata: false,
  postCliContext: { 'aws:cdk:disable-stack-trace': true, 'aws:cdk:disable-creation-stack-traces': true },
});
new Vpc(new Stack(app, 'Bare'), 'Vpc');
app.synth();
