import type { ConnectionKind } from './connections';
import type { z } from 'zod';
import type { backupSchema, recoverySchema } from './schema/backup';
import type { DUTY_NAMES } from './schema/identity';
import type { contactsSchema, governanceSchema } from './schema/governance';
import type { evidenceSchema, imageSchema, slackSchema, trivySchema } from './schema/pipelines';
import type { firewallSchema, platformSchema, retentionSchema } from './schema/platform';
import type { protocolSchema } from './schema/protocol';
import type { scheduleSchema } from './schema/scaling';
import type { serviceSchema, sourceSchema } from './schema/service';

/** platform.yaml as people write it. */
export type WrittenPlatform = z.input<typeof platformSchema>;
/** service.yaml as people write it. */
export type WrittenService = z.input<typeof serviceSchema>;

/** The documents with their defaults filled in, before anything is merged: what the rules look at. */
export type ParsedPlatform = z.output<typeof platformSchema>;
export type ParsedService = z.output<typeof serviceSchema>;

export type Backup = z.output<typeof backupSchema>;
export type Recovery = z.output<typeof recoverySchema>;
export type Retention = z.output<typeof retentionSchema>;
export type Firewall = z.output<typeof firewallSchema>;
export type Evidence = z.output<typeof evidenceSchema>;
export type Image = z.output<typeof imageSchema>;
/** `https`, or plain HTTP with the reason why it is safe. */
export type Protocol = z.output<typeof protocolSchema>;
export type Governance = z.output<typeof governanceSchema>;
export type Contacts = z.output<typeof contactsSchema>;
export type Slack = z.output<typeof slackSchema>;
export type Trivy = z.output<typeof trivySchema>;
export type Schedule = z.output<typeof scheduleSchema>;
export type Source = z.output<typeof sourceSchema>;

/** Everything the toolkit knows about a platform: plain data, every default filled in, every override merged. */
export interface PlatformModel {
  readonly name: string;
  /** Name of the deployable unit with the shared stacks; the same as `name`. */
  readonly unit: string;
  readonly account: string;
  readonly region: string;
  /** Qualifier of the CDK bootstrap whose bucket is used. */
  readonly bootstrapQualifier: string;
  readonly githubConnectionArn?: string;
  /** The repository that the platform's files are in; none, and the platform has no pipeline. */
  readonly repository?: Repository;
  /** Accounts and regions in which environments live; each has one VPC. */
  readonly locations: readonly Location[];
  readonly environments: readonly Environment[];
  readonly services: readonly Service[];
  readonly backup: Backup;
  readonly recovery: Recovery;
  readonly retention: Retention;
  readonly firewall: Firewall;
  readonly trivy: Trivy;
  readonly evidence: Evidence;
  readonly slack?: Slack;
  /** Who may do what in the account; none, and the platform creates no groups. */
  readonly identity?: PeopleModel;
  /** The baseline of the platform's accounts; none, and the platform has no baseline. */
  readonly governance?: Governance;
  /** Name of the deployable unit with the baseline, `<platform>-baseline`; none where another platform's is shared. */
  readonly baselineUnit?: string;
  readonly contacts?: Contacts;
  /** Who hears of the pipelines. */
  readonly alertEmails: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

export interface PeopleModel {
  readonly identityCenter?: { readonly instanceArn: string };
  readonly groups: Readonly<Record<PeopleGroupName, PeopleOfGroup>>;
  /** Users who may take the emergency role. */
  readonly breakGlassUsers: readonly Person[];
  /** Everybody who is named, each once. */
  readonly people: readonly Person[];
}

export type PeopleGroupName = 'developers' | 'systems-engineers' | 'security-engineers' | 'stakeholders';

export interface PeopleOfGroup {
  readonly users: readonly Person[];
  /** Of the group in Identity Center. */
  readonly groupId?: string;
  /** Instead of the group's usual duties. */
  readonly duties?: readonly (typeof DUTY_NAMES)[number][];
}

/** An IAM user, and the address in this person's commits. */
export interface Person {
  readonly name: string;
  readonly email: string;
}

export type BuildSize = Image['buildSize'];

export interface Repository {
  readonly origin: { readonly github: string } | { readonly codecommit: string };
  /** Whether the platform creates it; on CodeCommit only. */
  readonly create: boolean;
  readonly branch: string;
  /** The platform's folder in the repository. */
  readonly folder: string;
  readonly buildSize: BuildSize;
}

export interface Location {
  /** "primary" for the platform's own account and region, else "<account>-<region>". */
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly network: NetworkSettings;
  /** Names of the environments that live here. */
  readonly environments: readonly string[];
}

export type NetworkSettings = ParsedPlatform['network'];

export interface Environment {
  readonly name: string;
  readonly branch: string;
  /** Image tag that follows the branch: the branch with hyphens for slashes. */
  readonly imageTag: string;
  readonly production: boolean;
  readonly domain: string;
  readonly certificateArn?: string;
  readonly hostedZone?: { readonly id: string; readonly name: string };
  readonly approval: boolean;
  readonly account: string;
  readonly region: string;
  readonly location: string;
  readonly database: DatabaseSettings;
  readonly alertEmails: readonly string[];
}

export interface DatabaseSettings {
  readonly name: string;
  readonly engineVersion: string;
  readonly instanceClass: string;
  readonly storageGiB: number;
  readonly maxStorageGiB: number;
  readonly multiAz: boolean;
  readonly pointInTimeRecoveryDays: number;
  readonly port: number;
}

/** A container behind the balancer is the one kind so far. */
export type WorkloadKind = 'web';

/** A service and, for each kind of connection, whether the service has it. */
export interface Service extends Readonly<Record<ConnectionKind, boolean>> {
  /** What kind of workload it is, which decides what its stacks hold. More kinds make this a union. */
  readonly kind: WorkloadKind;
  readonly name: string;
  /** Name of the deployable unit: "<platform>-<service>". */
  readonly unit: string;
  /** Folder of the service, as the loader was given it. */
  readonly directory: string;
  /** The same from the platform's folder, with slashes. */
  readonly folder: string;
  readonly source: Source;
  readonly image: Image;
  readonly port: number;
  readonly protocol: Protocol;
  readonly architecture: 'x86_64' | 'arm64';
  readonly user: string;
  readonly writablePaths: readonly string[];
  readonly secrets: readonly string[];
  readonly taskPolicyArns: readonly string[];
  /** What runs in each environment, in the order of the platform's environments. */
  readonly deployments: readonly Deployment[];
}

/** A service in one environment, overrides merged. */
export interface Deployment {
  readonly environment: string;
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly scaling: Scaling;
  readonly healthCheck: HealthCheck;
  readonly variables: Readonly<Record<string, string>>;
  readonly routes: readonly Route[];
}

export interface Scaling {
  readonly min: number;
  readonly max: number;
  readonly cpuPercent: number;
  readonly memoryPercent: number;
  readonly requestsPerTarget: number;
  readonly schedule: readonly Schedule[];
}

export interface HealthCheck {
  readonly path: string;
  readonly codes: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly graceSeconds: number;
  readonly command?: readonly string[];
}

export interface Route {
  readonly hostname: string;
  readonly path: string;
  /** Unique among the rules of the environment's balancer. */
  readonly priority: number;
}
