import { table, timeBetween, wrap } from '@careplane/problems';
import type { PropertyDrift, ResourceDrift, StackDrift } from './stack-drift';

/** What differs, in words: a line for each stack, then each resource with its properties, then what was not compared. */
export function renderDrift(stacks: readonly StackDrift[], now: Date): string {
  const rows = stacks.map(({ name, verdict, at, resources }) => [
    name,
    verdict === 'drifted' && resources.length > 0 ? `drifted: ${resources.length}` : verdict,
    at === undefined ? '' : `${timeBetween(at, now)} ago`,
  ]);
  const differing = stacks.flatMap(({ name, resources }) => resources.map((each) => resourceLines(name, each)));
  const reasons = stacks.flatMap(({ reason }) => (reason === undefined ? [] : [wrap(reason, 2, { hanging: 2 })]));
  return [
    table(['stack', 'drift', 'checked'], rows),
    ...(differing.length === 0 ? [] : [['NOT AS THE TEMPLATES SAY', ...differing].join('\n')]),
    ...(reasons.length === 0 ? [] : [['NOT CHECKED', ...reasons].join('\n')]),
    ...notCompared(stacks),
  ].join('\n\n');
}

function resourceLines(stack: string, { path, type, deleted, physicalId, properties }: ResourceDrift): string {
  const name = path.startsWith(`${stack}/`) ? path : `${stack}/${path}`;
  const head = `${name} (${type}${deleted ? `) was deleted: ${physicalId}` : ')'}`;
  return [
    wrap(head, 2, { hanging: 2 }),
    ...properties.map((each) => wrap(propertyWords(each), 4, { hanging: 2 })),
  ].join('\n');
}

/** A difference as a sentence. */
export function propertyWords({ property, change, ...values }: PropertyDrift): string {
  const [expected, actual] = [inWords(values.expected), inWords(values.actual)];
  if (change === 'added') return `${property}: ${actual} was added; the template does not have it`;
  if (change === 'removed') return `${property}: ${expected} was removed; the template has it`;
  return `${property} is ${actual}; the template says ${expected}`;
}

/** A list of names and values for a JSON object; else the value as it is. */
function inWords(value: string | undefined): string {
  if (value === undefined) return 'nothing';
  try {
    const parsed: unknown = JSON.parse(value);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return value;
    const plain = Object.entries(parsed).map(
      ([key, item]) => `${key} ${typeof item === 'string' ? item : JSON.stringify(item)}`,
    );
    return `{ ${plain.join(', ')} }`;
  } catch {
    return value;
  }
}

/** Types that CloudFormation does not compare: nothing is known of them. */
function notCompared(stacks: readonly StackDrift[]): string[] {
  const totals = new Map<string, number>();
  for (const { notCompared: types } of stacks)
    for (const [type, count] of Object.entries(types)) totals.set(type, (totals.get(type) ?? 0) + count);
  if (totals.size === 0) return [];
  const sum = [...totals.values()].reduce((left, right) => left + right, 0);
  const types = [...totals].sort(([left], [right]) => (left < right ? -1 : 1));
  const words = types.map(([type, count]) => (count === 1 ? type : `${type} ×${count}`)).join(', ');
  return [wrap(`Not compared by CloudFormation: ${sum} resources: ${words}.`, 0, { hanging: 2 })];
}
