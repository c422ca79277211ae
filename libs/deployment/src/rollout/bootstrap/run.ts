import { setTimeout as pause } from 'node:timers/promises';
import { BootstrapEnvironments, BootstrapStackParameters, Toolkit } from '@aws-cdk/toolkit-lib';
import type { IIoHost, IoMessage } from '@aws-cdk/toolkit-lib';
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
} from '@aws-sdk/client-cloudformation';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ToolFailed } from '@careplane/command-line';
import { bootstrapStackName } from '@careplane/config';
import { atAws, explained } from '../../aws/aws-errors';
import { execute } from '../execute';
import { PATIENT } from '../../aws/parameter-store';
import { describeStack, protect } from '../../aws/stack-state';
import { executionPolicy } from './steps';
import type { AccountSteps, CommandArchive } from './steps';

/** How long a change set may take to be made. */
const LONGEST_MS = 5 * 60_000;
const POLL_MS = Number(process.env['CAREPLANE_POLL_MS'] ?? 2_000);

/** What was done in an account. */
export interface Done {
  readonly account: string;
  readonly stack: string;
  readonly outcome: 'changed' | 'unchanged';
  /** `Add AWS::IAM::Role SharedDeployRole` */
  readonly changes: readonly string[];
}

/**
 * Bootstrap an account with the credentials that are there: CDK's bootstrap in every region, the published command, the access
 * stack. What is there already is left as it is.
 */
export async function runSteps(
  steps: AccountSteps,
  archive: CommandArchive,
  talk: (text: string) => void,
): Promise<Done> {
  const { account, regions, region, bucket, stackName } = steps;
  talk(`${account}: CDK’s bootstrap in ${regions.join(', ')}`);
  await bootstrapCdk(steps, talk);
  // Where another endpoint replaces AWS, names of buckets are no host names.
  const s3 = new S3Client({ region, forcePathStyle: process.env['AWS_ENDPOINT_URL'] !== undefined, ...PATIENT });
  await upload(s3, bucket, steps.templateKey, Buffer.from(steps.template));
  if (steps.command !== undefined) {
    talk(`${account}: the published command, ${steps.command.sha256.slice(0, 12)}`);
    await upload(s3, steps.command.bucket, steps.command.key, archive.bytes);
  }
  const client = new CloudFormationClient({ region, ...PATIENT });
  const changes = await changeStack(client, steps, talk);
  await protect(client, { name: stackName, terminationProtection: true });
  return { account, stack: stackName, outcome: changes.length === 0 ? 'unchanged' : 'changed', changes };
}

async function bootstrapCdk(steps: AccountSteps, talk: (text: string) => void): Promise<void> {
  const { account, bootstrapQualifier: qualifier, regions, region } = steps;
  const toolkit = new Toolkit({
    ioHost: hostOf(talk),
    color: false,
    emojis: false,
    toolkitStackName: bootstrapStackName(steps),
  });
  try {
    await toolkit.bootstrap(BootstrapEnvironments.fromList(regions.map((each) => `aws://${account}/${each}`)), {
      parameters: BootstrapStackParameters.withExisting({
        qualifier,
        cloudFormationExecutionPolicies: [executionPolicy(region)],
      }),
      terminationProtection: true,
    });
  } catch (error) {
    const explanation = explained(error, `bootstrapping ${account}`);
    if (explanation !== error) throw explanation;
    throw new ToolFailed(
      `CDK’s bootstrap of ${account} failed: ${(error as Error).message.trim()} Run the same command again.`,
    );
  }
}

async function upload(s3: S3Client, bucket: string, key: string, body: Buffer): Promise<void> {
  await atAws(`writing s3://${bucket}/${key}`, () =>
    s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body })),
  );
}

/** Create or change the access stack. @returns what was changed */
async function changeStack(
  client: CloudFormationClient,
  { account, region, stackName, bucket, templateKey }: AccountSteps,
  talk: (text: string) => void,
): Promise<string[]> {
  const deployed = await describeStack(client, stackName);
  if (deployed.state === 'stuck' || deployed.state === 'busy') {
    throw new ToolFailed(
      `${stackName} in ${account} is in ${deployed.status}. Check the stack in the console, then run the same command again.`,
    );
  }
  const fresh = deployed.state === 'absent' || deployed.state === 'review';
  const name = `careplane-${Date.now()}`;
  await atAws(`creating the change set of ${stackName}`, () =>
    client.send(
      new CreateChangeSetCommand({
        StackName: stackName,
        ChangeSetName: name,
        ChangeSetType: fresh ? 'CREATE' : 'UPDATE',
        TemplateURL: `https://s3.${region}.${region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'}/${bucket}/${templateKey}`,
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    ),
  );
  const made = await readyChangeSet(client, stackName, name);
  if (made === undefined) {
    await atAws(`deleting the change set of ${stackName}`, () =>
      client.send(new DeleteChangeSetCommand({ StackName: stackName, ChangeSetName: name })),
    );
    talk(`${account}: ${stackName} is up to date`);
    return [];
  }
  for (const change of made.changes) talk(`${account}: ${change}`);
  const arn = (await describeStack(client, stackName)).arn ?? stackName;
  const ended = await execute(client, { name: stackName, arn }, made.arn, () => undefined);
  if (!ended.good) {
    throw new ToolFailed(
      [
        `${stackName} in ${account} ended in ${ended.status}:`,
        ...ended.reasons.map((reason) => `  ${reason}`),
        'Fix the cause, then run the same command again.',
      ].join('\n'),
    );
  }
  talk(`${account}: ${stackName} is ${ended.status}`);
  return made.changes;
}

/** undefined when there is nothing to change. */
async function readyChangeSet(
  client: CloudFormationClient,
  stack: string,
  name: string,
): Promise<{ arn: string; changes: string[] } | undefined> {
  for (const end = Date.now() + LONGEST_MS; Date.now() < end; await pause(POLL_MS)) {
    const {
      ChangeSetId = '',
      Status = '',
      StatusReason = '',
      Changes = [],
    } = await atAws(`reading the change set of ${stack}`, () =>
      client.send(new DescribeChangeSetCommand({ StackName: stack, ChangeSetName: name })),
    );
    if (Status === 'CREATE_COMPLETE') {
      const changes = Changes.flatMap(({ ResourceChange }) =>
        ResourceChange === undefined
          ? []
          : [`${ResourceChange.Action} ${ResourceChange.ResourceType} ${ResourceChange.LogicalResourceId}`],
      );
      return { arn: ChangeSetId, changes };
    }
    if (Status === 'FAILED') {
      if (/didn't contain changes|No updates/.test(StatusReason)) return undefined;
      throw new ToolFailed(
        `The change set of ${stack} could not be created: ${StatusReason} Fix the cause, then run the same command again.`,
      );
    }
  }
  throw new ToolFailed(
    `CloudFormation created no change set of ${stack} within ${LONGEST_MS / 60_000} minutes. Run the same command again.`,
  );
}

function hostOf(talk: (text: string) => void): IIoHost {
  return {
    notify: (message: IoMessage<unknown>) => {
      if (message.level === 'warn') talk(message.message.trim());
      return Promise.resolve();
    },
    requestResponse: (request) => Promise.resolve(request.defaultResponse),
  };
}
