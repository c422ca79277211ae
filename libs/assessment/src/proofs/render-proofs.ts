import { counted, renderProblems } from '@careplane/command-line';
import { wrap } from '@careplane/problems';
import type { Problem } from '@careplane/problems';
import { citedWords } from './cited-words';
import { NOT_READ } from './proof-report';
import type { ReportedProof, ReportedRefutation } from './proof-report';

/** Principals of one property that are shown; --json has all of them. */
const MOST_SHOWN = 5;

/**
 * The verdicts in one line, then what is refuted and undecided with its witnesses, and what was accepted with its reasons.
 *
 * @param isSelection whether single properties were asked for: then those that are proved are listed too
 * @param unknown policies whose statements are not known, which leave properties undecided
 */
export function renderProofs(
  proofs: readonly ReportedProof[],
  isSelection: boolean,
  unknown: readonly Problem[] = [],
): string {
  const of = (verdict: ReportedProof['verdict']) => proofs.filter((proof) => proof.verdict === verdict);
  const parts = [
    summary(proofs),
    ...section(
      'NOT KNOWN: policies that leave properties undecided',
      unknown.length === 0 ? [] : [renderProblems(unknown)],
    ),
    ...section('REFUTED: a principal can do what the property forbids', of('refuted').map(renderRefuted)),
    ...section('UNDECIDED: the templates do not say enough', of('undecided').map(renderUndecided)),
    ...section('ABOUT NOTHING: no principal or no resource fits', of('about nothing').map(heading)),
    ...section('ACCEPTED: allowed, with a reason', acceptedParts(proofs)),
    ...(isSelection ? section('PROVED: no request is allowed', of('proved').map(renderProved)) : []),
  ];
  const isOpen = of('refuted').length + of('undecided').length > 0;
  return [...parts, ...(isOpen ? [wrap(NOT_READ, 0)] : [])].join('\n\n');
}

function summary(proofs: readonly ReportedProof[]): string {
  const count = (verdict: ReportedProof['verdict']) => proofs.filter((proof) => proof.verdict === verdict).length;
  const nothing = count('about nothing');
  return `${proofs.length} ${proofs.length === 1 ? 'property' : 'properties'}: ${count('proved')} proved, ${count('refuted')} refuted, ${count('undecided')} undecided${nothing === 0 ? '' : `, ${nothing} about nothing`}.`;
}

function section(title: string, parts: readonly string[]): string[] {
  return parts.length === 0 ? [] : [title, ...parts];
}

function heading({ name, words }: ReportedProof): string {
  return [name, wrap(`${words}.`, 2)].join('\n');
}

function renderProved(proof: ReportedProof): string {
  return `${heading(proof)}\n  about ${counted(proof.principals, 'principal')} and ${counted(proof.resources, 'resource')}`;
}

function renderRefuted(proof: ReportedProof): string {
  return [heading(proof), ...limited(proof.refutations.map(renderWitness))].join('\n');
}

function renderUndecided(proof: ReportedProof): string {
  const lines = proof.undecided.map(({ principal, reasons, possible }) =>
    [
      `  ${principal}${possible === undefined ? '' : `: perhaps ${possible}`}`,
      ...reasons.map((reason) => wrap(`because ${reason}`, 4, { hanging: 2 })),
    ].join('\n'),
  );
  return [heading(proof), ...limited(lines)].join('\n');
}

function renderWitness({ principal, action, resource, conditions, steps, allowedBy }: ReportedRefutation): string {
  return [
    `  ${principal}`,
    ...steps.map((step) => `    ${step}`),
    wrap(`can ${action} on ${resource}`, 4, { hanging: 2 }),
    ...Object.entries(conditions).map(([key, values]) => wrap(conditionWords(key, values), 6, { hanging: 2 })),
    ...allowedBy.map((cited) => wrap(`allowed by ${citedWords(cited)}`, 4, { hanging: 2 })),
  ].join('\n');
}

function conditionWords(key: string, values: readonly string[] | null): string {
  return values === null ? `in a request without ${key}` : `in a request with ${key} = ${values.join(', ')}`;
}

function acceptedParts(proofs: readonly ReportedProof[]): string[] {
  const byReason = new Map<string, string[]>();
  for (const { name, accepted } of proofs) {
    for (const { principal, reason } of accepted) {
      byReason.set(reason, [...(byReason.get(reason) ?? []), `  ${name}: ${principal}`]);
    }
  }
  return [...byReason].map(([reason, lines]) => [wrap(reason, 0), ...limited(lines)].join('\n'));
}

function limited(lines: readonly string[]): string[] {
  const more = lines.length - MOST_SHOWN;
  return more <= 0 ? [...lines] : [...lines.slice(0, MOST_SHOWN), `  and ${more} more (--json lists them)`];
}
