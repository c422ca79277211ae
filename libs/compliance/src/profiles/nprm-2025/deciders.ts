import { counted } from '@careplane/problems';
import { REVIEW_DAYS } from '../../evidence/age';
import { overdueReviews } from '../../evidence/reasons';
import { ADDRESSABLE_RULES, HOP_RULES } from './selections';
import { both, faultless, found, resourcesOfTypes, rulesHold, withSubject } from './context';
import type { Decision, ProposalContext } from './context';
import { imagesAreRescanned } from './scanning';

/** Hours within which critical systems would have to be restored. */
const RESTORE_HOURS = 72;
/** Hours that a copy of patient data might be old at most; one secondary source. */
const BACKUP_HOURS = 48;

const TRAIL_FIX = 'Deploy the account’s baseline, whose trail records every region.';

type Decider = (context: ProposalContext) => Decision;

const trail: Decider = (context) =>
  found(resourcesOfTypes(context, 'AWS::CloudTrail::Trail'), 'no trail in the templates', TRAIL_FIX);

const patches: Decider = (context) => both(upgrades(context), imagesAreRescanned(context));

/** By name: whether a requirement is met, from the templates and what the platform promises. */
export const DECIDERS = {
  'no-addressable-excuses': ({ matrix }) =>
    faultless(
      matrix.accepted
        .filter(({ rule }) => ADDRESSABLE_RULES.includes(rule))
        .map(({ rule, at }) => `${rule} is accepted at ${at}`),
      'no accepted finding of a rule of ours belongs to a specification that is addressable today',
      'Remove the accepted findings: the proposal knows four exceptions (an asset that cannot encrypt, with a plan; a wish of the patient; an emergency; certain medical devices).',
    ),
  inventory: ({ assets }) =>
    faultless(
      assets
        .filter(({ store, owner }) => store && owner === undefined)
        .map(({ path }) => `no one is accountable for ${path}`),
      `${counted(assets.length, 'resource')}, every store with an owner`,
      'Add the tag owner to tags in platform.yaml.',
    ),
  map: ({ hops }) =>
    faultless(
      [
        ...hops
          .filter((hop) => hop.patientData && !hop.encrypted)
          .map(({ from, to }) => `${from} to ${to} is not encrypted`),
        ...hops
          .filter(({ to }) => to.startsWith('any address'))
          .map(({ from }) => `${from} reach any address of the internet`),
      ],
      `${counted(hops.length, 'hop')}, every one of patient data encrypted`,
      'Encrypt the hop, or list the addresses that tasks may reach.',
    ),
  'map-reviewed': () => ({
    met: false,
    proof: ['no review of inventory and map is recorded'],
    fix: 'Keep inventory.md and flows.md of careplane evidence in the repository, and have them approved with each change and once a year.',
  }),
  evaluation: (context) =>
    rulesHold(
      context,
      ['ChangeIsJudged', 'ChangeIsApproved'],
      'Deploy through pipelines with a check and an approval.',
    ),
  patches,
  'activity-review': (context) =>
    both(
      rulesHold(
        context,
        ['NetworkIsLogged', 'FirewallIsLogged', 'BalancerIsLogged', 'DatabaseIsAudited', 'AlarmReachesPeople'],
        'Switch the logs on.',
      ),
      trail(context),
    ),
  access: (context) =>
    rulesHold(
      context,
      ['NoAdministratorPolicy', 'RoleHasBoundary', 'TrustNamesPrincipal'],
      'Give each role what its duty needs.',
    ),
  'restore-in-72-hours': (context) => both(objective(context), measured(context)),
  'business-associates': (context) =>
    both(rulesHold(context, ['ServiceIsEligible'], 'Use eligible services.'), {
      met: false,
      proof: ['no date of the last verification of AWS and other associates is recorded'],
      fix: 'Have every associate verify its safeguards in writing each year, and keep the date.',
    }),
  disposal: (context) =>
    rulesHold(context, ['StoreOutlivesStack', 'KeyWaitsBeforeDeletion'], 'Keep stores when their stack is deleted.'),
  'unique-identities': (context) =>
    rulesHold(context, ['OneRolePerWorkload', 'NoLongLivedCredentials'], 'Give each workload a role of its own.'),
  'administrators-apart': (context) =>
    found(
      resourcesOfTypes(context, 'AWS::IAM::Group', 'AWS::SSO::PermissionSet'),
      'no groups or permission sets in the templates',
      'Describe the duties of people in platform.yaml, and deploy their groups.',
    ),
  'emergency-access': (context) =>
    found(
      resourcesOfTypes(context, 'AWS::IAM::Role').filter((role) => /break-?glass|emergency/i.test(role)),
      'no role for emergencies in the templates',
      'Deploy the break-glass role with its alarm.',
    ),
  segmentation: (context) =>
    rulesHold(context, ['IngressIsNamed', 'DatabaseIsPrivate'], 'Name security groups as the sources of traffic.'),
  'data-controls': (context) =>
    rulesHold(context, ['BucketIsPrivate', 'DatabaseIsPrivate', 'TrustNamesPrincipal'], 'Close what is public.'),
  tested: (context) => rulesHold(context, ['ChangeIsJudged'], 'Run careplane check before each deploy.'),
  encryption: (context) =>
    both(rulesHold(context, ['StoreIsEncrypted', 'KeyRotates'], 'Encrypt every store.'), hops(context)),
  'encryption-exceptions': ({ matrix }) =>
    faultless(
      matrix.accepted
        .filter(({ rule }) => HOP_RULES.includes(rule))
        .map(({ rule, at }) => `${rule} is accepted at ${at} without one of the exceptions of the proposal`),
      'nothing that our rules find unencrypted is accepted',
      'Encrypt it, or write the kind of exception, the plan and the date of its review.',
    ),
  'anti-malware': (context) =>
    rulesHold(
      context,
      ['TaskIsHardened', 'ImageIsScanned'],
      'Run containers read-only and without rights, and scan images.',
    ),
  'extraneous-software': () => ({
    met: false,
    proof: [
      'the scan keeps a list of the software of each image, and no judge reads it for shells, compilers and package managers',
    ],
    fix: 'Build the last stage from an image without a shell, and review the list.',
  }),
  ports: (context) =>
    both(
      rulesHold(context, ['IngressIsNamed'], 'Close the ports.'),
      faultless(
        context.hops
          .filter(({ to }) => to.startsWith('any address'))
          .map(({ from, port }) => `${from} reach port ${port} of any address`),
        'no way out to any address',
        'List the addresses that tasks may reach, or send the traffic through endpoints (network.endpoints).',
      ),
    ),
  'audit-trail': (context) =>
    both(
      rulesHold(
        context,
        ['NetworkIsLogged', 'FirewallIsLogged', 'BalancerIsLogged', 'DatabaseIsAudited', 'LogKeptSixYears'],
        'Keep the logs.',
      ),
      trail(context),
    ),
  integrity: (context) =>
    rulesHold(context, ['RecordIsLocked', 'ImageIsPinned', 'DeletionIsProtected'], 'Lock records and pin images.'),
  mfa: ({ input }) =>
    found(
      input.stacks
        .filter(({ text }) => text.includes('aws:MultiFactorAuthPresent'))
        .map(({ stackName }) => `policies of ${stackName} ask for MFA`),
      'no policy for people asks for MFA',
      'Describe the duties of people in platform.yaml: their policies deny without a second factor.',
    ),
  transmission: (context) =>
    both(
      hops(context),
      rulesHold(context, ['BalancerChecksHeaders', 'PublicPathHasFirewall'], 'Put AWS WAF in front.'),
    ),
  scanning: imagesAreRescanned,
  watching: imagesAreRescanned,
  'backup-48-hours': (context) =>
    both(
      faultless(
        context.input.facts.rpoHours <= BACKUP_HOURS ? [] : [`recovery.rpoHours is ${context.input.facts.rpoHours}`],
        `recovery.rpoHours is ${context.input.facts.rpoHours}`,
        `Lower recovery.rpoHours to ${BACKUP_HOURS}.`,
      ),
      rulesHold(
        context,
        ['RecoveryPointInTime', 'StoreIsBackedUp', 'BackupFailureReported', 'RestoreIsTested'],
        'Back up more often.',
      ),
    ),
  documentation: (context) =>
    both(
      rulesHold(context, ['LogKeptSixYears', 'RecordIsLocked'], 'Keep records for six years.'),
      faultless(
        overdueReviews(context.matrix.accepted).map(({ where }) => `the reason at ${where} is due for a review`),
        `every reason was reviewed within ${REVIEW_DAYS} days`,
        'Read the reasons again.',
      ),
    ),
} as const satisfies Readonly<Record<string, Decider>>;

export type DeciderName = keyof typeof DECIDERS;

function hops(context: ProposalContext): Decision {
  return both(
    rulesHold(
      context,
      [
        'ListenerEncrypted',
        'TargetGroupEncrypted',
        'DatabaseRequiresTls',
        'BucketRequiresTls',
        'TopicRequiresTls',
        'MountIsEncrypted',
        ...withSubject(context, ['CacheRequiresTls', 'FileSystemIsGuarded']),
      ],
      'Encrypt every hop.',
    ),
    faultless(
      context.matrix.accepted
        .filter(({ rule }) => HOP_RULES.includes(rule))
        .map(({ rule, at }) => `${rule} is accepted at ${at}`),
      'no unencrypted hop is accepted',
      'Encrypt the hop.',
    ),
  );
}

function upgrades({ input }: ProposalContext): Decision {
  const faults = input.stacks.flatMap(({ stackName, template }) =>
    Object.values(template.Resources ?? {})
      .filter(
        ({ Type, Properties }) => Type === 'AWS::RDS::DBInstance' && Properties?.['AutoMinorVersionUpgrade'] !== true,
      )
      .map(() => `the database of ${stackName} does not upgrade by itself`),
  );
  return faultless(faults, 'databases upgrade minor versions by themselves', 'Set AutoMinorVersionUpgrade.');
}

function objective(context: ProposalContext): Decision {
  const { rtoHours } = context.input.facts;
  return both(
    faultless(
      rtoHours <= RESTORE_HOURS ? [] : [`recovery.rtoHours is ${rtoHours}`],
      `recovery.rtoHours is ${rtoHours}`,
      `Lower recovery.rtoHours to ${RESTORE_HOURS}.`,
    ),
    rulesHold(context, ['StoreIsBackedUp', 'BackupCopiedElsewhere', 'RestoreIsTested'], 'Back up and test restoring.'),
  );
}

function measured({ restoreHours, input }: ProposalContext): Decision {
  const fix = 'Give the measured tests: aws backup list-restore-jobs > jobs.json, then --restore-jobs jobs.json.';
  if (restoreHours.length === 0) return { met: false, proof: ['no measured restore was given'], fix };
  const longest = Math.max(...restoreHours);
  return longest <= Math.min(RESTORE_HOURS, input.facts.rtoHours)
    ? {
        met: true,
        proof: [`the longest of ${counted(restoreHours.length, 'restore')} took ${longest.toFixed(1)} hours`],
      }
    : { met: false, proof: [`a restore took ${longest.toFixed(1)} hours`], fix: 'Restore faster, or promise less.' };
}
