import { accessPointIsOneFolder } from './access-point-is-one-folder';
import { alarmReachesPeople } from './alarm-reaches-people';
import { backupCopiedElsewhere } from './backup-copied-elsewhere';
import { backupFailureReported } from './backup-failure-reported';
import { backupKeptSixYears } from './backup-kept-six-years';
import { balancerChecksHeaders } from './balancer-checks-headers';
import { balancerIsLogged } from './balancer-is-logged';
import { balancerSpansZones } from './balancer-spans-zones';
import { baselineEventTargetsHaveDeadLetters } from './baseline-event-targets-have-dead-letters';
import { baselineIsComplete } from './baseline-is-complete';
import { bucketIsPrivate } from './bucket-is-private';
import { bucketRequiresTls } from './bucket-requires-tls';
import { cacheAsksWhoConnects } from './cache-asks-who-connects';
import { cacheIsBackedUp } from './cache-is-backed-up';
import { cacheRequiresTls } from './cache-requires-tls';
import { cacheSurvivesZone } from './cache-survives-zone';
import { callsNameTheirCallers } from './calls-name-their-callers';
import { changeIsApproved } from './change-is-approved';
import { changeIsJudged } from './change-is-judged';
import { databaseIsAudited } from './database-is-audited';
import { databaseIsPrivate } from './database-is-private';
import { databaseRequiresTls } from './database-requires-tls';
import { databaseSurvivesZone } from './database-survives-zone';
import { deletionIsProtected } from './deletion-is-protected';
import { egressIsEncrypted } from './egress-is-encrypted';
import { fileSystemIsGuarded } from './file-system-is-guarded';
import { firewallBlocksKnownAttacks } from './firewall-blocks-known-attacks';
import { firewallIsLogged } from './firewall-is-logged';
import { identityIsComplete } from './identity-is-complete';
import { imageIsPinned } from './image-is-pinned';
import { imageIsScanned } from './image-is-scanned';
import { ingressIsNamed } from './ingress-is-named';
import { keyRotates } from './key-rotates';
import { keyWaitsBeforeDeletion } from './key-waits-before-deletion';
import { listenerEncrypted } from './listener-encrypted';
import { logKeptSixYears } from './log-kept-six-years';
import { mountIsEncrypted } from './mount-is-encrypted';
import { mountNamesAccessPoint } from './mount-names-access-point';
import { networkIsLogged } from './network-is-logged';
import { noAdministratorPolicy } from './no-administrator-policy';
import { noLongLivedCredentials } from './no-long-lived-credentials';
import { oneRolePerWorkload } from './one-role-per-workload';
import { passwordIsManaged } from './password-is-managed';
import { patientBucketIsComplete } from './patient-bucket-is-complete';
import { queueTakesFromNamedTopics } from './queue-takes-from-named-topics';
import { peopleSignInWithMfa } from './people-sign-in-with-mfa';
import { pipelineFailureReported } from './pipeline-failure-reported';
import { policyActionsExist } from './policy-actions-exist';
import { policyHasNoEscalation } from './policy-has-no-escalation';
import { policySetsAreNotEmpty } from './policy-sets-are-not-empty';
import { policyWildcardsHaveReasons } from './policy-wildcards-have-reasons';
import { publicPathHasFirewall } from './public-path-has-firewall';
import { recordIsLocked } from './record-is-locked';
import { recordKeptSixYears } from './record-kept-six-years';
import { recoveryPointInTime } from './recovery-point-in-time';
import { restoreIsTested } from './restore-is-tested';
import { roleHasBoundary } from './role-has-boundary';
import { secretNotInVariable } from './secret-not-in-variable';
import { serviceIsEligible } from './service-is-eligible';
import { sessionEndsSoon } from './session-ends-soon';
import { sitesServeOnlyThroughCloudFront } from './sites-serve-only-through-cloud-front';
import { storeIsBackedUp } from './store-is-backed-up';
import { storeIsEncrypted } from './store-is-encrypted';
import { storeOutlivesStack } from './store-outlives-stack';
import { targetGroupEncrypted } from './target-group-encrypted';
import { taskIsHardened } from './task-is-hardened';
import { topicKeepsUndelivered } from './topic-keeps-undelivered';
import { topicRequiresTls } from './topic-requires-tls';
import { trustNamesPrincipal } from './trust-names-principal';
import type { Rule } from './rule';

/** The rules of our own. One more is one file with its examples, and one line here. */
export const RULES: readonly Rule[] = [
  accessPointIsOneFolder,
  alarmReachesPeople,
  backupCopiedElsewhere,
  backupFailureReported,
  backupKeptSixYears,
  balancerChecksHeaders,
  balancerIsLogged,
  balancerSpansZones,
  baselineEventTargetsHaveDeadLetters,
  baselineIsComplete,
  bucketIsPrivate,
  bucketRequiresTls,
  cacheAsksWhoConnects,
  cacheIsBackedUp,
  cacheRequiresTls,
  cacheSurvivesZone,
  callsNameTheirCallers,
  changeIsApproved,
  changeIsJudged,
  databaseIsAudited,
  databaseIsPrivate,
  databaseRequiresTls,
  databaseSurvivesZone,
  deletionIsProtected,
  egressIsEncrypted,
  fileSystemIsGuarded,
  firewallBlocksKnownAttacks,
  firewallIsLogged,
  identityIsComplete,
  imageIsPinned,
  imageIsScanned,
  ingressIsNamed,
  keyRotates,
  keyWaitsBeforeDeletion,
  listenerEncrypted,
  logKeptSixYears,
  mountIsEncrypted,
  mountNamesAccessPoint,
  networkIsLogged,
  noAdministratorPolicy,
  noLongLivedCredentials,
  oneRolePerWorkload,
  passwordIsManaged,
  patientBucketIsComplete,
  queueTakesFromNamedTopics,
  peopleSignInWithMfa,
  pipelineFailureReported,
  policyActionsExist,
  policyHasNoEscalation,
  policySetsAreNotEmpty,
  policyWildcardsHaveReasons,
  publicPathHasFirewall,
  recordIsLocked,
  recordKeptSixYears,
  recoveryPointInTime,
  restoreIsTested,
  roleHasBoundary,
  secretNotInVariable,
  serviceIsEligible,
  sessionEndsSoon,
  sitesServeOnlyThroughCloudFront,
  storeIsBackedUp,
  storeIsEncrypted,
  storeOutlivesStack,
  targetGroupEncrypted,
  taskIsHardened,
  topicKeepsUndelivered,
  topicRequiresTls,
  trustNamesPrincipal,
];
