import type { Control, MatrixRow } from '@careplane/compliance';
import { coverageLine } from '@careplane/compliance';
import { shellWord } from '@careplane/problems';
import { commands, paragraph, tableOf, toChapter } from '../document/block';
import type { Chapter, Text } from '../document/block';
import type { HandoverFacts } from '../facts/facts';

const SHOWN_PROOFS = 2;

/** Every citation of the Security Rule, and who answers for it. */
export function controls({ input }: HandoverFacts): Chapter {
  const { matrix, folder } = input;
  return {
    id: 'controls',
    title: 'Control matrix',
    blocks: [
      paragraph(`${coverageLine(matrix.coverage)}. Met: ${matrix.coverage.met}; not met: ${matrix.coverage.notMet}.`),
      paragraph(
        'The command writes the whole matrix, with a link from each citation into the line of the template that shows it, as Markdown, JSON and OSCAL:',
      ),
      commands(`npx careplane evidence ${shellWord(folder)} --out evidence`),
      tableOf(
        'Citations of 45 CFR',
        ['citation', 'safeguard', 'status', 'who answers', 'shown by'],
        matrix.rows.map(rowOf),
      ),
      paragraph('Records of pipelines are in ', toChapter('the evidence index', 'evidence'), '.'),
    ],
  };
}

function rowOf({ control, status, proofs, open }: MatrixRow): Text[] {
  const places = proofs.slice(0, SHOWN_PROOFS).map(({ path }) => path);
  const more = proofs.length - places.length;
  const against = open.map(({ rule, where }) => `open: ${rule} at ${where}`);
  const shown = [...against, ...places].join('; ');
  return [
    control.citation,
    `${control.title} (${control.kind})`,
    status,
    answerOf(control),
    more > 0 ? `${shown} and ${more} similar` : shown,
  ];
}

/** Who answers, and what remains for people. */
function answerOf({ answer }: Control): string {
  if (answer.by === 'organization') return answer.duty;
  if (answer.by === 'no one') return `No one: ${answer.why}`;
  const remains = answer.remains === undefined ? '' : ` Remains: ${answer.remains}`;
  if (answer.by === 'document') return `Documents: ${answer.documents.join(', ')}.${remains}`;
  return `Automation: ${[...answer.rules, ...answer.deployed].join(', ')}.${remains}`;
}
