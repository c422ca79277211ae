// An account that only the emulator knows, and a platform of which only the account settings are of interest: every other part of
// its baseline is off.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { lookup } from 'node:dns';
import { Agent } from 'node:http';
import type { LookupFunction } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Account } from '@aws-sdk/client-account';
import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { EC2 } from '@aws-sdk/client-ec2';
import { IAM } from '@aws-sdk/client-iam';
import { Inspector2 } from '@aws-sdk/client-inspector2';
import { S3Control } from '@aws-sdk/client-s3-control';
import type { SpawnSyncReturns } from 'node:child_process';
import { emulatorPython, startEmulator } from '../../tools/emulator/start';
import type { Emulator } from '../../tools/emulator/start';
import { careplane, run } from '../machine';

export const ACCOUNT = '111122223333';
export const REGION = 'us-east-2';
export const STACK = 'acme-baseline';
const PATIENCE_MS = 120_000;
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

/** Whatever the host in front of localhost. */
const toEmulator: LookupFunction = (_host, options, found) => lookup('localhost', options, found);

const OFF = 'This account is for one test, which is about its settings.';
const OTHERS = [
  'auditTrail',
  'configuration',
  'conformancePack',
  'securityHub',
  'threatDetection',
  'accessAnalyzer',
  'alerts',
  'budget',
];

/** A contact, by AWS's own names. */
export interface Contact {
  readonly Name: string | undefined;
  readonly Title: string | undefined;
  readonly EmailAddress: string | undefined;
  readonly PhoneNumber: string | undefined;
}

/** What the platform asks for, where it differs from the first deploy. */
export interface WantedSettings {
  readonly minimumLength?: number;
  readonly operationsPhone?: string;
  /** Setting to reason. */
  readonly leftOut?: Readonly<Record<string, string>>;
}

/** An event of a setting. */
export interface SettingEvent {
  /** Construct id. */
  readonly id: string;
  readonly status: string;
  readonly reason: string;
}

/** A contact of the platform's. */
export const contactOf = (team: string): Contact => ({
  Name: `${team} team`,
  Title: team,
  EmailAddress: `${team.toLowerCase()}@acme.example`,
  PhoneNumber: '+1 614 555 0100',
});

/** undefined where the emulator's Python cannot be had; that has been said then. */
export async function newAccount(scratch: string): Promise<TestAccount | undefined> {
  const python = emulatorPython();
  if (python === undefined) return undefined;
  return new TestAccount(scratch, await startEmulator(python));
}

export class TestAccount {
  readonly folder: string;
  readonly assembly: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly account: Account;
  readonly cloudFormation: CloudFormationClient;
  readonly ec2: EC2;
  readonly iam: IAM;
  readonly inspector: Inspector2;
  readonly s3: S3Control;

  constructor(
    scratch: string,
    readonly emulator: Emulator,
  ) {
    this.folder = join(scratch, 'acme');
    this.assembly = join(scratch, 'assembly');
    this.environment = { ...emulator.environment(ACCOUNT, REGION), CAREPLANE_POLL_MS: '100', NO_COLOR: '1' };
    const client = {
      region: REGION,
      endpoint: emulator.url,
      credentials: { accessKeyId: `AKIA${ACCOUNT}TEST`, secretAccessKey: 'emulator' },
      // S3 Control puts the account in front of the host.
      requestHandler: { httpAgent: new Agent({ lookup: toEmulator }) },
    };
    this.account = new Account(client);
    this.cloudFormation = new CloudFormationClient(client);
    this.ec2 = new EC2(client);
    this.iam = new IAM(client);
    this.inspector = new Inspector2(client);
    this.s3 = new S3Control(client);
  }

  /** Write the platform with these settings, and its assemblies. */
  synth({ minimumLength = 14, operationsPhone = '+1 614 555 0100', leftOut = {} }: WantedSettings = {}): void {
    mkdirSync(this.folder, { recursive: true });
    const contact = (team: string, phone = '+1 614 555 0100') => {
      const { Name, Title, EmailAddress } = contactOf(team);
      return { name: Name, title: Title, email: EmailAddress, phone };
    };
    const platform = {
      name: 'acme',
      account: ACCOUNT,
      region: REGION,
      environments: {
        production: {
          branch: 'main',
          domain: 'acme.example',
          hostedZone: { id: 'Z08412345ABCDEFGHIJKL', name: 'acme.example' },
        },
      },
      alertEmails: ['operations@acme.example'],
      backup: { copyRegion: 'us-west-2' },
      governance: {
        ...Object.fromEntries(OTHERS.map((part) => [part, { enabled: false, reason: OFF }])),
        accountSettings: { leftOut, passwordPolicy: { minimumLength } },
      },
      contacts: {
        operations: contact('Operations', operationsPhone),
        billing: contact('Billing'),
        security: contact('Security'),
      },
    };
    // JSON is YAML.
    writeFileSync(join(this.folder, 'platform.yaml'), JSON.stringify(platform, null, 2));
    rmSync(this.assembly, { recursive: true, force: true });
    this.must(['synth', this.folder, '--out', this.assembly]);
  }

  /** What an administrator does once: CDK's bootstrap and the access stack with roles and boundary. */
  bootstrap(): void {
    this.must(['bootstrap', this.folder, '--assembly', this.assembly, '--run']);
  }

  deploy(): SpawnSyncReturns<string> {
    return this.careplane(['deploy', this.folder, '--assembly', this.assembly, '--unit', STACK, '--yes']);
  }

  careplane(args: readonly string[]): SpawnSyncReturns<string> {
    return run(process.execPath, [careplane, ...args], { cwd: this.folder, env: this.environment });
  }

  private must(args: readonly string[]): void {
    const ran = this.careplane(args);
    if (ran.status !== 0) throw new Error(`careplane ${args.join(' ')}: ${ran.status}\n${ran.stdout}\n${ran.stderr}`);
  }

  async status(): Promise<string> {
    try {
      const { Stacks } = await this.cloudFormation.send(new DescribeStacksCommand({ StackName: STACK }));
      return Stacks?.[0]?.StackStatus ?? 'absent';
    } catch {
      return 'absent';
    }
  }

  /** Events of the stack's settings, newest first: name, status and reason. */
  async events(): Promise<SettingEvent[]> {
    const { StackEvents } = await this.cloudFormation.send(new DescribeStackEventsCommand({ StackName: STACK }));
    return (StackEvents ?? [])
      .filter(({ ResourceType = '' }) => ResourceType.startsWith('Custom::Careplane'))
      .map(({ LogicalResourceId = '', ResourceStatus = '', ResourceStatusReason = '' }) => ({
        id: LogicalResourceId.replace(/^Settings|[0-9A-F]{8}$/g, ''),
        status: ResourceStatus,
        reason: ResourceStatusReason,
      }));
  }

  async deleteStack(): Promise<string> {
    const StackName = STACK;
    await this.cloudFormation.send(
      new UpdateTerminationProtectionCommand({ StackName, EnableTerminationProtection: false }),
    );
    await this.cloudFormation.send(new DeleteStackCommand({ StackName }));
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await pause(100)) {
      const status = await this.status();
      if (!status.endsWith('_IN_PROGRESS')) return status;
    }
    throw new Error(`${STACK} was not deleted within ${PATIENCE_MS / 1000} s`);
  }

  /** Every setting, as its own service says. */
  async settings() {
    const [ebs, metadata, images, snapshots, policy, block, inspector] = await Promise.all([
      this.ec2.getEbsEncryptionByDefault({}),
      this.ec2.getInstanceMetadataDefaults({}),
      this.ec2.getImageBlockPublicAccessState({}),
      this.ec2.getSnapshotBlockPublicAccessState({}),
      this.iam.getAccountPasswordPolicy({}).catch(() => undefined),
      this.s3.getPublicAccessBlock({ AccountId: ACCOUNT }).catch(() => undefined),
      this.inspector.batchGetAccountStatus({ accountIds: [ACCOUNT] }),
    ]);
    return {
      ebs: ebs.EbsEncryptionByDefault,
      tokens: metadata.AccountLevel?.HttpTokens,
      images: images.ImageBlockPublicAccessState,
      snapshots: snapshots.State,
      policy: policy?.PasswordPolicy,
      block: block?.PublicAccessBlockConfiguration,
      ecr: inspector.accounts?.[0]?.resourceState?.ecr?.status ?? 'DISABLED',
      operations: await this.contact('OPERATIONS'),
      billing: await this.contact('BILLING'),
      security: await this.contact('SECURITY'),
    };
  }

  private async contact(AlternateContactType: 'BILLING' | 'OPERATIONS' | 'SECURITY'): Promise<Contact | undefined> {
    try {
      const { AlternateContact } = await this.account.getAlternateContact({ AlternateContactType });
      const { Name, Title, EmailAddress, PhoneNumber } = AlternateContact ?? {};
      return { Name, Title, EmailAddress, PhoneNumber };
    } catch (error) {
      if ((error as Error).name === 'ResourceNotFoundException') return undefined;
      throw error;
    }
  }

  stop(): void {
    this.emulator.stop();
  }
}
