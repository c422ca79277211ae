import { figures, originFacts, pageHtml, similarCell, similarItems, tableOf } from '@careplane/pages';
import type { Block, Chapter, Column, PageFact, Row, Text } from '@careplane/pages';
import type { Decided, Outcome, Verdict } from '../verdict';
import type { OpenReport } from './report';
import { answerOf, countsInWords, emptyBecause, exceptionName, placeOf } from './words';
import { WorstFirst } from './worst';

/** Findings of one outcome on the page: the worst. A page of more could not be read, and would not open everywhere. */
const MAX_FINDINGS = 1000;

/** The parts of the page, in the order in which a reader needs them. */
const OUTCOMES: readonly (readonly [outcome: Outcome, id: string, title: string])[] = [
  ['blocked', 'blocked', 'Findings that block'],
  ['in-grace', 'in-grace', 'Findings that will block'],
  ['excepted', 'excepted', 'Findings accepted by an exception'],
  ['reported', 'reported', 'Findings that are reported'],
];

const HEAD: readonly (string | Column)[] = [
  'rule',
  { name: 'finding', kind: 'words' },
  'in',
  'fixed in',
  { name: 'why', kind: 'words' },
];

/** What of a finding the page shows. */
interface ShownFinding {
  readonly rule: Text;
  readonly severity: string;
  readonly title: string;
  readonly place: string;
  readonly fix: string;
  /** What to do about it; empty if the fix says it. */
  readonly advice: string;
  readonly why: string;
}

/** A report as a page to read, print and sign. */
export const openHtml: OpenReport = (verdict, write, { summary = false, toolkitVersion = 'unknown' }) => {
  const shown = new Map(OUTCOMES.map(([outcome]) => [outcome, new WorstFirst<ShownFinding>(MAX_FINDINGS)]));
  return {
    add(decided) {
      if (!summary) shown.get(decided.decision.outcome)?.add(decided, shownOf(decided));
    },
    end() {
      const findings = OUTCOMES.flatMap(([outcome, id, title]): Chapter[] => {
        const found = shown.get(outcome);
        return found === undefined || found.total === 0 ? [] : [{ id, title, blocks: findingBlocks(title, found) }];
      });
      const chapters = [
        { id: 'summary', title: 'Summary', blocks: summaryBlocks(verdict) },
        ...findings,
        { id: 'examination', title: 'What was examined, and by which rules', blocks: examinationBlocks(verdict) },
      ];
      const title = `Scan of ${verdict.scan.artifact}`;
      write(pageHtml({ title, facts: factsOf(verdict, toolkitVersion), chapters, toSign: true }));
    },
  };
};

function factsOf({ stream, scan, decidedAt }: Verdict, toolkitVersion: string): PageFact[] {
  const about: PageFact[] = [
    ['Repository', stream.repository],
    ['Environment', stream.environment],
    ['Scanner', [scan.scanner, scan.scannerVersion].filter(Boolean).join(' ')],
  ];
  return originFacts(about, {
    account: stream.account,
    region: stream.region,
    revision: ['Digest', scan.imageDigest ?? 'unknown'],
    day: decidedAt.slice(0, 10),
    toolkitVersion,
  });
}

function summaryBlocks(verdict: Verdict): Block[] {
  const { counts, passed } = verdict;
  const { blocked, excepted } = counts.byOutcome;
  return [
    { kind: 'answer', tone: passed ? 'good' : 'bad', text: answerOf(verdict) },
    figures(
      { value: String(blocked), label: 'findings block', tone: blocked === 0 ? 'good' : 'bad' },
      { value: String(counts.total), label: `findings${counts.total === 0 ? '' : `: ${countsInWords(verdict)}`}` },
      { value: String(excepted), label: 'accepted by an exception' },
      { value: String(counts.byOutcome['in-grace']), label: 'will block later' },
    ),
  ];
}

/** Findings that differ in their place alone share a row: one library in ten files is one decision. */
function findingBlocks(title: string, found: WorstFirst<ShownFinding>): Block[] {
  const worst = found.values();
  const rows = similarItems(worst, ({ place: _place, ...rest }) => JSON.stringify(rest)).map((alike): Row => {
    const [first] = alike;
    return [
      { text: first.rule, note: first.severity },
      first.advice === '' ? first.title : { text: first.title, note: first.advice },
      similarCell(alike.map(({ place }) => place)),
      first.fix,
      first.why,
    ];
  });
  const more = found.total - worst.length;
  return [
    tableOf(title, HEAD, rows),
    ...(more === 0 ? [] : [{ kind: 'paragraph', text: `${more} more are in the JSON report.` } as const]),
  ];
}

function shownOf({ finding, decision }: Decided): ShownFinding {
  const isVulnerable = finding.class === 'vulnerability';
  return {
    rule: finding.url === undefined ? finding.rule : [{ link: finding.rule, url: finding.url }],
    severity: finding.severity === 'unknown' ? `unknown (${finding.severityLabel})` : finding.severity,
    title: finding.title,
    place: placeOf(finding),
    fix: isVulnerable ? finding.package?.fixedVersion || 'no fix' : '',
    // That of a vulnerability says what the column of the fix says.
    advice: isVulnerable ? '' : (finding.remediation ?? ''),
    why: decision.why,
  };
}

function examinationBlocks(verdict: Verdict): Block[] {
  const { scan, expired, unmatched, examination, weakerThanDefault, policy } = verdict;
  return [
    tableOf(
      'Scan',
      ['fact', { name: 'value', kind: 'words' }],
      [
        ['scanned', scan.scannedAt],
        ['database of', scan.databaseUpdatedAt ?? 'unknown'],
        ['complete', scan.complete ? 'yes' : 'no: a finding that is not here may still be there'],
        ['decided', verdict.decidedAt],
      ],
    ),
    ...lines('Not examined', examination.gaps),
    ...lines('Warnings of the scanner', examination.warnings ?? []),
    ...lines('Image without packages', emptyBecause(verdict)),
    ...lines(
      'Expired exceptions, whose findings count again',
      expired.map(({ exception, findings }) => `${exceptionName(exception)}, until ${exception.expires}: ${findings}`),
    ),
    ...lines('Exceptions that match nothing: fixed findings, or typing errors', unmatched.map(exceptionName)),
    ...lines(
      'Weaker than the default',
      weakerThanDefault.length > 0 ? [...weakerThanDefault, `Reason: ${policy.reason ?? 'none given'}`] : [],
    ),
  ];
}

function lines(title: string, items: readonly string[]): Block[] {
  return items.length === 0
    ? []
    : [
        { kind: 'heading', text: title },
        { kind: 'list', items, ordered: false },
      ];
}
