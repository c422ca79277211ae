import type { Concern, ConcernKind } from '../deploy/concerns';
import type { Prepared } from '../deploy/prepared';
import { table, wrap } from './table';

const HEADINGS: Readonly<Record<ConcernKind, string>> = {
  'loses data': 'LOSES DATA',
  replaced: 'REPLACED',
  'widens access': 'WIDENS ACCESS',
};

/** How many lines of a kind are shown; --json lists all. */
const SHOWN = 20;

/** What a deploy would change: a line for each stack, then what a person should look at, worst first. */
export function renderChanges(prepared: readonly Prepared[], concerns: readonly Concern[], cost: string): string {
  return [renderStacks(prepared), ...renderConcerns(prepared, concerns), wrap(`Cost: ${cost}`, 0)].join('\n\n');
}

function renderStacks(prepared: readonly Prepared[]): string {
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
      count('delete', 'release'),
      noteOf(each),
    ];
  });
  const columns = ['new', 'changed', 'replaced', 'gone'];
  return table(['stack', ...columns, ''], rows, columns);
}

function noteOf(each: Prepared): string {
  if (each.kind === 'unchanged') return 'unchanged';
  return each.kind === 'by template' ? each.because : '';
}

function renderConcerns(prepared: readonly Prepared[], concerns: readonly Concern[]): string[] {
  const created = new Set(
    prepared
      .filter(({ changes }) => changes.length > 0 && changes.every(({ action }) => action === 'create'))
      .map(({ stack }) => stack.name),
  );
  return (Object.keys(HEADINGS) as ConcernKind[]).flatMap((kind) => {
    const all = concerns.filter((concern) => concern.kind === kind);
    // In a stack that is all new, every permission is new: only what opens it to the internet or to everybody counts.
    const telling = all.filter(({ stack, words }) => !created.has(stack) || /internet|AWS:\*|to \*/.test(words));
    const quiet = all.length - telling.length;
    if (all.length === 0) return [];
    const lines = telling.slice(0, SHOWN).map(({ stack, path, words }) => wrap(`${nameOf(stack, path)} ${words}`, 2));
    const more = telling.length > SHOWN ? [`  and ${telling.length - SHOWN} more (--json lists them)`] : [];
    const fresh = quiet === 0 ? [] : [`  ${quiet} permissions and rules of stacks that are new (--json lists them)`];
    return [[HEADINGS[kind], ...lines, ...more, ...fresh].join('\n')];
  });
}

function nameOf(stack: string, path: string): string {
  return path.startsWith(`${stack}/`) ? path : `${stack}/${path}`;
}
