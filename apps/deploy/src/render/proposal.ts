import { wrap } from '@careplane/problems';
import { PROPOSAL } from '@careplane/compliance';
import type { ProposedAnswer } from '@careplane/compliance';

const OUTCOMES = ['not met', 'met', 'document', 'organization'] as const;
const SHOWN_PROOFS = 3;
/** What follows a section number, by where the number was seen. */
const UNSEEN: Readonly<Record<string, string>> = { seen: '', secondary: ' (number from a secondary source)' };

/** What the proposed rule would say, apart from the verdict of the rule in force: what is not met first, each with its fix. */
export function renderProposal(answers: readonly ProposedAnswer[]): string {
  const counts = OUTCOMES.map((outcome) => `${answers.filter((each) => each.outcome === outcome).length} ${outcome}`);
  const decided = answers.filter(({ decidedBy }) => decidedBy !== undefined).length;
  return [
    'PROPOSED, NOT LAW: HIPAA Security Rule, proposal of 2025',
    wrap(`${PROPOSAL.citation}. As of ${PROPOSAL.asOf}: ${PROPOSAL.status}.`, 2),
    wrap(
      `${decided} of ${answers.length} requirements are decided from the templates: ${counts.join(', ')}. None of them changes the verdict above.`,
      2,
    ),
    ...OUTCOMES.flatMap((outcome) => answers.filter((each) => each.outcome === outcome).map(renderAnswer)),
    'PROPOSED, NOT LAW',
  ].join('\n\n');
}

function renderAnswer({
  section,
  seen,
  title,
  requires,
  outcome,
  proof,
  fix,
  document,
  organization,
}: ProposedAnswer): string {
  const shown = proof.slice(0, SHOWN_PROOFS);
  const more = proof.length > shown.length ? [`and ${proof.length - shown.length} more`] : [];
  return [
    wrap(`${outcome}: ${section}${UNSEEN[seen] ?? ' (number unseen)'} ${title}`, 0),
    wrap(requires, 2),
    ...[...shown, ...more].map((line) => wrap(`- ${line}`, 2)),
    ...(fix === undefined ? [] : [wrap(`Fix: ${fix}`, 2)]),
    ...(document === undefined ? [] : [wrap(`Document: ${document}`, 2)]),
    ...(organization === undefined ? [] : [wrap(`Organization: ${organization}`, 2)]),
  ].join('\n');
}
