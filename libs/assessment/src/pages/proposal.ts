import { PROPOSAL } from '@careplane/compliance';
import type { ProposedAnswer } from '@careplane/compliance';
import { paragraph, tableOf } from '@careplane/pages';
import type { Chapter, Row } from '@careplane/pages';

/** What a proposed rule would say, apart from the answer of the rule in force. */
export function proposalChapter(answers: readonly ProposedAnswer[]): Chapter {
  const order = ['not met', 'met', 'document', 'organization'];
  const sorted = [...answers].sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome));
  return {
    id: 'proposal',
    title: 'Proposed, not law',
    blocks: [
      paragraph(
        `${PROPOSAL.citation}. As of ${PROPOSAL.asOf}: ${PROPOSAL.status}. Nothing in this chapter changes the answer of the check.`,
      ),
      tableOf(
        'HIPAA Security Rule, proposal of 2025',
        ['section', 'outcome', { name: 'requirement', kind: 'words' }, { name: 'proof, or what to do', kind: 'words' }],
        sorted.map(rowOf),
      ),
    ],
  };
}

function rowOf({ section, title, requires, outcome, proof, fix, document, organization }: ProposedAnswer): Row {
  const [shown = '', ...others] = proof;
  const next = fix ?? document ?? organization;
  return [
    section,
    outcome,
    { text: title, note: requires },
    {
      text: shown,
      ...(next === undefined ? {} : { note: next }),
      ...(others.length === 0 ? {} : { fold: { summary: `and ${others.length} more`, items: others } }),
    },
  ];
}
