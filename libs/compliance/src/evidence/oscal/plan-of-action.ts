import type { EvidenceInput } from '../input';
import type { ControlMatrix } from '../matrix';
import { REVIEW_DAYS } from '../age';
import type { AcceptedFinding } from '../reasons';
import { oneLine, uuidOf } from './ids';
import { metadataOf } from './metadata';

const DAY_MS = 86_400_000;

/** Accepted findings as risks with an approved deviation, and open findings as risks that are open. */
export function oscalPlanOfAction(input: EvidenceInput, { rows, accepted }: ControlMatrix): object {
  const open = [
    ...new Map(
      rows.flatMap((row) => row.open).map((finding) => [`${finding.rule} ${finding.where}`, finding]),
    ).values(),
  ];
  const risks = [
    ...accepted.map((finding) => acceptedRisk(input, finding)),
    ...open.map(({ rule, where, message }) => ({
      uuid: uuidOf(input.platform, 'risk', 'open', rule, where),
      title: oneLine(rule),
      description: message,
      statement: oneLine(where),
      status: 'open',
    })),
  ];
  return {
    'plan-of-action-and-milestones': {
      uuid: uuidOf(input.platform, 'poam', input.at),
      metadata: metadataOf(input, 'Accepted and open findings'),
      'system-id': { 'identifier-type': 'https://careplane.dev/ns/oscal', id: `${input.account}/${input.platform}` },
      ...(risks.length > 0 && { risks }),
      'poam-items': items(input, risks),
    },
  };
}

function acceptedRisk(input: EvidenceInput, { judge, rule, reason, at, where, reviewed }: AcceptedFinding) {
  return {
    uuid: uuidOf(input.platform, 'risk', judge, rule, at, reason),
    title: oneLine(rule),
    description: reason,
    statement: oneLine(`${judge} at ${where.join(', ')}`),
    status: 'deviation-approved',
    ...(reviewed !== undefined && { deadline: new Date(Date.parse(reviewed) + REVIEW_DAYS * DAY_MS).toISOString() }),
  };
}

/** OSCAL asks for one item at least. */
function items(input: EvidenceInput, risks: readonly { uuid: string; title: string; description: string }[]): object[] {
  if (risks.length === 0) {
    return [
      {
        uuid: uuidOf(input.platform, 'poam-item', 'none'),
        title: 'Nothing',
        description: 'No finding is open or accepted.',
      },
    ];
  }
  return risks.map(({ uuid, title, description }) => ({
    uuid: uuidOf(input.platform, 'poam-item', uuid),
    title,
    description,
    'related-risks': [{ 'risk-uuid': uuid }],
  }));
}
