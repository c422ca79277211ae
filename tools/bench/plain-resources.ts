// A second floor for synth: the CDK writes the same resources, given as they are in finished templates. No construct of ours or
// of the CDK's higher levels, no YAML, no check: what is left is the CDK's own work for so many resources in so many stacks.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, CfnResource, Stack } from 'aws-cdk-lib';

const [from = '', outdir = ''] = process.argv.slice(2);

interface Template {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties?: Record<string, unknown> }>
  >;
}

for (const unit of readdirSync(from)) {
  const app = new App({
    outdir: join(outdir, unit),
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
    treeMetadata: false,
    postCliContext: { 'aws:cdk:disable-stack-trace': true, 'aws:cdk:disable-creation-stack-traces': true },
  });
  for (const file of readdirSync(join(from, unit)).filter((name) => name.endsWith('.template.json'))) {
    const { Resources } = JSON.parse(readFileSync(join(from, unit, file), 'utf8')) as Template;
    const stack = new Stack(app, file.replace('.template.json', ''));
    for (const [id, { Type, Properties = {} }] of Object.entries(Resources)) {
      new CfnResource(stack, id, { type: Type, properties: Properties });
    }
  }
  app.synth();
}
