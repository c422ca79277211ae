import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { partitionOf } from '@careplane/aws-facts';
import { ToolFailed } from '@careplane/command-line';
import { assetBucketName, bootstrapStackName, DEFAULT_BOOTSTRAP_QUALIFIER } from '@careplane/config';
import type { PlatformModel } from '@careplane/config';
import { accessStackName, accessTemplate, contentsOf } from '@careplane/platform/access';
import type { PublishedCommand } from '@careplane/platform/access';
import type { AssembledStack } from '../../assembly/assembly';

/** Version of the CDK's command line in the commands that are printed. */
const CDK = 'aws-cdk@2.1148.1';

/** The archive with the command that pipelines and workflows run, see tools/bundle/published.ts. */
export interface CommandArchive {
  readonly file: string;
  readonly bytes: Buffer;
  readonly sha256: string;
}

/** What an administrator does once in an account. */
export interface AccountSteps {
  readonly account: string;
  readonly bootstrapQualifier: string;
  readonly holdsLedger: boolean;
  /** Regions that need CDK's bootstrap. */
  readonly regions: readonly string[];
  /** Where the access stack lies; its roles count in all regions. */
  readonly region: string;
  readonly stackName: string;
  /** The access stack, as JSON. */
  readonly template: string;
  readonly templateName: string;
  readonly bucket: string;
  /** Where the template is put: it is too long to be sent along. */
  readonly templateKey: string;
  readonly command?: PublishedCommand;
}

/**
 * The policy that CDK's own execution role gets. Our stacks never use that role; AWS's policy that denies everything keeps
 * everybody else from using it.
 */
export function executionPolicy(region: string): string {
  return `arn:${partitionOf(region)}:iam::aws:policy/AWSDenyAll`;
}

/**
 * What is to be done, account by account: the platform's own first.
 *
 * @throws Error when a resource type is not known, or something does not fit into IAM's limits
 */
export function stepsOf(
  model: PlatformModel,
  stacks: readonly AssembledStack[],
  archive: CommandArchive,
  deployers: readonly string[],
): AccountSteps[] {
  const accounts = [...contentsOf(model, stacks)].sort(
    ([a], [b]) => rank(model, a) - rank(model, b) || (a < b ? -1 : 1),
  );
  return accounts.map(([account, contents]) => {
    const holdsLedger = account === model.account;
    const regions = [...new Set([...contents.values()].flatMap((about) => about.regions))].sort();
    const region = holdsLedger
      ? model.region
      : (model.environments.find((each) => each.account === account)?.region ?? model.region);
    const bucket = assetBucketName(model, account, region);
    const command = holdsLedger
      ? { bucket, key: `${model.name}/command/${archive.sha256}.tar.gz`, sha256: archive.sha256 }
      : undefined;
    const template = `${JSON.stringify(
      accessTemplate({ model, account, contents, deployers, ...(command === undefined ? {} : { command }) }),
      null,
      1,
    )}\n`;
    const stackName = accessStackName(model.name);
    const digest = createHash('sha256').update(template).digest('hex');
    return {
      account,
      bootstrapQualifier: model.bootstrapQualifier,
      holdsLedger,
      regions: regions.includes(region) ? regions : [region, ...regions],
      region,
      stackName,
      template,
      templateName: `${stackName}-${account}.template.json`,
      bucket,
      templateKey: `${model.name}/access/${digest}.json`,
      ...(command === undefined ? {} : { command }),
    };
  });
}

/** The commands of an account as a person types them. */
export function commandsOf(steps: AccountSteps, out: string): string[] {
  const { account, regions, region, stackName, templateName, bucket, templateKey, command } = steps;
  const at = `--region ${region}`;
  return [
    `npx ${CDK} bootstrap ${regions.map((each) => `aws://${account}/${each}`).join(' ')} --cloudformation-execution-policies ${executionPolicy(region)}${qualifierOption(steps)}`,
    ...(command === undefined
      ? []
      : [`aws s3 cp ${join(out, 'careplane.tar.gz')} s3://${command.bucket}/${command.key} ${at}`]),
    `aws cloudformation deploy --stack-name ${stackName} --template-file ${join(out, templateName)} --s3-bucket ${bucket} --s3-prefix ${templateKey.split('/').slice(0, -1).join('/')} --capabilities CAPABILITY_NAMED_IAM --no-fail-on-empty-changeset ${at}`,
    `aws cloudformation update-termination-protection --enable-termination-protection --stack-name ${stackName} ${at}`,
  ];
}

/** CDK's own qualifier needs no option. */
function qualifierOption(steps: AccountSteps): string {
  const { bootstrapQualifier } = steps;
  return bootstrapQualifier === DEFAULT_BOOTSTRAP_QUALIFIER
    ? ''
    : ` --qualifier ${bootstrapQualifier} --toolkit-stack-name ${bootstrapStackName(steps)}`;
}

/**
 * Read the archive with the published command.
 *
 * @throws ToolFailed when it is not there
 */
export function readCommandArchive(file: string): CommandArchive {
  if (!existsSync(file)) throw new ToolFailed('The published command is missing. Next: npm run bundle');
  const bytes = readFileSync(file);
  return { file, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function rank(model: PlatformModel, account: string): number {
  return account === model.account ? 0 : 1;
}
