import { counted } from '@careplane/problems';
import { accountControls, coverageLine, PEOPLE_ONLY } from '@careplane/compliance';
import type { AccountControlState, ControlMatrix, EvidenceInput, MatrixRow } from '@careplane/compliance';
import { checklist, figures, pageHtml, paragraph, similarCell, similarItems, tableOf } from '@careplane/pages';
import type { Block, Cell, Chapter, PageFact, Row } from '@careplane/pages';
import { judgeTable } from './verdicts';

/** What the page of the evidence shows. */
export interface EvidencePageParts {
  readonly input: EvidenceInput;
  readonly matrix: ControlMatrix;
  /** Where the page comes from. */
  readonly facts: readonly PageFact[];
}

/** The control matrix of the HIPAA Security Rule, as a page to read, print and sign. */
export function evidencePage({ input, matrix, facts }: EvidencePageParts): string {
  const chapters: Chapter[] = [
    { id: 'summary', title: 'Summary', blocks: summary(input, matrix) },
    { id: 'citations', title: 'Citations of 45 CFR', blocks: [citationTable(matrix)] },
    { id: 'account', title: 'Controls of the account', blocks: [accountTable(input)] },
    { id: 'accepted', title: 'Accepted findings', blocks: [acceptedTable(matrix)] },
    { id: 'people', title: 'What only people can do', blocks: peopleBlocks() },
    { id: 'judges', title: 'Judges', blocks: [judgeTable(input.verdicts)] },
  ];
  return pageHtml({ title: `Control matrix of ${input.platform}`, facts, chapters, toSign: true });
}

function summary({ verdicts }: EvidenceInput, { coverage }: ControlMatrix): Block[] {
  const { met, notMet, citations, noOne, organization } = coverage;
  const silent = verdicts.filter(({ ran }) => !ran).map(({ judge }) => judge);
  const without = silent.length === 0 ? '' : ` Not asked: ${silent.join(', ')}.`;
  return [
    notMet > 0
      ? {
          kind: 'answer',
          tone: 'bad',
          text: `Safeguards that automation decides and that are not met: ${notMet}.${without}`,
        }
      : {
          kind: 'answer',
          tone: silent.length === 0 ? 'good' : 'neutral',
          text: `Every safeguard that automation decides is met.${without}`,
        },
    figures(
      { value: String(citations), label: 'citations' },
      { value: String(met), label: 'met' },
      { value: String(notMet), label: 'not met', tone: notMet === 0 ? 'good' : 'bad' },
      { value: String(organization), label: 'the organization answers for' },
      { value: String(noOne), label: 'no one answers for' },
    ),
    paragraph(`${coverageLine(coverage)}.`),
    paragraph(
      'Met means: the templates of this commit show it. That the account is still so is for AWS Config and the records of the pipelines to say. The folder of careplane evidence has the templates with the lines that the table names, and the same as JSON and OSCAL.',
    ),
  ];
}

function citationTable({ rows }: ControlMatrix): Block {
  return tableOf(
    'Citations, who answers, and what shows it',
    ['citation', { name: 'safeguard', kind: 'words' }, 'status', { name: 'who answers', kind: 'words' }, 'shown by'],
    rows.map((row): Row => [
      row.control.citation,
      { text: row.control.title, note: row.control.kind },
      row.status,
      answerWords(row),
      shownBy(row),
    ]),
  );
}

/** Who answers, and what remains for people. */
function answerWords({ control: { answer }, deployed, status }: MatrixRow): Cell {
  if (answer.by === 'organization') return answer.duty;
  if (answer.by === 'no one') return `No one: ${answer.why}`;
  const remains = answer.remains === undefined ? {} : { note: `Remains: ${answer.remains}` };
  if (answer.by === 'document') {
    const absent = status === 'document' ? '' : ' The templates do not show that they are there.';
    return { text: `Documents: ${answer.documents.join(', ')}.${absent}`, ...remains };
  }
  return { text: `Automation: ${[...new Set([...answer.rules, ...deployed])].join(', ')}.`, ...remains };
}

function shownBy({ proofs, open, records }: MatrixRow): Cell {
  const places = [
    ...open.map(({ rule, where }) => `open: ${rule} at ${where}`),
    ...proofs.map(({ path, file, line }) => `${path} (${file}${line === undefined ? '' : `:${line}`})`),
    ...new Set(records.map(({ prefix }) => `records below ${prefix}`)),
  ];
  return places.length === 0 ? 'nothing in the templates' : similarCell([...new Set(places)]);
}

function accountTable(input: EvidenceInput): Block {
  return tableOf(
    'Controls of the account',
    [{ name: 'control', kind: 'words' }, 'citations', 'state', { name: 'shown by, or why not', kind: 'words' }],
    accountControls(input).map(({ control, found }): Row => [
      control.title,
      control.citations.join(', '),
      found.state,
      stateWords(found),
    ]),
  );
}

function stateWords(found: AccountControlState): string {
  switch (found.state) {
    case 'made':
      return found.path;
    case 'off':
    case 'not made':
      return found.reason;
    case 'people':
      return found.duty;
    case 'missing':
      return 'No resource of the templates makes it, and no one wrote why.';
  }
}

function acceptedTable({ accepted }: ControlMatrix): Block {
  const rows = similarItems(accepted, ({ reason }) => reason).map((alike): Row => {
    const [first] = alike;
    return [
      similarCell([...new Set(alike.map(({ rule }) => rule))]),
      first.reason,
      {
        text: first.reviewed ?? 'unknown',
        note: first.ageDays === undefined ? 'age unknown' : `${counted(first.ageDays, 'day')} ago`,
      },
      similarCell([...new Set(alike.map(({ at }) => at))]),
    ];
  });
  const head = ['rule', { name: 'reason', kind: 'words' }, 'last reviewed', 'at'] as const;
  return tableOf('Accepted findings, by reason', head, rows, 'none.');
}

function peopleBlocks(): Block[] {
  return [
    paragraph('No judge can see these. Check them off by hand; the signature below has name and date.'),
    checklist(PEOPLE_ONLY.map(({ duty, how, citations }) => `${duty} ${how} (${citations.join(', ')})`)),
  ];
}
