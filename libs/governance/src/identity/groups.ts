import type { DutyName } from './duties';
import type { GuardrailName } from './guardrails';

export type GroupName = 'developers' | 'systems-engineers' | 'security-engineers' | 'stakeholders';

/** What a group of people is there for. */
export interface GroupRights {
  readonly about: string;
  readonly duties: readonly DutyName[];
  readonly guardrails: readonly GuardrailName[];
}

/** What has to survive everybody. */
export const RECORD: readonly GuardrailName[] = [
  'audit-stays',
  'audit-logs-stay',
  'evidence-stays',
  'backups-stay',
  'keys-stay',
  'grants-stay',
  'alerts-stay',
  'recorders-stay',
  'account-stays',
];

const EVERYBODY: readonly GuardrailName[] = [
  ...RECORD,
  'no-builds-by-hand',
  'no-stacks-by-hand',
  'no-images-by-hand',
  'no-functions-by-hand',
  'no-directory-by-hand',
  'no-roles',
  'no-way-into-data',
  'no-keys-by-hand',
  'no-open-tasks',
  'no-shells',
  'reviews-stay',
  'mfa',
  'home-regions',
];

const NO_RIGHTS: readonly GuardrailName[] = ['no-rights-by-hand', 'no-rights-for-oneself', 'no-roles-passed'];

const ENGINEERS: readonly DutyName[] = [
  'own-sign-in',
  'who-am-i',
  'see-pipelines',
  'list-logs',
  'read-build-logs',
  'see-services',
  'read-findings',
];

/** The groups of an account by organizational unit, and what each has to do if platform.yaml does not name other duties. */
export const GROUPS: Readonly<Record<GroupName, GroupRights>> = {
  developers: {
    about: 'Write services, ship them to staging, and read what staging says. In production they see the health alone.',
    duties: [
      ...ENGINEERS,
      'run-staging',
      'read-staging-logs',
      'set-staging-secrets',
      'read-source',
      'push-branches',
      'merge-reviewed',
    ],
    guardrails: [...EVERYBODY, ...NO_RIGHTS],
  },
  'systems-engineers': {
    about: 'Run the platform: approve releases, restart, scale, restore. Resources change through the pipeline.',
    duties: [
      ...ENGINEERS,
      'run-pipelines',
      'approve-releases',
      'operate-services',
      'operate-databases',
      'restore-backups',
      'read-production-logs',
      'rotate-secrets',
      'see-network',
    ],
    guardrails: [...EVERYBODY, ...NO_RIGHTS],
  },
  'security-engineers': {
    about:
      'See everything but patients’ data, judge findings, and stop credentials. They cannot switch a detector off.',
    duties: [
      ...ENGINEERS,
      'review-access',
      'review-activity',
      'read-audit-logs',
      'read-evidence',
      'work-on-findings',
      'stop-credentials',
    ],
    guardrails: [...EVERYBODY, 'no-rights-given', 'no-other-policy'],
  },
  stakeholders: {
    about: 'See what it costs and whether it is well. They see no data and change nothing.',
    duties: ['own-sign-in', 'who-am-i', 'see-costs', 'see-health'],
    guardrails: [...EVERYBODY, ...NO_RIGHTS],
  },
};

/** Guardrails in the boundary of the emergency role: one document, so only those that protect the others. */
export const EMERGENCY_BOUNDARY: readonly GuardrailName[] = [
  'audit-stays',
  'audit-logs-stay',
  'evidence-stays',
  'backups-stay',
  'keys-stay',
  'grants-stay',
  'account-stays',
  'no-second-administrator',
  'no-other-policy',
  'no-other-roles-passed',
  'own-policies-stay',
];

/** Guardrails of the emergency role. */
export const EMERGENCY_GUARDRAILS: readonly GuardrailName[] = [
  ...EMERGENCY_BOUNDARY,
  'alerts-stay',
  'recorders-stay',
  'record-stacks-stay',
  'data-stacks-stay',
  'pipelines-stay',
];

/** Duties of people who write code, and of people who release it: no one has both. */
export const PUSHING_DUTIES: readonly DutyName[] = ['push-branches', 'merge-reviewed'];
export const RELEASING_DUTIES: readonly DutyName[] = ['approve-releases'];

/** The guardrail that belongs to the side of a group. A group that does neither gets both. */
export function releaseGuardrails(duties: readonly DutyName[]): GuardrailName[] {
  const pushes = duties.some((duty) => PUSHING_DUTIES.includes(duty));
  const releases = duties.some((duty) => RELEASING_DUTIES.includes(duty));
  return [
    ...(pushes ? (['deployed-branches'] as const) : (['no-own-push'] as const)),
    ...(releases ? [] : (['no-own-release'] as const)),
  ];
}
