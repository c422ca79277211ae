import { evaluate, textOf } from './intrinsics';
import type { Scope } from './scope';
import { isMap, isUnresolved, mergeUnresolved, Unresolved, type Value } from './value';

/** Stands for a part that is not known; no template contains it. */
const HOLE = '\u0000';

/** Fn::Sub: a text with `${Name}`, `${Name.Attribute}` and `${!literal}`, alone or with a map of its own names. */
export function substitute(argument: unknown, scope: Scope): Value {
  const [template, own] = Array.isArray(argument) ? argument : [argument, undefined];
  if (typeof template !== 'string') return new Unresolved('Fn::Sub has no text');
  const names = own === undefined ? {} : evaluate(own, scope);
  const holes: Unresolved[] = [];
  const text = template.replace(/\$\{(!?)([^{}]*)\}/g, (_, literal: string, name: string) => {
    if (literal === '!') return `\${${name}}`;
    const value = valueOf(name.trim(), names, scope);
    if (!isUnresolved(value)) return textOf(value);
    holes.push(value);
    return HOLE;
  });
  return holes.length > 0 ? mergeUnresolved(holes, text.slice(text.lastIndexOf(HOLE) + 1)) : text;
}

function valueOf(name: string, names: Value, scope: Scope): Value {
  if (isMap(names) && Object.hasOwn(names, name)) return names[name] ?? '';
  const dot = name.indexOf('.');
  return dot < 0 ? scope.ref(name) : scope.attribute(name.slice(0, dot), name.slice(dot + 1));
}
