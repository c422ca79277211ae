// A process of its own, which `cloudformation-validation.ts` starts. It asks the CDK's own validation about the templates that are named
// on its standard input, and writes the violations to its standard output; both as JSON.
import { text } from 'node:stream/consumers';
import { CloudFormationValidatePlugin } from 'aws-cdk-lib';
import type { PolicyValidationStack } from 'aws-cdk-lib';
import { RootConstruct } from 'constructs';

async function main(): Promise<void> {
  const stackTemplates = JSON.parse(await text(process.stdin)) as PolicyValidationStack[];
  const { violations } = new CloudFormationValidatePlugin().validate({
    // Is not looked at; the plugin wants one.
    appConstruct: new RootConstruct(),
    templatePaths: stackTemplates.map(({ templatePath }) => templatePath),
    stackTemplates,
  });
  process.stdout.write(JSON.stringify(violations));
}

main().catch((error: unknown) => {
  // One line, for the verdict.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
