import type { Acknowledged, JudgeFinding, Ran, JudgeVerdict } from '@careplane/compliance';
import { table, terminalColumns, wrap } from '@careplane/problems';

/** Environments repeat each other; two places show what is meant. */
const SHOWN_PLACES = 2;

/** What the judges say: a line for each, then what is open, then what was acknowledged and why. */
export function renderVerdicts(verdicts: readonly JudgeVerdict[]): string {
  const ran = verdicts.filter((verdict): verdict is Ran => verdict.ran);
  return [renderJudges(verdicts), renderOpen(ran), renderAcknowledged(ran)].filter((part) => part !== '').join('\n\n');
}

function renderJudges(verdicts: readonly JudgeVerdict[]): string {
  const rows = verdicts.map((verdict) =>
    verdict.ran
      ? [verdict.judge, String(verdict.open.length), String(countOf(verdict.acknowledged)), verdict.version]
      : [verdict.judge, 'not run', '', verdict.why],
  );
  // On a terminal the table may cut the reason; in a log the command is not broken.
  const missing = verdicts.flatMap((verdict) => {
    if (verdict.ran) return [];
    const { judge, why, fix } = verdict;
    if (terminalColumns() === undefined) return [`To run ${judge}: ${fix}`];
    return [wrap(`${judge} did not run, because: ${why}.`, 0, { hanging: 2 }), `To run it: ${fix}`];
  });
  return [
    table(['judge', 'open', 'acknowledged', 'version'], rows, { right: ['open', 'acknowledged'] }),
    ...missing,
  ].join('\n');
}

function countOf(acknowledged: readonly Acknowledged[]): number {
  return acknowledged.reduce((sum, { where }) => sum + where.length, 0);
}

function renderOpen(verdicts: readonly Ran[]): string {
  const open = verdicts.flatMap((verdict) => verdict.open);
  if (open.length === 0) return '';
  const byRule = groupBy(open, (finding: JudgeFinding) => `${finding.severity} ${finding.rule}\n${finding.message}`);
  const parts = [...byRule].map(([title, findings]) => {
    const [rule, ...message] = title.split('\n');
    return [rule, wrap(message.join(' '), 2), ...findings.map(({ where }) => `  at ${where}`)].join('\n');
  });
  return ['OPEN', ...parts].join('\n\n');
}

/** The same acknowledgement is in every environment and service. It is shown once, with the number of findings. */
function renderAcknowledged(verdicts: readonly Ran[]): string {
  const all = verdicts.flatMap((verdict) => verdict.acknowledged);
  if (all.length === 0) return '';
  const byReason = groupBy(all, ({ reason }: Acknowledged) => reason);
  const parts = [...byReason].map(([reason, items]) => {
    const rules = [...groupBy(items, ({ rule }: Acknowledged) => rule.replace(/\[.*/, ''))].flatMap(([name, same]) =>
      ruleLines(name, same),
    );
    const places = [...new Set(items.map(({ at }) => at))];
    const more = places.length > SHOWN_PLACES ? [`  and ${places.length - SHOWN_PLACES} more (--json lists them)`] : [];
    return [...rules, wrap(reason, 2), ...places.slice(0, SHOWN_PLACES).map((at) => `  at ${at}`), ...more].join('\n');
  });
  return ['ACKNOWLEDGED: findings accepted with a reason', ...parts].join('\n\n');
}

/** The name of a finding follows the name of its rule, in brackets. One reason may cover many findings. */
function ruleLines(name: string, items: readonly Acknowledged[]): string[] {
  const findings = [...groupBy(items, ({ rule }: Acknowledged) => rule)];
  const lines = findings.map(([rule, same]) => ruleLine(rule, countOf(same)));
  if (lines.length <= SHOWN_PLACES + 1) return lines;
  const rest = findings.slice(SHOWN_PLACES).flatMap(([, same]) => same);
  return [
    ...lines.slice(0, SHOWN_PLACES),
    `${name}[…]  (${countOf(rest)}, of ${lines.length - SHOWN_PLACES} more resources; --json lists them)`,
  ];
}

/** Long names lose the part that all of their kind share, then their end. */
function ruleLine(rule: string, count: number): string {
  const most = (terminalColumns() ?? 80) - `  (${count})`.length;
  const short =
    rule.length <= most
      ? rule
      : rule.replace(/(Policy|Resource)::arn:[^:]*:[^:]*:[^:]*:[^:]*:(?:policy\/service-role\/)?/, '$1::…');
  return `${short.length <= most ? short : `${short.slice(0, most - 1)}…`}  (${count})`;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
