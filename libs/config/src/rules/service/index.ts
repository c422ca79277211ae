import type { ServiceRule } from '../rule';
import { callsAreOffered } from './calls-are-offered';
import { codeRangesAscend } from './code-ranges-ascend';
import { databaseUserIsNotReserved } from './database-user-is-not-reserved';
import { databasesExist } from './databases-exist';
import { diskPathsAreUsable } from './disk-paths-are-usable';
import { egressIsUsable } from './egress-is-usable';
import { fileSystemsCanBeMounted } from './file-systems-can-be-mounted';
import { githubNeedsAConnection } from './github-needs-a-connection';
import { hostsAreNotAnEnvironmentsOwn } from './hosts-are-not-an-environments-own';
import { internalServicesAreCalled } from './internal-services-are-called';
import { jobSchedulesFire } from './job-schedules-fire';
import { nameIsNotReserved } from './name-is-not-reserved';
import { noSecretsInPlainText } from './no-secrets-in-plain-text';
import { oneTaskBeforeTheDeploy } from './one-task-before-the-deploy';
import { overriddenEnvironmentsExist } from './overridden-environments-exist';
import { pathsHaveFewWildcards } from './paths-have-few-wildcards';
import { policiesAreDistinct } from './policies-are-distinct';
import { policiesAreInTheAccount } from './policies-are-in-the-account';
import { priorityIsForOnePath } from './priority-is-for-one-path';
import { queuesExist } from './queues-exist';
import { regionIsThatOfTheTask } from './region-is-that-of-the-task';
import { scalesOnAQueueItReceives } from './scales-on-a-queue-it-receives';
import { scalingBoundsFit } from './scaling-bounds-fit';
import { schedulesAreValid } from './schedules-are-valid';
import { sidecarsFitTheTask } from './sidecars-fit-the-task';
import { sidecarsMountWhatTheServiceMounts } from './sidecars-mount-what-the-service-mounts';
import { sidecarsStandAlone } from './sidecars-stand-alone';
import { singletonDoesNotScale } from './singleton-does-not-scale';
import { sourcePathStaysInside } from './source-path-stays-inside';
import { storesExist } from './stores-exist';
import { taskDefinitionFits } from './task-definition-fits';
import { timeoutIsOfATaskBeforeTheDeploy } from './timeout-is-of-a-task-before-the-deploy';
import { timeoutIsShorterThanInterval } from './timeout-is-shorter-than-interval';
import { triggerPathsNeedGithub } from './trigger-paths-need-github';
import { variablesAreNotTaken } from './variables-are-not-taken';
import { writablePathsAreUsable } from './writable-paths-are-usable';
import { writablePathsFitInMemory } from './writable-paths-fit-in-memory';

/** Rules about one service.yaml, in the order in which their problems are reported. One more is a file in this folder and a line here. */
export const serviceRules = {
  nameIsNotReserved,
  overriddenEnvironmentsExist,
  githubNeedsAConnection,
  sourcePathStaysInside,
  scalingBoundsFit,
  timeoutIsShorterThanInterval,
  hostsAreNotAnEnvironmentsOwn,
  variablesAreNotTaken,
  regionIsThatOfTheTask,
  writablePathsFitInMemory,
  priorityIsForOnePath,
  triggerPathsNeedGithub,
  noSecretsInPlainText,
  schedulesAreValid,
  codeRangesAscend,
  pathsHaveFewWildcards,
  writablePathsAreUsable,
  policiesAreInTheAccount,
  policiesAreDistinct,
  jobSchedulesFire,
  queuesExist,
  scalesOnAQueueItReceives,
  singletonDoesNotScale,
  diskPathsAreUsable,
  taskDefinitionFits,
  oneTaskBeforeTheDeploy,
  timeoutIsOfATaskBeforeTheDeploy,
  storesExist,
  egressIsUsable,
  databaseUserIsNotReserved,
  databasesExist,
  fileSystemsCanBeMounted,
  callsAreOffered,
  internalServicesAreCalled,
  sidecarsFitTheTask,
  sidecarsMountWhatTheServiceMounts,
  sidecarsStandAlone,
} satisfies Readonly<Record<string, ServiceRule>>;
