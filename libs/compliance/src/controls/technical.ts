import { automated, control, documented } from './control';
import type { Control } from './control';

/** 45 CFR 164.312: technical safeguards. */
export const TECHNICAL: readonly Control[] = [
  automated(
    control('164.312(a)(1)', 'standard', 'Access control', 'Allow access only to those who have been granted it.'),
    [
      'BucketIsPrivate',
      'DatabaseIsPrivate',
      'IngressIsNamed',
      'AccessPointIsOneFolder',
      'MountNamesAccessPoint',
      'CallsNameTheirCallers',
    ],
    'Access within the application.',
    ['S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS_PERIODIC'],
  ),
  automated(
    control('164.312(a)(2)(i)', 'required', 'Unique user identification', 'Give every user a name of its own.'),
    ['OneRolePerWorkload', 'NoLongLivedCredentials'],
    'Names of people in the identity provider and in the application.',
    ['IAM_ROOT_ACCESS_KEY_CHECK'],
  ),
  documented(
    control('164.312(a)(2)(ii)', 'required', 'Emergency access', 'Get to patient data in an emergency.'),
    ['The role for emergencies of `identity:`, its alarm and its review: docs/guides/access.md'],
    'Write down who may take the role, and try it once a year. A platform without `identity:` needs a written procedure of the administrators.',
  ),
  automated(
    control('164.312(a)(2)(iii)', 'addressable', 'Automatic logoff', 'End sessions after a time of inactivity.'),
    ['SessionEndsSoon'],
    'Sessions of the application and of workstations.',
  ),
  automated(
    control('164.312(a)(2)(iv)', 'addressable', 'Encryption and decryption', 'Encrypt patient data.'),
    ['StoreIsEncrypted', 'KeyRotates'],
    undefined,
    ['EC2_EBS_ENCRYPTION_BY_DEFAULT'],
  ),
  automated(
    control('164.312(b)', 'standard', 'Audit controls', 'Record and examine activity.'),
    ['BaselineIsComplete', 'NetworkIsLogged', 'FirewallIsLogged', 'BalancerIsLogged', 'DatabaseIsAudited'],
    'Records within the application: who looked at which patient.',
    ['CLOUD_TRAIL_ENABLED', 'CLOUDTRAIL_S3_DATAEVENTS_ENABLED'],
  ),
  automated(
    control('164.312(c)(1)', 'standard', 'Integrity', 'Protect patient data from improper change or destruction.'),
    [
      'ImageIsPinned',
      'DeletionIsProtected',
      'RecordIsLocked',
      'PatientBucketIsComplete',
      'TopicKeepsUndelivered',
      'QueueTakesFromNamedTopics',
    ],
    'Integrity within the application.',
    ['CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED'],
  ),
  automated(
    control(
      '164.312(c)(2)',
      'addressable',
      'Mechanism to authenticate patient data',
      'Show that data was not changed.',
    ),
    ['RecordIsLocked', 'ImageIsPinned'],
    'Records of patients, within the application.',
    ['CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED'],
  ),
  automated(
    control(
      '164.312(d)',
      'standard',
      'Person or entity authentication',
      'Verify that a person or system is who it claims to be.',
    ),
    ['TrustNamesPrincipal', 'PeopleSignInWithMfa', 'IdentityIsComplete', 'CacheAsksWhoConnects'],
    'The second factor of root, and of a directory: Identity Center asks for it, not the account.',
    ['MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS', 'ROOT_ACCOUNT_MFA_ENABLED'],
  ),
  automated(control('164.312(e)(1)', 'standard', 'Transmission security', 'Guard data against access on its way.'), [
    'PublicPathHasFirewall',
    'ListenerEncrypted',
    'IngressIsNamed',
    'SitesServeOnlyThroughCloudFront',
  ]),
  automated(
    control('164.312(e)(2)(i)', 'addressable', 'Integrity controls', 'Data is not changed unnoticed on its way.'),
    ['BalancerChecksHeaders', 'ListenerEncrypted'],
  ),
  automated(control('164.312(e)(2)(ii)', 'addressable', 'Encryption on the way', 'Encrypt data on its way.'), [
    'ListenerEncrypted',
    'TargetGroupEncrypted',
    'DatabaseRequiresTls',
    'CacheRequiresTls',
    'BucketRequiresTls',
    'TopicRequiresTls',
    'EgressIsEncrypted',
    'SitesServeOnlyThroughCloudFront',
    'FileSystemIsGuarded',
    'MountIsEncrypted',
  ]),
];
