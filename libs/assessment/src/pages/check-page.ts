import type { JudgeVerdict, ProposedAnswer } from '@careplane/compliance';
import { figures, pageHtml } from '@careplane/pages';
import type { Block, Chapter, PageFact } from '@careplane/pages';
import { proposalChapter } from './proposal';
import { findingChapters, judgeTable, openFindings, verdictFigures } from './verdicts';

/** What the page of a check shows. */
export interface CheckPageParts {
  readonly platform: string;
  /** Where the page comes from. */
  readonly facts: readonly PageFact[];
  readonly verdicts: readonly JudgeVerdict[];
  /** What a proposed rule would say. @default not asked */
  readonly proposal?: readonly ProposedAnswer[];
}

/** What the judges say of a platform, as a page to read, print and sign. */
export function checkPage({ platform, facts, verdicts, proposal }: CheckPageParts): string {
  const chapters: Chapter[] = [
    {
      id: 'summary',
      title: 'Summary',
      blocks: [answerBlock(verdicts), figures(...verdictFigures(verdicts)), judgeTable(verdicts)],
    },
    ...findingChapters(verdicts),
    ...(proposal === undefined ? [] : [proposalChapter(proposal)]),
  ];
  return pageHtml({ title: `Check of ${platform}`, facts, chapters, toSign: true });
}

/** Whether a deploy is possible. A judge that did not run is named in the same sentence. */
export function answerBlock(verdicts: readonly JudgeVerdict[]): Block {
  const open = openFindings(verdicts).length;
  const silent = verdicts.filter(({ ran }) => !ran).map(({ judge }) => judge);
  const without = silent.length === 0 ? '' : ` Not asked: ${silent.join(', ')}.`;
  const text =
    open === 0
      ? `No open findings of the judges that ran.${without}`
      : `Open findings: ${open}. Deploys are blocked.${without}`;
  if (open > 0) return { kind: 'answer', tone: 'bad', text };
  return { kind: 'answer', tone: silent.length === 0 ? 'good' : 'neutral', text };
}
