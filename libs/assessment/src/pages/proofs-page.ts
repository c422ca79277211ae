import { figures, list, pageHtml, paragraph, similarCell, similarItems, tableOf } from '@careplane/pages';
import type { Block, Chapter, PageFact, Row } from '@careplane/pages';
import type { Problem } from '@careplane/problems';
import { citedWords } from '../proofs/cited-words';
import { NOT_READ } from '../proofs/proof-report';
import type { ReportedProof, ReportedRefutation } from '../proofs/proof-report';

/** What the page of proofs shows. */
export interface ProofsPageParts {
  /** Platform, or file of the template. */
  readonly subject: string;
  /** Where the page comes from. */
  readonly facts: readonly PageFact[];
  readonly proofs: readonly ReportedProof[];
  /** Policies whose statements are not known, which leave properties undecided. @default - none */
  readonly unknown?: readonly Problem[];
}

/** What no principal can do, decided from the templates, as a page to read, print and sign. */
export function proofsPage({ subject, facts, proofs, unknown = [] }: ProofsPageParts): string {
  const chapters: Chapter[] = [
    { id: 'summary', title: 'Summary', blocks: summary(proofs) },
    ...(unknown.length === 0 ? [] : [{ id: 'not-known', title: 'Not known', blocks: [unknownTable(unknown)] }]),
    { id: 'refuted', title: 'Refuted', blocks: [refutedTable(proofs)] },
    { id: 'undecided', title: 'Undecided', blocks: [undecidedTable(proofs)] },
    { id: 'accepted', title: 'Accepted', blocks: acceptedBlocks(proofs) },
    { id: 'properties', title: 'All properties', blocks: [propertyTable(proofs)] },
  ];
  return pageHtml({ title: `Proofs about ${subject}`, facts, chapters, toSign: true });
}

function summary(proofs: readonly ReportedProof[]): Block[] {
  const count = (verdict: ReportedProof['verdict']) => proofs.filter((proof) => proof.verdict === verdict).length;
  const [refuted, undecided, nothing] = [count('refuted'), count('undecided'), count('about nothing')];
  const isClean = refuted === 0 && undecided === 0;
  return [
    {
      kind: 'answer',
      tone: isClean ? 'good' : 'bad',
      text: isClean
        ? 'No principal can do what the properties forbid, except where a written reason accepts it.'
        : `Not proved: ${refuted + undecided} of ${proofs.length} properties. What is not proved is not a pass.`,
    },
    figures(
      { value: String(count('proved')), label: 'proved' },
      { value: String(refuted), label: 'refuted', tone: refuted === 0 ? 'good' : 'bad' },
      { value: String(undecided), label: 'undecided', tone: undecided === 0 ? 'good' : 'bad' },
      { value: String(nothing), label: 'about nothing: no principal or no resource fits' },
    ),
    paragraph(
      'Every policy of the templates was read: of identities, of resources, boundaries and trust. A property is proved if no request that a principal can make is allowed. What people do in the account afterwards is not in the templates.',
    ),
    paragraph(NOT_READ),
  ];
}

/** Every policy that leaves something open, with what to do about it. */
function unknownTable(unknown: readonly Problem[]): Block {
  const rows = unknown.map(({ file, line, path, message, given, fix }): Row => [
    { text: path, note: line === 0 ? file : `${file}:${line}` },
    `${message}; given: ${given}`,
    fix,
  ]);
  const head = ['where', { name: 'what is not known', kind: 'words' }, { name: 'what to do', kind: 'words' }] as const;
  return tableOf('Policies that leave properties undecided', head, rows, 'none.');
}

function refutedTable(proofs: readonly ReportedProof[]): Block {
  const rows = proofs.flatMap(({ name, words, refutations }) =>
    refutations.map((each): Row => [{ text: name, note: words }, requestWords(each), allowedWords(each)]),
  );
  const head = ['property', { name: 'who can do what', kind: 'words' }, { name: 'allowed by', kind: 'words' }] as const;
  return tableOf('What a principal can do and must not', head, rows, 'none.');
}

function undecidedTable(proofs: readonly ReportedProof[]): Block {
  const rows = proofs.flatMap(({ name, words, undecided }) =>
    undecided.map(({ principal, reasons, possible }): Row => {
      const perhaps = possible === undefined ? '' : `Perhaps ${possible}. `;
      return [{ text: name, note: words }, principal, `${perhaps}${reasons.join('; ')}`];
    }),
  );
  const head = ['property', 'principal', { name: 'why the templates do not say', kind: 'words' }] as const;
  return tableOf('What the templates do not decide', head, rows, 'none.');
}

/** The same reason covers many principals. */
function acceptedBlocks(proofs: readonly ReportedProof[]): Block[] {
  const accepted = proofs.flatMap(({ name, accepted: each }) => each.map((found) => ({ ...found, name })));
  const rows = similarItems(accepted, ({ reason }) => reason).map((alike): Row => {
    const [{ reason }] = alike;
    const names = [...new Set(alike.map(({ name }) => name))];
    return [similarCell(names), reason, similarCell([...new Set(alike.map(requestWords))]), String(alike.length)];
  });
  return [
    paragraph('These requests are allowed, and a written reason in the source says why.'),
    tableOf(
      'Accepted requests, by reason',
      [
        'property',
        { name: 'reason', kind: 'words' },
        { name: 'who can do what', kind: 'words' },
        { name: 'requests', kind: 'number' },
      ],
      rows,
      'none.',
    ),
    list(['A reason is for one statement of one policy; another statement is decided anew.']),
  ];
}

function propertyTable(proofs: readonly ReportedProof[]): Block {
  return tableOf(
    'Properties',
    [
      'property',
      { name: 'in words', kind: 'words' },
      '45 CFR',
      { name: 'principals', kind: 'number' },
      { name: 'resources', kind: 'number' },
      'verdict',
    ],
    proofs.map(({ name, words, citations, principals, resources, verdict }): Row => [
      name,
      words,
      citations.join(', '),
      String(principals),
      String(resources),
      verdict,
    ]),
  );
}

function requestWords({ principal, steps, action, resource, conditions }: ReportedRefutation): string {
  const through = steps.length === 0 ? '' : ` (it ${steps.join(', ')})`;
  const keys = Object.entries(conditions).map(([key, values]) =>
    values === null ? `without ${key}` : `with ${key} = ${values.join(', ')}`,
  );
  return `${principal}${through} can ${action} on ${resource}${keys.length === 0 ? '' : `, in a request ${keys.join(' and ')}`}`;
}

function allowedWords({ allowedBy }: ReportedRefutation): string {
  return allowedBy.map(citedWords).join('; ');
}
