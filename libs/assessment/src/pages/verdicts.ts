import type { Acknowledged, JudgeFinding, JudgeVerdict, Ran } from '@careplane/compliance';
import { code, paragraph, similarCell, similarItems, tableOf } from '@careplane/pages';
import type { Block, Chapter, Figure, Row } from '@careplane/pages';

/** The findings that are not accepted, of all judges that ran. */
export function openFindings(verdicts: readonly JudgeVerdict[]): JudgeFinding[] {
  return ranIn(verdicts).flatMap(({ open }) => open);
}

/** How many findings are open, how many are accepted, and how many judges were not asked. */
export function verdictFigures(verdicts: readonly JudgeVerdict[]): Figure[] {
  const open = openFindings(verdicts).length;
  const ran = ranIn(verdicts);
  const missing = verdicts.length - ran.length;
  return [
    { value: String(open), label: 'open findings', tone: open === 0 ? 'good' : 'bad' },
    { value: String(countOf(ran.flatMap(({ acknowledged }) => acknowledged))), label: 'accepted findings' },
    {
      value: `${ran.length} of ${verdicts.length}`,
      label: missing === 0 ? 'judges ran' : `judges ran; ${missing} did not`,
      tone: missing === 0 ? 'neutral' : 'bad',
    },
  ];
}

/** A line for each judge; one that did not run says so, because its silence is no pass. */
export function judgeTable(verdicts: readonly JudgeVerdict[]): Block {
  const rows = verdicts.map((verdict): Row => {
    if (!verdict.ran)
      return [
        verdict.judge,
        { text: `did not run: ${verdict.why}`, note: ['To run it: ', code(verdict.fix)] },
        'unknown',
        'unknown',
      ];
    const { judge, version, open, acknowledged } = verdict;
    return [judge, version, String(countOf(acknowledged)), String(open.length)];
  });
  return tableOf(
    'Judges',
    [
      'judge',
      { name: 'version', kind: 'words' },
      { name: 'accepted', kind: 'number' },
      { name: 'open', kind: 'amount' },
    ],
    rows,
  );
}

/** Two chapters: what is open, and what is accepted with a reason. */
export function findingChapters(verdicts: readonly JudgeVerdict[]): Chapter[] {
  return [
    { id: 'open', title: 'Open findings', blocks: [openTable(openFindings(verdicts))] },
    {
      id: 'accepted',
      title: 'Accepted findings',
      blocks: acceptedBlocks(ranIn(verdicts).flatMap(({ acknowledged }) => acknowledged)),
    },
  ];
}

function openTable(open: readonly JudgeFinding[]): Block {
  const rows = similarItems(open, ({ severity, rule, message }) => [severity, rule, message].join('\n')).map(
    (alike): Row => {
      const [first] = alike;
      return [{ text: first.rule, note: first.severity }, first.message, similarCell(alike.map(({ where }) => where))];
    },
  );
  return tableOf('Findings that block a deploy', ['rule', { name: 'message', kind: 'words' }, 'at'], rows, 'none.');
}

/** Environments and services repeat each other: findings with one reason share a row. */
function acceptedBlocks(accepted: readonly Acknowledged[]): Block[] {
  const rows = similarItems(accepted, ({ reason }) => reason).map((alike): Row => {
    const [first] = alike;
    const rules = [...new Set(alike.map(({ rule }) => rule))];
    const places = [...new Set(alike.map(({ at }) => at))];
    return [similarCell(rules), first.reason, similarCell(places), String(countOf(alike))];
  });
  return [
    paragraph(
      'A rule is not met at these places, and a written reason in the source explains why the risk is covered.',
    ),
    tableOf(
      'Accepted findings, by reason',
      ['rule', { name: 'reason', kind: 'words' }, 'at', { name: 'findings', kind: 'number' }],
      rows,
      'none.',
    ),
  ];
}

function countOf(accepted: readonly Acknowledged[]): number {
  return accepted.reduce((sum, { where }) => sum + where.length, 0);
}

function ranIn(verdicts: readonly JudgeVerdict[]): Ran[] {
  return verdicts.filter((verdict): verdict is Ran => verdict.ran);
}
