import { BackupClient, DescribeBackupJobCommand, StartBackupJobCommand } from '@aws-sdk/client-backup';
import { CloudControlClient } from '@aws-sdk/client-cloudcontrol';
import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListStackResourcesCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { ECRClient } from '@aws-sdk/client-ecr';
import {
  DeleteRuleCommand,
  DescribeRulesCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { RDSClient } from '@aws-sdk/client-rds';
import {
  DeleteBucketCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  DeleteParameterCommand,
  GetParametersByPathCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import type { Template } from '../assembly/template';
import type { RetireClients } from '../retire/clients';

/** What a test calls the end of a process. */
export const KILLED = 'killed';

interface Stack {
  template: Template;
  protected: boolean;
}

/** An account in memory, whose calls can be counted and in which a process can end at any call. */
export class FakeAccount {
  readonly stacks = new Map<string, Stack>();
  readonly parameters = new Map<string, string>();
  readonly objects = new Map<string, string>();
  readonly jobs = new Map<string, string>();
  /** Buckets, by name. */
  readonly buckets = new Set<string>();
  /** Effects in their order: what was done to what. */
  readonly effects: string[] = [];
  /** The process ends at this effect: before it, or after it was done and before the caller got an answer. */
  dying: { readonly at: number; readonly when: 'before' | 'after' } | undefined;
  private count = 0;

  constructor() {
    const cloudFormation = mockClient(CloudFormationClient);
    cloudFormation.on(DescribeStacksCommand).callsFake(({ StackName }: { StackName?: string }) => {
      const names = StackName === undefined ? [...this.stacks.keys()] : [nameOf(StackName)];
      return { Stacks: names.map((name) => this.describe(name, StackName?.startsWith('arn:') === true)) };
    });
    cloudFormation.on(GetTemplateCommand).callsFake(({ StackName }: { StackName: string }) => ({
      TemplateBody: JSON.stringify(this.stacks.get(nameOf(StackName))?.template),
    }));
    cloudFormation.on(ListStackResourcesCommand).callsFake(({ StackName }: { StackName: string }) => ({
      StackResourceSummaries: Object.entries(this.stacks.get(nameOf(StackName))?.template.Resources ?? {}).map(
        ([LogicalResourceId, { Type }]) => ({
          ...{ LogicalResourceId, ResourceType: Type, ResourceStatus: 'CREATE_COMPLETE' },
          PhysicalResourceId: `${nameOf(StackName)}-${LogicalResourceId}`,
        }),
      ),
    }));
    cloudFormation.on(DescribeStackEventsCommand).callsFake(() => ({
      StackEvents: [{ EventId: String(this.effects.length) }],
    }));
    cloudFormation
      .on(UpdateTerminationProtectionCommand)
      .callsFake((input: { StackName: string; EnableTerminationProtection: boolean }) =>
        this.effect(`protect ${nameOf(input.StackName)} ${input.EnableTerminationProtection}`, () => {
          const stack = this.stacks.get(nameOf(input.StackName));
          if (stack !== undefined) stack.protected = input.EnableTerminationProtection;
        }),
      );
    cloudFormation.on(DeleteStackCommand).callsFake(({ StackName }: { StackName: string }) => {
      const name = nameOf(StackName);
      if (this.stacks.get(name)?.protected === true) throw new Error(`${name} cannot be deleted: protected`);
      return this.effect(`delete ${name}`, () => this.stacks.delete(name));
    });
    mockClient(ElasticLoadBalancingV2Client)
      .on(DescribeRulesCommand)
      .resolves({ Rules: [] })
      .on(DeleteRuleCommand)
      .callsFake(({ RuleArn }: { RuleArn: string }) => this.effect(`route ${RuleArn}`, () => undefined));
    const backup = mockClient(BackupClient);
    backup.on(StartBackupJobCommand).callsFake((input: { IdempotencyToken: string; ResourceArn: string }) =>
      this.effect(`backup ${input.ResourceArn}`, () => {
        this.jobs.set(input.IdempotencyToken, input.ResourceArn);
        return { BackupJobId: input.IdempotencyToken };
      }),
    );
    backup.on(DescribeBackupJobCommand).callsFake(({ BackupJobId }: { BackupJobId: string }) => ({
      ...{ State: 'COMPLETED', RecoveryPointArn: `point-of-${BackupJobId}` },
    }));
    const s3 = mockClient(S3Client);
    s3.on(PutObjectCommand).callsFake(({ Key, Body }: { Key: string; Body: string }) => {
      if (this.objects.has(Key)) throw Object.assign(new Error('it exists'), { name: 'PreconditionFailed' });
      return this.effect(`object ${Key.split('/').at(-1)}`, () => this.objects.set(Key, Body));
    });
    s3.on(ListObjectVersionsCommand).callsFake(({ Bucket }: { Bucket: string }) => {
      if (!this.buckets.has(Bucket)) throw Object.assign(new Error('it is gone'), { name: 'NoSuchBucket' });
      return {};
    });
    s3.on(DeleteBucketCommand).callsFake(({ Bucket }: { Bucket: string }) =>
      this.effect(`bucket ${Bucket}`, () => this.buckets.delete(Bucket)),
    );
    s3.on(GetObjectCommand).callsFake(({ Key }: { Key: string }) => ({
      Body: { transformToString: () => Promise.resolve(this.objects.get(Key)) },
    }));
    const ssm = mockClient(SSMClient);
    ssm.on(GetParametersByPathCommand).callsFake(() => ({
      Parameters: [...this.parameters].map(([Name, Value]) => ({ Name, Value })),
    }));
    ssm
      .on(PutParameterCommand)
      .callsFake(({ Name, Value }: { Name: string; Value: string }) =>
        this.effect(`note ${Name.split('/').slice(-2).join('/')}`, () => this.parameters.set(Name, Value)),
      );
    ssm
      .on(DeleteParameterCommand)
      .callsFake(({ Name }: { Name: string }) =>
        this.effect(`end ${Name.split('/').slice(-2).join('/')}`, () => this.parameters.delete(Name)),
      );
  }

  /** A new process: its effects are counted anew. */
  begin(dying?: FakeAccount['dying']): void {
    this.count = 0;
    this.dying = dying;
  }

  /** Clients that lead here. */
  get clients(): RetireClients {
    return {
      cloudFormation: (region) => new CloudFormationClient({ region }),
      loadBalancing: (region) => new ElasticLoadBalancingV2Client({ region }),
      queues: (region) => new SQSClient({ region }),
      backup: (region) => new BackupClient({ region }),
      cloudControl: (region) => new CloudControlClient({ region }),
      objects: (region) => new S3Client({ region }),
      databases: (region) => new RDSClient({ region }),
      images: (region) => new ECRClient({ region }),
    };
  }

  private effect<T>(what: string, act: () => T): T {
    const dying = this.dying?.at === this.count ? this.dying.when : undefined;
    this.count += 1;
    if (dying === 'before') throw new Error(KILLED);
    this.effects.push(what);
    const result = act();
    if (dying === 'after') throw new Error(KILLED);
    return result;
  }

  private describe(name: string, byArn: boolean): object {
    const stack = this.stacks.get(name);
    if (stack === undefined && !byArn) throw new Error(`Stack with id ${name} does not exist`);
    return {
      ...{ StackName: name, StackId: `arn:aws:cloudformation:us-east-2:111122223333:stack/${name}/1` },
      StackStatus: stack === undefined ? 'DELETE_COMPLETE' : 'CREATE_COMPLETE',
      EnableTerminationProtection: stack?.protected ?? false,
    };
  }
}

function nameOf(nameOrArn: string): string {
  return nameOrArn.startsWith('arn:') ? (nameOrArn.split('/')[1] ?? '') : nameOrArn;
}
