import type { ConnectionKind } from './connections';
import type { EgressProtocol } from './egress';
import type { Image, JobSchedule, ParsedService, Protocol, Schedule } from './model-documents';
import type { AnyService, StaticSite } from './model-site';
import type { BucketUse, QueueUse } from './model-stores';
import type { Mount } from './mounts';

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
