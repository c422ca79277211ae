import type { JudgeVerdict } from '@careplane/compliance';
import { version } from '../../package.json';
import type { ReportedProof, ReportedRefutation } from './proof-report';

/** Name of the judge in reports. */
export const PROVER = 'careplane prove';

/** Proofs as the verdict of a judge: what is refuted or undecided is open. */
export function proofsAsVerdict(proofs: readonly ReportedProof[]): JudgeVerdict {
  return {
    judge: PROVER,
    ran: true,
    version,
    open: proofs.flatMap(({ name, words, refutations, undecided }) => [
      ...refutations.map((refutation) => ({
        rule: name,
        severity: 'error' as const,
        message: `Refuted: ${words}: ${refutationWords(refutation)}`,
        where: whereOf(refutation),
      })),
      ...undecided.map(({ principal, reasons }) => ({
        rule: name,
        severity: 'warning' as const,
        message: `Undecided: ${words}, because ${reasons.join('; ')}.`,
        where: principal,
      })),
    ]),
    acknowledged: proofs.flatMap(({ name, accepted }) =>
      accepted.map((each) => ({ rule: name, reason: each.reason, at: whereOf(each), where: [whereOf(each)] })),
    ),
  };
}

function refutationWords({ principal, action, resource, steps }: ReportedRefutation): string {
  const through = steps.length === 0 ? '' : ` (it ${steps.join(', ')})`;
  return `${principal}${through} can ${action} on ${resource}.`;
}

function whereOf({ allowedBy, principal }: ReportedRefutation): string {
  const [cited] = allowedBy;
  return cited === undefined ? principal : (cited.constructPath ?? `${cited.stack}/${cited.resource}`);
}
