import type { CalledService } from './calls';
import type { ConnectionKind } from './connections';
import type { EgressProtocol } from './egress';
import type { Mount } from './mounts';
import type { z } from 'zod';
import type { backupSchema, recoverySchema } from './schema/backup';
import type { DUTY_NAMES } from './schema/identity';
import type { contactsSchema, governanceSchema } from './schema/governance';
import type { networkPropertiesSchema } from './schema/network-properties';
import type { propertiesSchema } from './schema/properties';
import type { handoverSchema } from './schema/handover';
import type { evidenceSchema, imageSchema, slackSchema, trivySchema } from './schema/pipelines';
import type { firewallSchema, platformSchema, retentionSchema } from './schema/platform';
import type { protocolSchema } from './schema/protocol';
import type { scheduleSchema } from './schema/scaling';
import type { jobScheduleSchema, serviceSchema, sourceSchema } from './schema/service';
import type { scheduledSchema } from './schema/service/scheduled';
import type { staticSchema } from './schema/service/static';
import type { webSchema } from './schema/service/web';
import type { workerSchema } from './schema/service/worker';

import type { AnyService, StaticSite } from './model-site';
import type { Bucket, BucketUse, CacheSettings, DatabaseSettings, FileSystemSettings } from './model-stores';
import type { Queue, QueueUse, Topic } from './model-stores';

export type { SiteDeployment, StaticSite } from './model-site';
export type {
  Bucket,
  BucketUse,
  CacheSettings,
  ClusterSettings,
  DatabaseSettings,
  FileSystemSettings,
  InstanceSettings,
  Queue,
  QueueUse,
  Topic,
} from './model-stores';

/** platform.yaml as people write it. */
export type WrittenPlatform = z.input<typeof platformSchema>;
/** service.yaml as people write it. */
export type WrittenService = z.input<typeof serviceSchema>;

/** The documents with their defaults filled in, before anything is merged: what the rules look at. */
export type ParsedPlatform = z.output<typeof platformSchema>;
export type ParsedWeb = z.output<typeof webSchema>;
export type ParsedWorker = z.output<typeof workerSchema>;
export type ParsedScheduled = z.output<typeof scheduledSchema>;
export type ParsedStatic = z.output<typeof staticSchema>;
/** A service that is a container. */
export type ParsedService = ParsedWeb | ParsedWorker | ParsedScheduled;
/** A service of any kind. */
export type ParsedAnyService = ParsedService | ParsedStatic;

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
/** A property of the network of the platform’s own, as platform.yaml has it. */
export type PlatformNetworkProperty = z.output<typeof networkPropertiesSchema>[number];

export type PlatformProperty = z.output<typeof propertiesSchema>[number];
/** What only people know, for the handover documents. */
export type HandoverSettings = z.output<typeof handoverSchema>;
export type Slack = z.output<typeof slackSchema>;
export type Trivy = z.output<typeof trivySchema>;
export type Schedule = z.output<typeof scheduleSchema>;
/** When a scheduled job runs: either a cron expression or a number of minutes. */
export type JobSchedule = z.output<typeof jobScheduleSchema>;
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
  /** Web services that others call inside of the VPC; with one or more, each environment has a private load balancer. */
  readonly calledServices: readonly CalledService[];
  /** Queues that each environment has. */
  readonly queues: readonly Queue[];
  /** Topics that each environment has. */
  readonly topics: readonly Topic[];
  /** File systems that each environment has. */
  readonly fileSystems: readonly FileSystemSettings[];
  /** Buckets for patient data that each environment has. */
  readonly buckets: readonly Bucket[];
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
  /** Properties of the platform’s own that `careplane prove` decides. */
  readonly properties: readonly PlatformProperty[];
  /** The same about what connects to what. */
  readonly networkProperties: readonly PlatformNetworkProperty[];
  readonly handover: HandoverSettings;
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
  /** The first database and the further ones, in the order of platform.yaml. */
  readonly databases: readonly DatabaseSettings[];
  /** Its caches, overrides merged. */
  readonly caches: readonly CacheSettings[];
  readonly alertEmails: readonly string[];
}

/** Work that a person starts: a container of the deployed image with another command. */
export interface OneOffTask {
  readonly description?: string;
  /** Words of the command. */
  readonly command: readonly string[];
}

/** Work that each release of an image does before the service gets the image. */
export interface TaskBeforeDeploy extends OneOffTask {
  readonly name: string;
  /** How long the release waits for its end. */
  readonly timeoutMinutes: number;
}

/** A container of another maker that runs beside the service in each task. */
export interface Sidecar extends Omit<ParsedService['sidecars'][string], 'image' | 'environment'> {
  readonly name: string;
  /** Registry and repository of its maker: "public.ecr.aws/nginx/nginx". */
  readonly source: string;
  /** Digest that service.yaml names. */
  readonly digest: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** What every container has, and for each kind of connection, whether the service has it. */
interface AnyWorkload extends AnyService, Readonly<Record<ConnectionKind, boolean>> {
  readonly image: Image;
  readonly architecture: 'x86_64' | 'arm64';
  readonly user: string;
  /** Words of the entry point and the command; none, and the image's apply. */
  readonly entryPoint?: readonly string[];
  readonly command?: readonly string[];
  readonly stopTimeoutSeconds?: number;
  readonly writablePaths: readonly string[];
  readonly disk?: { readonly sizeGiB: number; readonly paths: readonly string[] };
  readonly secrets: readonly string[];
  /** Further databases of the platform, by their keys. */
  readonly databases: readonly string[];
  /** Queues of the platform, by name. */
  readonly queues: Readonly<Record<string, QueueUse>>;
  /** Topics of the platform that the service publishes to, by name. */
  readonly topics: readonly string[];
  /** Caches of the platform, by name. */
  readonly caches: readonly string[];
  /** Buckets of the platform, by name. */
  readonly buckets: Readonly<Record<string, BucketUse>>;
  /** File systems of the platform that it mounts, by name. */
  readonly fileSystems: Readonly<Record<string, Mount>>;
  /** Web services of the platform that it calls inside of the VPC, by name. */
  readonly calls: readonly string[];
  /** Containers of other makers in each task. */
  readonly sidecars: readonly Sidecar[];
  /** One-off tasks that `careplane run` starts, by name. */
  readonly tasks: Readonly<Record<string, OneOffTask>>;
  readonly beforeDeploy?: TaskBeforeDeploy;
  readonly taskPolicyArns: readonly string[];
}

/** A container behind the load balancer. */
export interface WebWorkload extends AnyWorkload {
  readonly kind: 'web';
  readonly port: number;
  readonly protocol: Protocol;
  readonly singleton: boolean;
  readonly deployments: readonly WebDeployment[];
}

/** A container that runs all the time and that no request reaches. */
export interface WorkerWorkload extends AnyWorkload {
  readonly kind: 'worker';
  readonly singleton: boolean;
  readonly deployments: readonly WorkerDeployment[];
}

/** A container that starts at its times, and ends. */
export interface ScheduledWorkload extends AnyWorkload {
  readonly kind: 'scheduled';
  readonly startRetries: number;
  readonly startWithinMinutes: number;
  readonly deployments: readonly ScheduledDeployment[];
}

/** A service that runs containers. */
export type ContainerService = WebWorkload | WorkerWorkload | ScheduledWorkload;

/** A service. Its kind decides what its stacks hold. */
export type Service = ContainerService | StaticSite;

/** A partner of a service. */
export interface Egress {
  readonly name: string;
  readonly protocol: EgressProtocol;
  readonly port: number;
  /** IPv4 ranges. */
  readonly to: readonly string[];
  /** Why nothing has to encrypt the connection; none, and it is encrypted. */
  readonly unencryptedReason?: string;
}

/** A service in one environment, overrides merged. Deployments are in the order of the platform's environments. */
export interface Deployment {
  readonly environment: string;
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly variables: Readonly<Record<string, string>>;
  /** Partners that it connects to on other ports than 443. */
  readonly egress: readonly Egress[];
}

export interface WebDeployment extends Deployment {
  readonly scaling: Scaling;
  readonly healthCheck: HealthCheck;
  readonly routes: readonly Route[];
}

export interface WorkerDeployment extends Deployment {
  readonly scaling: WorkerScaling;
  readonly healthCheck?: Required<Pick<HealthCheck, 'command' | 'intervalSeconds' | 'timeoutSeconds' | 'graceSeconds'>>;
}

export interface ScheduledDeployment extends Deployment {
  readonly schedule: JobSchedule;
  readonly enabled: boolean;
}

/** Scaling of a worker: without requests, and by a queue if one is named. */
export interface WorkerScaling extends Omit<Scaling, 'requestsPerTarget'> {
  readonly queue?: { readonly name: string; readonly messagesPerTask: number };
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
