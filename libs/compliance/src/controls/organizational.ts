import { automated, byNoOne, byOrganization, control, documented } from './control';
import type { Control } from './control';

const GROUP_HEALTH_PLAN =
  'Applies to sponsors of group health plans. A platform of the toolkit is none; an organization that is one answers in its plan documents.';

/** 45 CFR 164.314 and 164.316: contracts, policies and documentation. */
export const ORGANIZATIONAL: readonly Control[] = [
  byOrganization(
    control(
      '164.314(a)(1)',
      'standard',
      'Business associate contracts',
      'Contracts have what paragraph (a)(2) asks for.',
    ),
    'Compare every contract with the paragraph.',
  ),
  byOrganization(
    control(
      '164.314(a)(2)(i)',
      'required',
      'Contents of a contract',
      'The associate complies, binds subcontractors and reports incidents.',
    ),
    'Compare the contracts; AWS’s addendum has these clauses.',
  ),
  byOrganization(
    control('164.314(a)(2)(ii)', 'required', 'Other arrangements', 'Government bodies may use another arrangement.'),
    'Only for government bodies.',
  ),
  byOrganization(
    control(
      '164.314(a)(2)(iii)',
      'required',
      'Contracts with subcontractors',
      'The same holds between an associate and its subcontractors.',
    ),
    'Compare the contracts with subcontractors.',
  ),
  byNoOne(
    control('164.314(b)(1)', 'standard', 'Group health plans', 'Plan documents protect patient data.'),
    GROUP_HEALTH_PLAN,
  ),
  byNoOne(
    control('164.314(b)(2)(i)', 'required', 'Safeguards of the sponsor', 'The sponsor implements safeguards.'),
    GROUP_HEALTH_PLAN,
  ),
  byNoOne(
    control('164.314(b)(2)(ii)', 'required', 'Separation', 'The plan is separated from the sponsor.'),
    GROUP_HEALTH_PLAN,
  ),
  byNoOne(control('164.314(b)(2)(iii)', 'required', 'Agents', 'Agents agree to the safeguards.'), GROUP_HEALTH_PLAN),
  byNoOne(
    control('164.314(b)(2)(iv)', 'required', 'Reports to the plan', 'Incidents are reported to the plan.'),
    GROUP_HEALTH_PLAN,
  ),
  documented(
    control('164.316(a)', 'standard', 'Policies and procedures', 'Have reasonable policies and procedures.'),
    ['platform.yaml and service.yaml, docs/adr and docs/guides: the technical part, reviewed with every change'],
    'Policies for people.',
  ),
  automated(
    control(
      '164.316(b)(1)',
      'standard',
      'Documentation',
      'Keep policies, and records of actions that the rule asks for, in writing.',
    ),
    ['RecordIsLocked'],
    'Documents that are not made by pipelines.',
  ),
  automated(
    control('164.316(b)(2)(i)', 'required', 'Time limit', 'Keep documentation for six years.'),
    ['LogKeptSixYears', 'RecordKeptSixYears', 'RecordIsLocked', 'BackupKeptSixYears'],
    'Documents that are not made by pipelines.',
  ),
  documented(control('164.316(b)(2)(ii)', 'required', 'Availability', 'Those who need the documents have them.'), [
    'The repository, and docs/guides/compliance.md: how to read the control matrix',
  ]),
  automated(
    control('164.316(b)(2)(iii)', 'required', 'Updates', 'Review documentation periodically, and update it.'),
    ['AcknowledgementIsReviewed'],
    'Documents outside of the repository.',
  ),
];
