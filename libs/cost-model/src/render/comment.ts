import { markdownText } from '@careplane/problems';
import type { Difference } from '../diff/difference';
import { changeRows, changeSummary, changeTable, newUnknowns } from '../diff/render-difference';
import type { Estimate } from '../estimate-types';
import { estimateHeadline, renderOpenMarkdown, serviceTable } from './markdown';
import { byStack } from './groups';
import { usd } from './amounts';
import { fitted } from './fitted';
import { count } from './words';

/** Content of a comment on a pull request. */
export interface CommentParts {
  /** What is priced, such as `apps/medmo`. Also the mark by which a workflow finds the comment again. */
  readonly title: string;
  /** The estimate of the head. */
  readonly estimate: Estimate;
  /** The change since the base. @default only the estimate is shown */
  readonly change?: Difference;
  /** What the gates say, as sentences. */
  readonly sentences: readonly string[];
}

/**
 * One Markdown document with a change, its reasons and the estimate, for a comment on any platform. It is never cut: the rows that
 * do not fit are counted, the least important ones first.
 *
 * @param maxBytes the longest document, in bytes of UTF-8, so at most as many characters; at least 2,000
 */
export function renderComment({ title, estimate, change, sentences }: CommentParts, maxBytes: number): string {
  const name = markdownText(title, 200);
  const parts: string[] = [
    // The first line, by which a workflow finds its comment.
    `<!-- careplane-cost ${title
      .replace(/[^\w./ -]/g, '')
      .replaceAll('--', '-')
      .slice(0, 200)} -->`,
    `### Monthly cost of ${name}`,
    ...(change === undefined ? [] : changeSummary(change)),
    ...sentences.map((sentence) => `- ${markdownText(sentence, 300)}`),
    estimateHeadline(estimate),
  ];
  // Each part leaves a share for the parts after it.
  const add = (share: number, rows: number, render: (shown: number) => string) => {
    const room = (maxBytes - bytesOf(parts.join('\n\n')) - 2) * share;
    const text = fitted(rows, room, render);
    if (text !== '') parts.push(text);
  };
  if (change !== undefined) {
    const rows = changeRows(change);
    add(0.6, rows.length, (shown) => withRest(changeTable(rows.slice(0, shown)), rows.length - shown, 'change'));
    const unknowns = newUnknowns(change);
    add(0.4, unknowns.length, (shown) =>
      withRest(
        ['**New, cost unknown or incomplete**', unknowns.slice(0, shown).join('\n')].join('\n\n'),
        unknowns.length - shown,
        'resource',
      ),
    );
  }
  add(0.5, 1, () => serviceTable(estimate));
  const stacks = byStack(estimate);
  add(0.5, stacks.length, (shown) =>
    folded(
      `${count(stacks.length, 'stack')}`,
      withRest(
        stacks
          .slice(0, shown)
          .map(
            (stack) =>
              `- ${markdownText(stack.name, 200)}: ${stack.known ? usd(stack.monthlyUsd.expected) : 'not known'}`,
          )
          .join('\n'),
        stacks.length - shown,
        'stack',
      ),
    ),
  );
  const open = renderOpenMarkdown(estimate);
  add(1, open.rows.length, (shown) =>
    folded(
      `${count(open.rows.length, 'resource')} missing or incomplete in the total`,
      withRest(open.table(open.rows.slice(0, shown)), open.rows.length - shown, 'resource'),
    ),
  );
  return parts.join('\n\n');
}

function withRest(text: string, rest: number, noun: string): string {
  return rest === 0 ? text : `${text}\n\nand ${count(rest, noun)} more.`;
}

function folded(summary: string, text: string): string {
  return [`<details><summary>${markdownText(summary)}</summary>`, text, '</details>'].join('\n\n');
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}
