import { accessSentences, NO_EFFECT } from '@careplane/access-analysis';
import type { AccessChange } from '@careplane/access-analysis';
import type { ChangeAction, Change } from '../change-sets/changes';
import type { DriftedStack } from '../change-sets/deploy-plan';
import type { PlannedStack } from '../change-sets/planned-stack';
import type { Review } from './review';
import type { Risk, RiskKind } from './risks';
import { fromTo } from '../assembly/values';
import { table, timeBetween, wrap } from '@careplane/problems';

const HEADINGS: Readonly<Record<RiskKind, string>> = {
  'loses data': 'LOSES DATA',
  replaced: 'REPLACED',
  'widens access': 'WIDENS ACCESS',
};

/** How many lines of a kind are shown; --json lists all. */
const SHOWN = 20;

/** What a deploy would change: a line for each stack, then what a person should look at, worst first. */
export function renderChanges({ planned, risks, cost, access, drifted }: Review, now = new Date()): string {
  const parts = [
    renderStacks(planned),
    ...renderDetails(planned),
    ...renderRisks(planned, risks),
    ...renderDrifted(drifted, now),
    renderAccess(access),
  ];
  return [...parts, wrap(`Cost: ${cost}`, 0)].join('\n\n');
}

/** Stacks that were changed by hand: the deploy may take that back, or fail because of it. */
function renderDrifted(drifted: readonly DriftedStack[], now: Date): string[] {
  if (drifted.length === 0) return [];
  const lines = drifted.map(({ name, at }) =>
    wrap(`${name}: not as its template says, detected ${timeBetween(at, now)} ago`, 2, { hanging: 2 }),
  );
  const advice = 'A deploy overwrites only the properties that it changes. To see what differs: careplane drift';
  return [['CHANGED BY HAND', ...lines, wrap(advice, 2)].join('\n')];
}

/** What the changes of policies come to. */
export function renderAccess(access: readonly AccessChange[]): string {
  const all = accessSentences(access).map((sentence) => wrap(sentence, 2, { hanging: 2 }));
  if (all.length === 0) return wrap(`Access: ${NO_EFFECT}`, 0);
  return ['WHO CAN DO WHAT', ...limited(all)].join('\n');
}

function limited(lines: readonly string[]): string[] {
  const more = lines.length - SHOWN;
  return more <= 0 ? [...lines] : [...lines.slice(0, SHOWN), `  and ${more} more (--json lists them)`];
}

/** What comes, changes and goes in stacks that are there already; of a new stack, the number says enough. */
function renderDetails(prepared: readonly PlannedStack[]): string[] {
  const lines = prepared
    .filter((each) => !isNew(each))
    .flatMap(({ stack, changes }) => changes.map((change) => lineOf(stack.name, change)));
  return lines.length === 0 ? [] : [['CHANGES', ...limited(lines)].join('\n')];
}

function lineOf(stack: string, { action, path, properties, before, after, condition }: Change): string {
  const values = properties.map((name) => {
    const both = fromTo(before?.Properties?.[name], after?.Properties?.[name]);
    return both === undefined ? name : `${name} ${both}`;
  });
  const what = values.length === 0 ? '' : `: ${values.join(', ')}`;
  const maybe = condition === undefined ? '' : ` (if ${condition} is true)`;
  return wrap(`${VERBS[action]} ${nameOf(stack, path)}${what}${maybe}`, 2);
}

const VERBS: Readonly<Record<ChangeAction, string>> = {
  create: 'new',
  update: 'changed',
  replace: 'replaced',
  'may replace': 'replaced, perhaps:',
  delete: 'deleted',
  orphan: 'orphaned',
};

function isNew({ changes }: PlannedStack): boolean {
  return changes.length > 0 && changes.every(({ action }) => action === 'create');
}

function renderStacks(prepared: readonly PlannedStack[]): string {
  const rows = prepared.map((each) => {
    const count = (...actions: string[]) => {
      const number = each.changes.filter(({ action }) => actions.includes(action)).length;
      return number === 0 ? '' : String(number);
    };
    return [
      each.stack.name,
      count('create'),
      count('update'),
      count('replace', 'may replace'),
      count('delete', 'orphan'),
      noteOf(each),
    ];
  });
  const columns = ['new', 'changed', 'replaced', 'gone'];
  return table(['stack', ...columns, ''], rows, { right: columns });
}

function noteOf(each: PlannedStack): string {
  if (each.kind === 'unchanged') return 'unchanged';
  return each.kind === 'by template' ? each.because : '';
}

function renderRisks(prepared: readonly PlannedStack[], risks: readonly Risk[]): string[] {
  const created = new Set(prepared.filter(isNew).map(({ stack }) => stack.name));
  return (Object.keys(HEADINGS) as RiskKind[]).flatMap((kind) => {
    const all = risks.filter((risk) => risk.kind === kind);
    // In a stack that is all new, every permission is new: only what opens it to the internet or to everybody counts.
    const telling = all.filter(({ stack, words }) => !created.has(stack) || /internet|AWS:\*|to \*/.test(words));
    const quiet = all.length - telling.length;
    if (all.length === 0) return [];
    const lines = limited(telling.map(({ stack, path, words }) => wrap(`${nameOf(stack, path)} ${words}`, 2)));
    const fresh = quiet === 0 ? [] : [`  ${quiet} permissions and rules of new stacks (--json lists them)`];
    return [[HEADINGS[kind], ...lines, ...fresh].join('\n')];
  });
}

function nameOf(stack: string, path: string): string {
  return path.startsWith(`${stack}/`) ? path : `${stack}/${path}`;
}
