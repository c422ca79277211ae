import type { CalledService } from './calls';
import type { DUTY_NAMES } from './schema/identity';
import type {
  Backup,
  Contacts,
  Evidence,
  Firewall,
  Governance,
  HandoverSettings,
  Image,
  ParsedPlatform,
  PlatformNetworkProperty,
  PlatformProperty,
  Recovery,
  Retention,
  Slack,
  Trivy,
} from './model-documents';
import type { Bucket, CacheSettings, DatabaseSettings, FileSystemSettings, Queue, Topic } from './model-stores';
import type { Service } from './model-workloads';

export type {
  Backup,
  Contacts,
  Evidence,
  Firewall,
  Governance,
  HandoverSettings,
  Image,
  JobSchedule,
  ParsedAnyService,
  ParsedPlatform,
  ParsedScheduled,
  ParsedService,
  ParsedStatic,
  ParsedWeb,
  ParsedWorker,
  PlatformNetworkProperty,
  PlatformProperty,
  Protocol,
  Recovery,
  Retention,
  Schedule,
  Slack,
  Source,
  Trivy,
  WrittenPlatform,
  WrittenService,
} from './model-documents';
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
export type {
  ContainerService,
  Deployment,
  Egress,
  HealthCheck,
  OneOffTask,
  Route,
  Scaling,
  ScheduledDeployment,
  ScheduledWorkload,
  Service,
  Sidecar,
  TaskBeforeDeploy,
  WebDeployment,
  WebWorkload,
  WorkerDeployment,
  WorkerScaling,
  WorkerWorkload,
} from './model-workloads';

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
