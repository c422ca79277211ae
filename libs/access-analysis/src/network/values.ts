import type { StatementSource } from '../policy/statement';
import { unknownWords } from '../policy/text';
import { partsOf } from '../template/parts';
import { literalOf } from '../template/resolver';
import type { Resolver } from '../template/resolver';
import { constructPath, isMap, listOf } from '../template/stack';
import type { TemplateResource } from '../template/stack';

/** An id, or why it is not known before deploy. */
export interface MaybeId {
  readonly id: string | undefined;
  readonly reason: string;
}

/** The ids of a list; of a list that is one parameter, one element without an id. */
export function idsOf(value: unknown, resolver: Resolver): MaybeId[] {
  const split = isMap(value) ? listOf(value['Fn::Split']) : [];
  if (split.length === 2) {
    const whole = resolver.literal(split[1]);
    if (whole !== undefined) return whole.split(String(split[0])).map((id) => ({ id, reason: '' }));
  }
  return partsOf(value, resolver).map((part) => {
    const text = resolver.text(part.value);
    const id = part.maybe === undefined ? literalOf(text) : undefined;
    return { id, reason: part.maybe ?? unknownWords(text) };
  });
}

/** A number of a template; undefined if there is none, or it is not known. */
export function numberOf(value: unknown, resolver: Resolver): number | undefined {
  const text = resolver.literal(value);
  return text === undefined || text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text);
}

/** Where a rule is written. */
export function sourceOf(
  resolver: Resolver,
  id: string,
  resource: TemplateResource | undefined,
  property?: readonly (string | number)[],
): StatementSource {
  const path = constructPath(resource);
  return {
    stack: resolver.stack.name,
    resource: id,
    ...(path === undefined ? {} : { path }),
    pointer: ['Resources', id, ...(property === undefined ? [] : ['Properties', ...property])],
    statement: property === undefined ? id : property.join(' '),
  };
}
