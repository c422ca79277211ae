export { placeholdersOf } from './placeholders';
export type { Placeholder } from './placeholders';
export {
  ACCESS_ROLE_KINDS,
  accessRoleName,
  assetBucketName,
  assetPrefix,
  BASELINE_OWNER_PARAMETER,
  bootstrapStackName,
  bootstrapVersionParameter,
  boundaryName,
  accountSettingsRoleName,
  breakGlassRoleName,
  commandParameter,
  commandPrefix,
  DEFAULT_BOOTSTRAP_QUALIFIER,
  emergencyBoundaryName,
  githubDeployRoleName,
  githubEnvironmentName,
  githubImageRoleName,
  githubNightlyFile,
  githubNightlyRoleName,
  githubPlanRoleName,
  githubWorkflowFile,
  imageRepositoryName,
  mainBuildRoleName,
  MIN_BOOTSTRAP_VERSION,
  rolePath,
  RUNNER_ROLE_PREFIX,
  runnerRoleName,
  servicePipelineName,
  sidecarParameter,
  exceptionsParameter,
  sidecarsParameter,
  siteParameter,
  sidecarRepositoryName,
  TASK_RUNNER_ROLE_PREFIX,
  beforeDeployFamily,
  beforeDeployRoleName,
  taskRunnerRoleName,
  SHARED_SCOPE,
  shortened,
  siteBucketName,
  storeBucketName,
} from './access/names';
export { isOfPlatform, platformPath } from './access/paths';
export type { AccessRoleKind, Bootstrapped, CommandKey, GithubImageTask, MainBuild } from './access/names';
export { parseArn } from './arn';
export type { ArnParts } from './arn';
export { ACCOUNT_SETTING_NAMES, BASELINE_PARTS } from './schema/governance';
export { PROPERTY_END_KINDS } from './schema/network-properties';
export type { AccountSettingName, BaselinePart } from './schema/governance';
export { CONNECTIONS, connectionsOf, variablesInWords } from './connections';
export type { ConnectionKind } from './connections';
export { EGRESS_PROTOCOLS, NOT_ENCRYPTED } from './egress';
export type { EgressProtocol } from './egress';
export { databaseVariables } from './database-variables';
export type { DatabaseVariables } from './database-variables';
export { findFiles, PLATFORM_FILE, SERVICE_FILE } from './files';
export { describeAllowed, jsonSchemaOf } from './json-schema';
export type { DocumentKind, JsonSchema } from './json-schema';
export { isContainer } from './is-container';
export { CALLS_STACK, callersOf, callHost, callVariable } from './calls';
export type { CalledService } from './calls';

export { load } from './load';
export type { LoadOptions, LoadResult } from './load';
export { queueVariable } from './queue-variable';
export { STORE_KINDS, STORES, storesUsed, storeVariables } from './stores';
export type { StoreKind } from './stores';
export { taskOutputName } from './task-output-name';
export type { WorkloadKind } from './schema';
export type {
  Backup,
  Bucket,
  BucketUse,
  BuildSize,
  CacheSettings,
  Contacts,
  ContainerService,
  DatabaseSettings,
  Egress,
  Deployment,
  Environment,
  Evidence,
  Firewall,
  Governance,
  HandoverSettings,
  HealthCheck,
  Image,
  JobSchedule,
  Location,
  NetworkSettings,
  OneOffTask,
  ParsedAnyService,
  ParsedPlatform,
  ParsedService,
  ParsedStatic,
  PeopleGroupName,
  PeopleModel,
  PeopleOfGroup,
  Person,
  PlatformModel,
  Protocol,
  Queue,
  QueueUse,
  Recovery,
  Repository,
  Retention,
  Route,
  Scaling,
  ScheduledWorkload,
  Service,
  Sidecar,
  SiteDeployment,
  Slack,
  StaticSite,
  Topic,
  Trivy,
  WebDeployment,
  WebWorkload,
  WorkerScaling,
  WorkerWorkload,
  WrittenPlatform,
  WrittenService,
} from './model';
export { databasePlaces } from './rules/database-places';
export { egressOf, jobScheduleOf, locationIdOf, networkOf, sizeOf } from './normalize';
export { WRITABLE_PATH_MIB } from './rules/service/writable-paths-fit-in-memory';
export { egressPath } from './rules/service/egress-is-usable';
export type { RuleProblem, PlatformRule, PlatformWideRule, Rules, ServiceRule } from './rules/rule';
export { DUTY_NAMES } from './schema/identity';
export { TRIVY } from './schema/pipelines';
