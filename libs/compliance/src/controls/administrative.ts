import { automated, byNoOne, byOrganization, control, documented } from './control';
import type { Control } from './control';

/** 45 CFR 164.308: administrative safeguards. */
export const ADMINISTRATIVE: readonly Control[] = [
  automated(
    control(
      '164.308(a)(1)(i)',
      'standard',
      'Security management process',
      'Prevent, detect, contain and correct violations.',
    ),
    ['ChangeIsJudged', 'ImageIsScanned', 'AlarmReachesPeople'],
    'Policies for what the judges do not see.',
    ['SECURITYHUB_ENABLED', 'GUARDDUTY_ENABLED_CENTRALIZED'],
  ),
  automated(
    control('164.308(a)(1)(ii)(A)', 'required', 'Risk analysis', 'Assess risks and vulnerabilities of patient data.'),
    ['ChangeIsJudged', 'ImageIsScanned'],
    'Vulnerabilities are found at every change; the inventory and the flow map of careplane evidence are the input. Threats, likelihood and impact: the organization, in writing.',
    ['annual-risk-assessment-performed'],
  ),
  automated(
    control('164.308(a)(1)(ii)(B)', 'required', 'Risk management', 'Reduce risks to a reasonable level.'),
    ['ChangeIsJudged', 'ImageIsScanned', 'ImageIsPinned'],
    'The plan for risks outside of the platform.',
  ),
  byOrganization(
    control('164.308(a)(1)(ii)(C)', 'required', 'Sanction policy', 'Sanction workforce members who do not comply.'),
    'Write the policy and apply it.',
  ),
  automated(
    control(
      '164.308(a)(1)(ii)(D)',
      'required',
      'Information system activity review',
      'Review logs, access reports and incidents.',
    ),
    [
      'BalancerIsLogged',
      'FirewallIsLogged',
      'NetworkIsLogged',
      'DatabaseIsAudited',
      'LogKeptSixYears',
      'BaselineIsComplete',
    ],
    'Someone reads the logs at a fixed interval, and writes down that it happened.',
    ['CLOUD_TRAIL_ENABLED', 'MULTI_REGION_CLOUD_TRAIL_ENABLED'],
  ),
  documented(
    control('164.308(a)(2)', 'standard', 'Assigned security responsibility', 'Name the security official.'),
    ['the security contact of the account, which contacts.security of platform.yaml names'],
    'A signed page that names the security official; the contact may be a team.',
    { type: 'Custom::CareplaneAlternateContact', properties: { ContactType: 'SECURITY' } },
  ),
  automated(
    control(
      '164.308(a)(3)(i)',
      'standard',
      'Workforce security',
      'Give access to those who need it, and to no one else.',
    ),
    ['NoLongLivedCredentials', 'NoAdministratorPolicy', 'TrustNamesPrincipal', 'IdentityIsComplete'],
    'Who belongs to which group of the identity provider.',
    ['IAM_USER_UNUSED_CREDENTIALS_CHECK', 'IAM_ROOT_ACCESS_KEY_CHECK'],
  ),
  automated(
    control(
      '164.308(a)(3)(ii)(A)',
      'addressable',
      'Authorization and supervision',
      'Authorize or supervise people who work with patient data.',
    ),
    ['ChangeIsApproved'],
    'Authorization of people outside of releases.',
  ),
  automated(
    control(
      '164.308(a)(3)(ii)(B)',
      'addressable',
      'Workforce clearance',
      'Determine that the access of a person is appropriate.',
    ),
    ['NoAdministratorPolicy', 'RoleHasBoundary'],
    'Background checks, and the decision for each person.',
    ['IAM_GROUP_HAS_USERS_CHECK', 'IAM_USER_NO_POLICIES_CHECK'],
  ),
  automated(
    control('164.308(a)(3)(ii)(C)', 'addressable', 'Termination', 'End access when a person leaves.'),
    ['NoLongLivedCredentials', 'SessionEndsSoon'],
    'Remove the person from the identity provider; nothing in the account has to be removed.',
    ['IAM_USER_UNUSED_CREDENTIALS_CHECK'],
  ),
  automated(
    control(
      '164.308(a)(4)(i)',
      'standard',
      'Information access management',
      'Authorize access as the Privacy Rule allows.',
    ),
    [
      'NoAdministratorPolicy',
      'RoleHasBoundary',
      'IngressIsNamed',
      'PolicyActionsExist',
      'PolicyHasNoEscalation',
      'PolicySetsAreNotEmpty',
      'PolicyWildcardsHaveReasons',
    ],
    'What the Privacy Rule allows whom.',
  ),
  byNoOne(
    control(
      '164.308(a)(4)(ii)(A)',
      'required',
      'Isolating clearinghouse functions',
      'Keep a clearinghouse apart from its larger organization.',
    ),
    'The platform is not a clearinghouse. An organization that is one runs it as a platform of its own, in an account of its own.',
  ),
  automated(
    control('164.308(a)(4)(ii)(B)', 'addressable', 'Access authorization', 'Decide who gets access.'),
    ['TrustNamesPrincipal'],
    'The decision, in a pull request that a second person approves.',
    ['IAM_USER_MFA_ENABLED'],
  ),
  automated(
    control(
      '164.308(a)(4)(ii)(C)',
      'addressable',
      'Access establishment and modification',
      'Establish, review and change access.',
    ),
    ['RoleHasBoundary', 'ChangeIsApproved'],
    'Reviews of the members of groups.',
    ['ACCESS_KEYS_ROTATED'],
  ),
  byOrganization(
    control('164.308(a)(5)(i)', 'standard', 'Security awareness and training', 'Train the workforce.'),
    'Train everybody, and keep a record of it.',
  ),
  byOrganization(
    control('164.308(a)(5)(ii)(A)', 'addressable', 'Security reminders', 'Remind the workforce periodically.'),
    'Send reminders. Updates of software, which AWS maps here, are in 164.308(a)(1)(ii)(B).',
  ),
  automated(
    control(
      '164.308(a)(5)(ii)(B)',
      'addressable',
      'Protection from malicious software',
      'Guard against, detect and report it.',
    ),
    ['TaskIsHardened', 'ImageIsScanned', 'FirewallBlocksKnownAttacks'],
    'Workstations.',
    ['GUARDDUTY_ENABLED_CENTRALIZED'],
  ),
  automated(
    control(
      '164.308(a)(5)(ii)(C)',
      'addressable',
      'Log-in monitoring',
      'Watch log-in attempts and report discrepancies.',
    ),
    ['DatabaseIsAudited'],
    'Log-ins to the application and the identity provider.',
    ['CLOUD_TRAIL_ENABLED', 'GUARDDUTY_ENABLED_CENTRALIZED'],
  ),
  automated(
    control('164.308(a)(5)(ii)(D)', 'addressable', 'Password management', 'Create, change and safeguard passwords.'),
    ['PasswordIsManaged', 'SecretNotInVariable'],
    'Passwords of people.',
    ['IAM_PASSWORD_POLICY'],
  ),
  automated(
    control('164.308(a)(6)(i)', 'standard', 'Security incident procedures', 'Address security incidents.'),
    ['AlarmReachesPeople', 'BaselineEventTargetsHaveDeadLetters'],
    'The written procedure, and who answers at night.',
  ),
  automated(
    control(
      '164.308(a)(6)(ii)',
      'required',
      'Response and reporting',
      'Respond, limit harm, and write down the outcome.',
    ),
    ['PipelineFailureReported', 'BackupFailureReported', 'RecordIsLocked'],
    'The response.',
    ['GUARDDUTY_NON_ARCHIVED_FINDINGS'],
  ),
  automated(
    control(
      '164.308(a)(7)(i)',
      'standard',
      'Contingency plan',
      'Be ready for events that damage systems with patient data.',
    ),
    ['DeletionIsProtected', 'BackupFailureReported'],
    'The plan for people and offices.',
  ),
  automated(
    control('164.308(a)(7)(ii)(A)', 'required', 'Data backup plan', 'Create and keep retrievable exact copies.'),
    ['StoreIsBackedUp', 'CacheIsBackedUp'],
  ),
  automated(
    control('164.308(a)(7)(ii)(B)', 'required', 'Disaster recovery plan', 'Restore any loss of data.'),
    ['BackupCopiedElsewhere', 'RecoveryPointInTime'],
    'The runbook for the day of the disaster.',
  ),
  automated(
    control(
      '164.308(a)(7)(ii)(C)',
      'required',
      'Emergency mode operation plan',
      'Go on with what protects patient data in an emergency.',
    ),
    ['DatabaseSurvivesZone', 'CacheSurvivesZone', 'BalancerSpansZones'],
    'How the organization works without the platform.',
  ),
  automated(
    control('164.308(a)(7)(ii)(D)', 'addressable', 'Testing and revision', 'Test contingency plans and revise them.'),
    ['RestoreIsTested'],
    'Drills of people.',
  ),
  documented(
    control(
      '164.308(a)(7)(ii)(E)',
      'addressable',
      'Applications and data criticality analysis',
      'Rank applications and data for the contingency plan.',
    ),
    ['recovery.rpoHours, recovery.rtoHours and the environments of platform.yaml'],
    'The ranking between this platform and others.',
  ),
  automated(
    control(
      '164.308(a)(8)',
      'standard',
      'Evaluation',
      'Evaluate technically and otherwise, periodically and at changes.',
    ),
    ['ChangeIsJudged'],
    'The evaluation that is not technical.',
  ),
  automated(
    control(
      '164.308(b)(1)',
      'standard',
      'Business associate contracts',
      'Let business associates have patient data only with assurances.',
    ),
    ['ServiceIsEligible'],
    'Accept the business associate addendum in AWS Artifact, for the organization or for each account.',
  ),
  byOrganization(
    control(
      '164.308(b)(2)',
      'standard',
      'Subcontractors of business associates',
      'A business associate gets assurances from its subcontractors.',
    ),
    'Contracts with every subcontractor that sees patient data. careplane evidence lists the services that the templates name.',
  ),
  byOrganization(
    control('164.308(b)(3)', 'required', 'Written contract', 'Document the assurances in a contract.'),
    'Keep the signed addendum and the other contracts.',
  ),
];
