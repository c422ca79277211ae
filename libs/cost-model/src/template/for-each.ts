import { evaluate, textOf } from './intrinsics';
import type { Scope } from './scope';
import { isMap } from './value';

const LOOP = 'Fn::ForEach::';

/** More than a template may contain. Protects the memory against nested loops. */
const MOST_ENTRIES = 10_000;

/** CloudFormation refuses deeper nesting. */
const DEEPEST = 200;

/**
 * A section with its loops (`Fn::ForEach::Name: [identifier, list, { key: value }]`) written out. A loop over a list that
 * is not known stays as it is, so that the reader of the section finds and reports it.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-foreach.html
 */
export function writeOutLoops(node: unknown, scope: Scope): unknown {
  return expand(node, scope, { left: MOST_ENTRIES }, 0);
}

interface Budget {
  left: number;
}

function expand(node: unknown, scope: Scope, budget: Budget, depth: number): unknown {
  if (typeof node !== 'object' || node === null || budget.left <= 0 || depth > DEEPEST) return node;
  if (Array.isArray(node)) return node.map((item) => expand(item, scope, budget, depth + 1));
  const entries = Object.entries(node).flatMap(([key, value]) =>
    key.startsWith(LOOP)
      ? turns(key, value, scope, budget, depth)
      : [[key, expand(value, scope, budget, depth + 1)] as const],
  );
  return Object.fromEntries(entries);
}

function turns(
  key: string,
  loop: unknown,
  scope: Scope,
  budget: Budget,
  depth: number,
): (readonly [string, unknown])[] {
  const [identifier, list, body] = Array.isArray(loop) ? (loop as unknown[]) : [];
  const items = evaluate(list, scope);
  if (typeof identifier !== 'string' || !Array.isArray(items) || !isMap(body)) return [[key, loop]];
  if (items.some((item) => typeof item === 'object')) return [[key, loop]];
  return items.flatMap((item) => {
    budget.left -= 1;
    if (budget.left <= 0) return [];
    const written = replace(body, identifier, textOf(item), depth);
    return Object.entries(expand(written, scope, budget, depth + 1) as Record<string, unknown>);
  });
}

/** The body of a loop for one item: `${Id}` and `{ Ref: Id }` become the item, `&{Id}` its letters and digits. */
function replace(node: unknown, identifier: string, item: string, depth: number): unknown {
  if (depth > DEEPEST) return node;
  if (typeof node === 'string') {
    return node.replaceAll(`\${${identifier}}`, item).replaceAll(`&{${identifier}}`, item.replace(/[^A-Za-z0-9]/g, ''));
  }
  if (Array.isArray(node)) return node.map((part) => replace(part, identifier, item, depth + 1));
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node);
  if (entries.length === 1 && entries[0]?.[0] === 'Ref' && entries[0][1] === identifier) return item;
  return Object.fromEntries(
    entries.map(([key, value]) => [
      replace(key, identifier, item, depth) as string,
      replace(value, identifier, item, depth + 1),
    ]),
  );
}
