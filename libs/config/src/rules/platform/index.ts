import type { PlatformRule } from '../rule';
import { anotherTrivyHasItsOwnChecksum } from './another-trivy-has-its-own-checksum';
import { arnsFitThePartition } from './arns-fit-the-partition';
import { auditTrailIsKeptSixYears } from './audit-trail-is-kept-six-years';
import { backupsMeetTheRecoveryPoint } from './backups-meet-the-recovery-point';
import { baselineHasABudget } from './baseline-has-a-budget';
import { baselineHasContacts } from './baseline-has-contacts';
import { baselineIsOfferedInTheRegion } from './baseline-is-offered-in-the-region';
import { branchIsNotACommit } from './branch-is-not-a-commit';
import { branchesAreDistinct } from './branches-are-distinct';
import { branchesHaveNamesOfGit } from './branches-have-names-of-git';
import { cachesCanRun } from './caches-can-run';
import { certificateIsInTheSamePlace } from './certificate-is-in-the-same-place';
import { certificateOrHostedZone } from './certificate-or-hosted-zone';
import { connectionIsInTheSamePlace } from './connection-is-in-the-same-place';
import { contactsAreCorporate } from './contacts-are-corporate';
import { copyGoesElsewhere } from './copy-goes-elsewhere';
import { countedRulesExist } from './counted-rules-exist';
import { databaseNameIsNotReserved } from './database-name-is-not-reserved';
import { databasesFitAStack } from './databases-fit-a-stack';
import { disabledPartsHaveAReason } from './disabled-parts-have-a-reason';
import { domainIsInHostedZone } from './domain-is-in-hosted-zone';
import { domainsAreDistinct } from './domains-are-distinct';
import { domainsCanBeRegistered } from './domains-can-be-registered';
import { domainsFitACertificate } from './domains-fit-a-certificate';
import { emailsAreDistinct } from './emails-are-distinct';
import { emergencyRoleHasAnAlarm } from './emergency-role-has-an-alarm';
import { engineVersionIsOffered } from './engine-version-is-offered';
import { environmentNamesAreNotStacks } from './environment-names-are-not-stacks';
import { environmentsFitARepository } from './environments-fit-a-repository';
import { githubRepositoryNeedsAConnection } from './github-repository-needs-a-connection';
import { groupsHaveMembers } from './groups-have-members';
import { intervalDividesADay } from './interval-divides-a-day';
import { namesTellStacksApart } from './names-tell-stacks-apart';
import { networkOnlyInOwnLocation } from './network-only-in-own-location';
import { onlyCodecommitIsCreated } from './only-codecommit-is-created';
import { overriddenCachesExist } from './overridden-caches-exist';
import { ownTagsAreReserved } from './own-tags-are-reserved';
import { overriddenDatabasesExist } from './overridden-databases-exist';
import { partsHaveWhatTheyNeed } from './parts-have-what-they-need';
import { productionAlarmsReachSomebody } from './production-alarms-reach-somebody';
import { productionIsProtected } from './production-is-protected';
import { queuesFitAStack } from './queues-fit-a-stack';
import { reasonsAreNeeded } from './reasons-are-needed';
import { regionsAreInOnePartition } from './regions-are-in-one-partition';
import { regionsExist } from './regions-exist';
import { restoreTestMeetsTheRecoveryTime } from './restore-test-meets-the-recovery-time';
import { sameLocationSameNetwork } from './same-location-same-network';
import { scalingFitsInEnvironment } from './scaling-fits-in-environment';
import { schedulesFire } from './schedules-fire';
import { sharedBaselineIsAnotherPlatforms } from './shared-baseline-is-another-platforms';
import { serverlessHasACapacity } from './serverless-has-a-capacity';
import { storageFitsTheEngine } from './storage-fits-the-engine';
import { storageCanGrow } from './storage-can-grow';
import { storeNamesFit } from './store-names-fit';
import { storesFitAStack } from './stores-fit-a-stack';
import { tagKeysDifferInMoreThanCase } from './tag-keys-differ-in-more-than-case';
import { tagsFitIdentityCenter } from './tags-fit-identity-center';
import { topicsReachQueues } from './topics-reach-queues';
import { usersArePersons } from './users-are-persons';
import { writersDoNotRelease } from './writers-do-not-release';
import { zonesAreDistinct } from './zones-are-distinct';
import { zonesExistInTheRegion } from './zones-exist-in-the-region';

/** Rules about platform.yaml, in the order in which their problems are reported. One more is a file in this folder and a line here. */
export const platformRules = {
  certificateOrHostedZone,
  certificateIsInTheSamePlace,
  domainIsInHostedZone,
  domainsAreDistinct,
  branchesAreDistinct,
  branchIsNotACommit,
  productionIsProtected,
  scalingFitsInEnvironment,
  productionAlarmsReachSomebody,
  networkOnlyInOwnLocation,
  sameLocationSameNetwork,
  namesTellStacksApart,
  zonesAreDistinct,
  intervalDividesADay,
  backupsMeetTheRecoveryPoint,
  restoreTestMeetsTheRecoveryTime,
  copyGoesElsewhere,
  storageCanGrow,
  ownTagsAreReserved,
  githubRepositoryNeedsAConnection,
  connectionIsInTheSamePlace,
  anotherTrivyHasItsOwnChecksum,
  environmentNamesAreNotStacks,
  onlyCodecommitIsCreated,
  branchesHaveNamesOfGit,
  groupsHaveMembers,
  usersArePersons,
  writersDoNotRelease,
  emergencyRoleHasAnAlarm,
  regionsExist,
  regionsAreInOnePartition,
  zonesExistInTheRegion,
  arnsFitThePartition,
  domainsFitACertificate,
  domainsCanBeRegistered,
  emailsAreDistinct,
  schedulesFire,
  databaseNameIsNotReserved,
  engineVersionIsOffered,
  countedRulesExist,
  disabledPartsHaveAReason,
  reasonsAreNeeded,
  partsHaveWhatTheyNeed,
  auditTrailIsKeptSixYears,
  sharedBaselineIsAnotherPlatforms,
  baselineHasContacts,
  baselineHasABudget,
  baselineIsOfferedInTheRegion,
  contactsAreCorporate,
  tagKeysDifferInMoreThanCase,
  tagsFitIdentityCenter,
  environmentsFitARepository,
  queuesFitAStack,
  storeNamesFit,
  storesFitAStack,
  topicsReachQueues,
  overriddenCachesExist,
  cachesCanRun,
  databasesFitAStack,
  overriddenDatabasesExist,
  storageFitsTheEngine,
  serverlessHasACapacity,
} satisfies Readonly<Record<string, PlatformRule>>;
