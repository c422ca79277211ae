import { counted } from '@careplane/command-line';
import { table, wrap } from '@careplane/problems';
import type { ChangeAction, Change } from '../change-sets/changes';
import type { PlannedStack } from '../change-sets/planned-stack';
import type { Risk, RiskKind } from '../review/risks';
import type { StackComparison } from './compare-stacks';

const HEADINGS: Readonly<Record<RiskKind, string>> = {
  'loses data': 'HOLDS DATA, AND IS REPLACED, DELETED OR EMPTIED',
  replaced: 'REPLACED, WITHOUT DATA',
  'widens access': 'WIDENS ACCESS',
};

const VERBS: Readonly<Record<ChangeAction, string>> = {
  create: 'new',
  update: 'changed',
  replace: 'replaced',
  'may replace': 'replaced, perhaps:',
  delete: 'deleted',
  orphan: 'orphaned',
};

/** How many lines of a kind are shown; the data has all. */
const SHOWN = 20;

/** What an upgrade changes, as text: resources with data first, then a line for each stack, then the changes. */
export function upgradeReport(comparison: StackComparison): string {
  const { planned, cost } = comparison;
  return [
    ...riskPart(comparison, 'loses data'),
    ...leftPart(comparison),
    ...riskPart(comparison, 'replaced'),
    ...riskPart(comparison, 'widens access'),
    stackTable(comparison),
    ...part(
      'CHANGES',
      planned
        .filter(isDeployed)
        .flatMap(({ stack, changes }) => changes.map((change) => changeLine(stack.name, change))),
    ),
    wrap(`Cost: ${cost}`, 0),
  ].join('\n\n');
}

function riskPart({ planned, risks }: StackComparison, kind: RiskKind): string[] {
  const created = new Set(
    planned.flatMap(({ stack, changes }) =>
      changes.filter(({ action }) => action === 'create').map(({ logicalId }) => `${stack.name}/${logicalId}`),
    ),
  );
  const all = risks.filter((risk) => risk.kind === kind);
  // Every permission of a new role is new: only what opens it to the internet or to everybody is worth a line.
  const telling = all.filter(
    ({ stack, logicalId, words }) => !created.has(`${stack}/${logicalId}`) || /internet|AWS:\*|to \*/.test(words),
  );
  const quiet = all.length - telling.length;
  return part(
    HEADINGS[kind],
    telling.map(({ stack, path, words }: Risk) => wrap(`${named(stack, path)} ${words}`, 2)),
    quiet === 0 ? [] : [`  ${counted(quiet, 'permission')} of new roles, policies and rules (--json lists them)`],
  );
}

function leftPart({ left }: StackComparison): string[] {
  return part(
    'NO LONGER WRITTEN',
    left.map(({ stack, data }) => {
      const held = data.length === 0 ? 'It holds no data.' : `It holds data: ${data.join('; ')}.`;
      return wrap(`${stack} stays in the account, where nothing updates it any more. ${held}`, 2);
    }),
  );
}

function stackTable({ planned, unchanged }: StackComparison): string {
  const columns = ['new', 'changed', 'replaced', 'gone', 'unchanged'];
  const rows = planned.map((each) => {
    const { stack, changes } = each;
    const count = (...actions: ChangeAction[]) => changes.filter(({ action }) => actions.includes(action)).length;
    const counts = [
      count('create'),
      count('update'),
      count('replace', 'may replace'),
      count('delete', 'orphan'),
      unchanged.get(stack.name) ?? 0,
    ];
    return [stack.name, ...counts.map((number) => (number === 0 ? '' : String(number))), noteOf(each)];
  });
  return table(['stack', ...columns, ''], rows, { right: columns });
}

function noteOf(each: PlannedStack): string {
  if (each.kind === 'unchanged') return 'unchanged';
  return each.kind === 'by template' ? each.because : '';
}

/** Whether the older assemblies have the stack. */
function isDeployed(each: PlannedStack): boolean {
  return each.kind === 'unchanged' || each.before !== undefined;
}

function changeLine(stack: string, { action, path, properties }: Change): string {
  return wrap(
    `${VERBS[action]} ${named(stack, path)}${properties.length === 0 ? '' : `: ${properties.join(', ')}`}`,
    2,
  );
}

function named(stack: string, path: string): string {
  return path.startsWith(`${stack}/`) ? path : `${stack}/${path}`;
}

function part(heading: string, lines: readonly string[], last: readonly string[] = []): string[] {
  if (lines.length + last.length === 0) return [];
  const more = lines.length > SHOWN ? [`  and ${lines.length - SHOWN} more (--json lists them)`] : [];
  return [[heading, ...lines.slice(0, SHOWN), ...more, ...last].join('\n')];
}
