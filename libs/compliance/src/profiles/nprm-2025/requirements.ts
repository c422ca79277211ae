import type { DeciderName } from './deciders';

/** How sure the section number is: read in a quotation of the proposal, in a secondary source, or nowhere. */
export type SectionConfidence = 'seen' | 'secondary' | 'unseen';

/** One requirement of the proposed rule, in our own words. */
export interface ProposedRequirement {
  /** Section of 45 CFR as it would be. */
  readonly section: string;
  readonly seen: SectionConfidence;
  readonly title: string;
  readonly requires: string;
  /** The function that decides it from templates and promises. */
  readonly decidedBy?: DeciderName;
  /** What the toolkit contributes to a document. */
  readonly document?: string;
  /** What only the organization can do. */
  readonly organization?: string;
}

/** Where the proposal stands, and when that was last looked up. Printed on every page of the profile. */
export const PROPOSAL = {
  citation: '90 FR 898 (2025-01-06), RIN 0945-AA22',
  asOf: '2026-10-07',
  status:
    'proposed, not law: neither final nor withdrawn; final action planned for 07/2027 (Unified Agenda, Long-Term Actions)',
} as const;

/**
 * What the proposed Security Rule would require of a platform and its organization.
 *
 * Source: 90 FR 898, HIPAA Security Rule To Strengthen the Cybersecurity of Electronic Protected Health Information.
 */
export const PROPOSED_REQUIREMENTS: readonly ProposedRequirement[] = [
  {
    section: '164.306(c)',
    seen: 'seen',
    title: 'No more "addressable"',
    requires: 'Every implementation specification is required; exceptions are named in the rule.',
    decidedBy: 'no-addressable-excuses',
  },
  {
    section: '164.308(a)(1)(i)-(ii)(A)',
    seen: 'seen',
    title: 'Technology asset inventory',
    requires:
      'A written list of technology assets that may affect ePHI: identification, version, person accountable, location.',
    decidedBy: 'inventory',
  },
  {
    section: '164.308(a)(1)(ii)(B)',
    seen: 'seen',
    title: 'Network map of ePHI',
    requires: 'A map of how ePHI moves: where it enters, leaves, and is reached from outside.',
    decidedBy: 'map',
  },
  {
    section: '164.308(a)(1)(ii)(C)',
    seen: 'seen',
    title: 'Inventory and map kept up',
    requires: 'Reviewed and updated at least yearly, and on new assets, upgrades, incidents, changes of law.',
    decidedBy: 'map-reviewed',
  },
  {
    section: '164.308(a)(2)',
    seen: 'seen',
    title: 'Risk analysis',
    requires:
      'Written: reviews inventory and map; threats, vulnerabilities, safeguards, likelihood, impact, risk level; risks of new business associates.',
    document: 'input pack for the analysis',
    organization: 'threats, likelihood, impact, acceptance',
  },
  {
    section: '164.308(a)(3)',
    seen: 'unseen',
    title: 'Evaluation before a change',
    requires:
      'A written technical and non-technical evaluation of whether a planned change affects ePHI, before it is made.',
    decidedBy: 'evaluation',
  },
  {
    section: '164.308(a)(4)',
    seen: 'secondary',
    title: 'Patch management',
    requires:
      'Written procedures; patches for critical risks within 15 calendar days, for high within 30, others by own policy, counted from when the need is known and the patch is there; exceptions are written.',
    decidedBy: 'patches',
  },
  {
    section: '164.308(a)(5)',
    seen: 'unseen',
    title: 'Risk management plan',
    requires: 'Written plan with priorities, reviewed yearly.',
    document: 'open findings by severity and age',
    organization: 'plan',
  },
  {
    section: '164.308(a)(6)',
    seen: 'unseen',
    title: 'Sanction policy',
    requires: 'Written.',
    organization: 'all of it',
  },
  {
    section: '164.308(a)(7)',
    seen: 'unseen',
    title: 'Information system activity review',
    requires: 'Written procedures to review records of activity; respond.',
    decidedBy: 'activity-review',
  },
  {
    section: '164.308(a)(8)',
    seen: 'unseen',
    title: 'Security official',
    requires: 'Named in writing.',
    document: 'name from the config',
    organization: 'names the person',
  },
  {
    section: '164.308(a)(9)(ii)(A)-(C)',
    seen: 'unseen',
    title: 'Workforce security; access ends within one hour',
    requires: 'Written procedures; access of a person who leaves ends as soon as possible, at most one hour after.',
    document: 'access list by person',
    organization: 'does it',
  },
  {
    section: '164.308(a)(9)(ii)(D)',
    seen: 'seen',
    title: 'Notice of changed access to others',
    requires: "Where a person had access to another regulated entity's ePHI or systems, that entity is notified.",
    organization: 'all of it',
  },
  {
    section: '164.308(a)(10)',
    seen: 'unseen',
    title: 'Information access management',
    requires: 'Written rules for granting and changing access by role; segmentation; MFA belongs here too.',
    decidedBy: 'access',
  },
  {
    section: '164.308(a)(11)',
    seen: 'unseen',
    title: 'Training',
    requires: 'Within 30 days of access, then yearly.',
    organization: 'all of it',
  },
  {
    section: '164.308(a)(12)(ii)(A)',
    seen: 'seen',
    title: 'Security incident response plan and its tests',
    requires: 'Written plan; tested and revised.',
    document: 'runbook from the model; date of the last drill in the ledger',
    organization: 'drills',
  },
  {
    section: '164.308(a)(13)(ii)',
    seen: 'secondary',
    title: 'Contingency plan: criticality, backups, restore in 72 hours, tests',
    requires:
      'Written criticality analysis; procedures to restore critical systems and data within 72 hours of their loss; others in order of criticality; tested.',
    decidedBy: 'restore-in-72-hours',
  },
  {
    section: '164.308(a)(14)',
    seen: 'secondary',
    title: 'Compliance audit',
    requires: 'Audit of compliance with each standard and specification.',
    document: 'evidence pack (control matrix, OSCAL)',
    organization: 'audits',
  },
  {
    section: '164.308(b)',
    seen: 'secondary',
    title: 'Verification of business associates',
    requires:
      'Before and every 12 months: a written analysis by an expert and a certification that technical safeguards are deployed.',
    decidedBy: 'business-associates',
  },
  {
    section: '164.310(a)-(c)',
    seen: 'unseen',
    title: 'Facilities and workstations',
    requires: "Written plans, tested yearly; AWS's for the data centre.",
    organization: 'offices, devices',
  },
  {
    section: '164.310(d)',
    seen: 'unseen',
    title: 'Technology asset controls: disposal and re-use',
    requires: 'Written procedures for removing ePHI from media.',
    decidedBy: 'disposal',
  },
  {
    section: '164.312(a)(2)(i)',
    seen: 'seen',
    title: 'Unique identification',
    requires: 'Each user and each technology asset.',
    decidedBy: 'unique-identities',
  },
  {
    section: '164.312(a)(2)(ii)',
    seen: 'seen',
    title: 'Administrative identities apart',
    requires: 'Identities for administration are not those of daily use.',
    decidedBy: 'administrators-apart',
  },
  {
    section: '164.312(a)(2)(iii)',
    seen: 'seen',
    title: 'Emergency access',
    requires: 'Written and technical procedure.',
    decidedBy: 'emergency-access',
  },
  {
    section: '164.312(a)(2)(iv)',
    seen: 'seen',
    title: 'Automatic logoff',
    requires: 'Session ends after inactivity.',
    document: 'table',
    organization: 'workstations, application',
  },
  {
    section: '164.312(a)(2)(v)',
    seen: 'seen',
    title: 'Log-in attempts',
    requires: 'Access is suspended after a number of failures.',
    document: 'IAM has no lock-out: say so; alarm console-failures',
    organization: 'identity provider, application',
  },
  {
    section: '164.312(a)(2)(vi)',
    seen: 'seen',
    title: 'Network segmentation',
    requires: 'Systems with ePHI are segmented.',
    decidedBy: 'segmentation',
  },
  {
    section: '164.312(a)(2)(vii)',
    seen: 'seen',
    title: 'Data controls',
    requires: 'Only those users and assets with rights reach ePHI.',
    decidedBy: 'data-controls',
  },
  {
    section: '164.312(a)(2)(viii)',
    seen: 'seen',
    title: 'Tested yearly',
    requires: 'Effectiveness is tested and controls are changed.',
    decidedBy: 'tested',
  },
  {
    section: '164.312(b)(2)',
    seen: 'seen',
    title: 'Encryption',
    requires: 'All ePHI at rest and in transit, by prevailing standards.',
    decidedBy: 'encryption',
  },
  {
    section: '164.312(b)(3)-(4)',
    seen: 'unseen',
    title: 'Exceptions and alternatives',
    requires:
      'Only: asset cannot encrypt (with a plan), the individual asks for it unencrypted, emergency, some medical devices; with compensating controls reviewed yearly by the security official.',
    decidedBy: 'encryption-exceptions',
  },
  {
    section: '164.312(c)(2)(i)',
    seen: 'unseen',
    title: 'Anti-malware',
    requires: 'On all technology assets.',
    decidedBy: 'anti-malware',
  },
  {
    section: '164.312(c)(2)(ii)',
    seen: 'unseen',
    title: 'Remove extraneous software',
    requires: 'Nothing that is not needed.',
    decidedBy: 'extraneous-software',
  },
  {
    section: '164.312(c)(2)(iii)-(iv)',
    seen: 'unseen',
    title: 'Secure baseline; ports',
    requires: 'Configured by a baseline; unneeded network ports are off.',
    decidedBy: 'ports',
  },
  {
    section: '164.312(d)',
    seen: 'unseen',
    title: 'Audit trail and system log controls',
    requires: 'Record, watch in real time, keep; all activity incl. creation, deletion, access.',
    decidedBy: 'audit-trail',
  },
  {
    section: '164.312(e)',
    seen: 'unseen',
    title: 'Integrity',
    requires: 'ePHI is not altered unnoticed; tested yearly.',
    decidedBy: 'integrity',
  },
  {
    section: '164.312(f)(2)(ii)',
    seen: 'seen',
    title: 'Multi-factor authentication',
    requires:
      'For every user of relevant systems and for every change of privileges; exceptions as for encryption (device without, emergency).',
    decidedBy: 'mfa',
  },
  {
    section: '164.312(g)',
    seen: 'unseen',
    title: 'Transmission security',
    requires: 'Against improper access and change on the way.',
    decidedBy: 'transmission',
  },
  {
    section: '164.312(h)(2)(i)',
    seen: 'seen',
    title: 'Vulnerability scanning',
    requires: 'Automated; also the effectiveness of the scanner itself is reviewed yearly.',
    decidedBy: 'scanning',
  },
  {
    section: '164.312(h)(2)(ii)',
    seen: 'unseen',
    title: 'Watch for known vulnerabilities',
    requires: 'Sources are monitored; ongoing.',
    decidedBy: 'watching',
  },
  {
    section: '164.312(h)(2)(iii)',
    seen: 'seen',
    title: 'Penetration test',
    requires: 'By a qualified person.',
    document: 'scope from the network map',
    organization: 'has it done',
  },
  {
    section: '164.312(h)(2)(iv)',
    seen: 'unseen',
    title: 'Patches installed',
    requires: 'As (a)(4).',
    decidedBy: 'patches',
  },
  {
    section: '164.312(i)',
    seen: 'unseen',
    title: 'Data backup and recovery',
    requires: 'Copies of ePHI never older than 48 hours; failures are watched and reported; restore tested monthly.',
    decidedBy: 'backup-48-hours',
  },
  {
    section: '164.312(j)',
    seen: 'unseen',
    title: 'Information systems backup',
    requires: 'Systems, not only data; tested.',
    document: 'rebuild drill',
    organization: 'drills',
  },
  {
    section: '164.314(a)(2)(i)(D)',
    seen: 'seen',
    title: 'Contingency plan activation reported to the covered entity',
    requires: 'By the business associate.',
    document: 'runbook',
    organization: 'tells',
  },
  {
    section: '164.314(b)(2)',
    seen: 'unseen',
    title: 'Group health plans',
    requires: 'Plan documents carry the safeguards and 24-hour notice.',
    organization: 'all of it',
  },
  {
    section: '164.316(a)-(b)',
    seen: 'unseen',
    title: 'Everything written; kept; reviewed',
    requires: 'Policies, procedures, plans, analyses in writing; kept six years; reviewed yearly.',
    decidedBy: 'documentation',
  },
  {
    section: '164.318',
    seen: 'unseen',
    title: 'Transition',
    requires:
      'Effective 60 days after publication, compliance 180 days after that (240 in all); existing business associate contracts have longer, at most a year more.',
    document: 'Nothing of the toolkit; write it.',
    organization: 'contracts',
  },
];
