import type { Acknowledged, Finding, Ran, Verdict } from '@careplane/compliance';
import { table, wrap } from './table';

/** Environments repeat each other; two places show what is meant. */
const SHOWN_PLACES = 2;

/** What the judges say: a line for each, then what is open, then what was acknowledged and why. */
export function renderVerdicts(verdicts: readonly Verdict[]): string {
  const ran = verdicts.filter((verdict): verdict is Ran => verdict.ran);
  return [renderJudges(verdicts), renderOpen(ran), renderAcknowledged(ran)].filter((part) => part !== '').join('\n\n');
}

function renderJudges(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map((verdict) =>
    verdict.ran
      ? [verdict.judge, String(verdict.open.length), String(countOf(verdict.acknowledged)), verdict.version]
      : [verdict.judge, 'not run', '', verdict.why],
  );
  const missing = verdicts.flatMap((verdict) =>
    verdict.ran ? [] : [`To have ${verdict.judge} run too: ${verdict.fix}`],
  );
  return [table(['judge', 'open', 'acknowledged', 'version'], rows, ['open', 'acknowledged']), ...missing].join('\n');
}

function countOf(acknowledged: readonly Acknowledged[]): number {
  return acknowledged.reduce((sum, { where }) => sum + where.length, 0);
}

function renderOpen(verdicts: readonly Ran[]): string {
  const open = verdicts.flatMap((verdict) => verdict.open);
  if (open.length === 0) return '';
  const byRule = groupBy(open, (finding: Finding) => `${finding.severity} ${finding.rule}\n${finding.message}`);
  const parts = [...byRule].map(([title, findings]) => {
    const [rule, ...message] = title.split('\n');
    return [rule, wrap(message.join(' '), 2), ...findings.map(({ where }) => `  at ${where}`)].join('\n');
  });
  return ['OPEN', ...parts].join('\n\n');
}

/** The same acknowledgement stands in every environment and service; it is shown once, with the number of findings. */
function renderAcknowledged(verdicts: readonly Ran[]): string {
  const all = verdicts.flatMap((verdict) => verdict.acknowledged);
  if (all.length === 0) return '';
  const byReason = groupBy(all, ({ reason }: Acknowledged) => reason);
  const parts = [...byReason].map(([reason, items]) => {
    const rules = [...groupBy(items, ({ rule }: Acknowledged) => rule)].map(([rule, same]) =>
      ruleLine(rule, countOf(same)),
    );
    const places = [...new Set(items.map(({ at }) => at))];
    const more = places.length > SHOWN_PLACES ? [`  and ${places.length - SHOWN_PLACES} more (--json lists them)`] : [];
    return [...rules, wrap(reason, 2), ...places.slice(0, SHOWN_PLACES).map((at) => `  at ${at}`), ...more].join('\n');
  });
  return ['ACKNOWLEDGED: found, and left so for a reason', ...parts].join('\n\n');
}

/** A finding of a rule has its own name behind the rule's, in brackets; long ones lose the part that all policies share. */
function ruleLine(rule: string, count: number): string {
  const line = `${rule}  (${count})`;
  return line.length <= 80
    ? line
    : line.replace('Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/', 'Policy::…');
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
