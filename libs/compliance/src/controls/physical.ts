import { automated, byOrganization, control, documented } from './control';
import type { Control } from './control';

const AWS_REPORTS =
  'SOC 2 report and HIPAA documents of AWS, from AWS Artifact: the data centres are AWS’s part of the shared responsibility';

/** 45 CFR 164.310: physical safeguards. */
export const PHYSICAL: readonly Control[] = [
  documented(
    control(
      '164.310(a)(1)',
      'standard',
      'Facility access controls',
      'Limit physical access to systems and the places they are in.',
    ),
    [AWS_REPORTS],
    'Offices.',
  ),
  documented(
    control(
      '164.310(a)(2)(i)',
      'addressable',
      'Contingency operations',
      'Let people in to restore data in an emergency.',
    ),
    [AWS_REPORTS],
    'Offices. Restoring needs no access to a place.',
  ),
  documented(
    control(
      '164.310(a)(2)(ii)',
      'addressable',
      'Facility security plan',
      'Protect the place and the equipment from theft.',
    ),
    [AWS_REPORTS],
    'Offices.',
  ),
  documented(
    control('164.310(a)(2)(iii)', 'addressable', 'Access control and validation', 'Control who enters, by role.'),
    [AWS_REPORTS],
    'Offices.',
  ),
  documented(
    control('164.310(a)(2)(iv)', 'addressable', 'Maintenance records', 'Document repairs of doors, walls and locks.'),
    [AWS_REPORTS],
    'Offices.',
  ),
  byOrganization(
    control('164.310(b)', 'standard', 'Workstation use', 'Say how workstations with access to patient data are used.'),
    'Write the policy for workstations.',
  ),
  byOrganization(
    control('164.310(c)', 'standard', 'Workstation security', 'Restrict physical access to workstations.'),
    'Protect the workstations.',
  ),
  documented(
    control(
      '164.310(d)(1)',
      'standard',
      'Device and media controls',
      'Govern receipt and removal of hardware and media.',
    ),
    [AWS_REPORTS],
    'Media outside of AWS.',
  ),
  automated(
    control('164.310(d)(2)(i)', 'required', 'Disposal', 'Dispose of patient data and its media.'),
    ['KeyWaitsBeforeDeletion', 'StoreIsEncrypted'],
    'The decision to delete a key, which makes every copy under it unreadable.',
    ['KMS_CMK_NOT_SCHEDULED_FOR_DELETION'],
  ),
  automated(
    control('164.310(d)(2)(ii)', 'required', 'Media re-use', 'Remove patient data before media are used again.'),
    ['StoreIsEncrypted'],
    'Media outside of AWS. Within AWS the next user of a medium would find data under a key that only this account may use.',
  ),
  documented(
    control(
      '164.310(d)(2)(iii)',
      'addressable',
      'Accountability',
      'Record movements of hardware and media, and who is responsible.',
    ),
    [
      'inventory.md of careplane evidence: every store with its place and its owner tag; copies to other regions are in the flow map',
    ],
    'Hardware of the organization.',
  ),
  automated(
    control('164.310(d)(2)(iv)', 'addressable', 'Data backup and storage', 'Copy data before equipment is moved.'),
    ['StoreOutlivesStack', 'StoreIsBackedUp'],
  ),
];
