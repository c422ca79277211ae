import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CustomResource, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { lines } from './handler-code.json';
import { settingsStatements } from './permissions';
import { leftOutSettings, wantedSettings } from './wanted';
import type { AccountSettingsChoice } from './wanted';

export interface AccountSettingsProps extends AccountSettingsChoice {
  /** Name of the role of the function: the boundary allows the account's settings to this role and to no other. */
  readonly roleName: string;
  /** Name of the log group of the function. The key must admit it. */
  readonly logGroupName: string;
  readonly logKey: IKey;
  /**
   * Days for which the log is kept, one of the values that CloudWatch Logs knows.
   *
   * @default 2192 - six years: 45 CFR 164.316(b)(2)(i)
   */
  readonly logDays?: number;
}

/** Time of one run. Inspector takes minutes until it is enabled, the other settings take seconds. */
const TIMEOUT = Duration.minutes(5);
/** Lambda runs a function that ends with an error three times; CloudFormation then need not wait for an hour. */
const SERVICE_TIMEOUT = Duration.minutes(20);

/**
 * Settings of the account that have no CloudFormation type, as custom resources of one function: Amazon Inspector, EBS encryption
 * by default, the S3 public access block, IMDSv2 by default, the blocks of public AMIs and EBS snapshots, the IAM password policy and the alternate
 * contacts. A setting that the account has is adopted, a stricter one is kept, and none is undone when the stack goes.
 *
 * The function's role may read and write the settings that are wanted, and nothing else.
 */
export class AccountSettings extends Construct {
  readonly lambda: LambdaFunction;
  readonly logGroup: LogGroup;
  /** The settings by their construct ids; `Outcome` and `Kept` are attributes of each. */
  readonly resources: ReadonlyMap<string, CustomResource>;
  /** Settings that are left out, with the reasons. */
  readonly leftOut: ReadonlyMap<string, string>;

  /** @throws Error when a value is outside AWS's limits */
  constructor(scope: Construct, id: string, props: AccountSettingsProps) {
    super(scope, id);
    const wanted = wantedSettings(props);
    this.leftOut = leftOutSettings(props);
    this.logGroup = new LogGroup(this, 'Log', {
      logGroupName: props.logGroupName,
      retention: (props.logDays ?? 2192) as RetentionDays,
      encryptionKey: props.logKey,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const role = new Role(this, 'Role', {
      roleName: props.roleName,
      description: 'Reads and writes settings of the account',
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    const policy = new ManagedPolicy(this, 'Policy', {
      roles: [role],
      statements: settingsStatements(this, wanted, this.logGroup.logGroupArn),
    });
    this.lambda = withHandlerFolder(
      (folder) =>
        new LambdaFunction(this, 'Function', {
          description: 'Account settings that have no CloudFormation type',
          runtime: Runtime.NODEJS_24_X,
          architecture: Architecture.ARM_64,
          handler: 'index.handler',
          code: Code.fromAsset(folder),
          // By its ARN: the CDK would add a dependency on the role, which this reference gives already (cfn-lint W3005).
          role: Role.fromRoleArn(this, 'FunctionRole', role.roleArn, { mutable: false }),
          timeout: TIMEOUT,
          memorySize: 256,
          logGroup: this.logGroup,
        }),
    );
    this.lambda.node.addDependency(policy);
    this.resources = new Map(
      wanted.map(({ id: name, type, properties }) => [
        name,
        new CustomResource(this, name, {
          resourceType: type,
          serviceToken: this.lambda.functionArn,
          serviceTimeout: SERVICE_TIMEOUT,
          properties: { ...properties },
        }),
      ]),
    );
    for (const resource of this.resources.values()) resource.node.addDependency(policy);
    this.explain(policy);
  }

  private explain(policy: ManagedPolicy): void {
    const waits =
      'CloudFormation runs the function during a deploy and waits for its answer: a run that is lost fails the stack, and nothing is left to be processed later.';
    Validations.of(this.lambda).acknowledge(
      { id: 'HIPAA.Security::HIPAA.Security-LambdaDLQ', reason: waits },
      {
        id: 'HIPAA.Security::HIPAA.Security-LambdaConcurrency',
        reason:
          'CloudFormation alone runs the function, once for each setting of a deploy. Reserved concurrency fails in a new account, which has ten concurrent executions in all.',
      },
      {
        id: 'HIPAA.Security::HIPAA.Security-LambdaInsideVPC',
        reason:
          'The function calls AWS’s public APIs over TLS, and its role reads no data. The endpoints of IAM and Account Management are in one region of the partition, so a VPC would only add a way to the internet.',
      },
    );
    Validations.of(policy).acknowledge({
      id: 'AwsSolutions::AwsSolutions-IAM5[Resource::*]',
      reason:
        'Settings of an account are no resources: IAM knows only “*” for these actions of EC2, S3, IAM and Inspector. The policy names each action, and regional ones are limited to the region.',
    });
  }
}

/** The code of the function in a folder, for as long as the CDK copies it into the assembly. */
function withHandlerFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'careplane-settings-'));
  try {
    writeFileSync(join(folder, 'index.js'), `${lines.join('\n')}\n`);
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
