import type { Part } from '../policy/read';
import type { Resolver } from './resolver';
import { isMap, listOf } from './stack';

/**
 * The parts of a list of a template. `Fn::If` is followed: where it is decided at deploy, the parts of both ways come with the
 * reason why they may not exist.
 */
export function partsOf(value: unknown, resolver: Resolver): Part[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => partsAt(each, [index], resolver));
  return listOf(value).flatMap((each) => partsAt(each, [], resolver));
}

function partsAt(value: unknown, pointer: Part['pointer'], resolver: Resolver, maybe?: string): Part[] {
  if (isMap(value) && value['Ref'] === 'AWS::NoValue') return [];
  if (!isMap(value) || !Object.hasOwn(value, 'Fn::If')) {
    return [{ value, pointer, ...(maybe === undefined ? {} : { maybe }) }];
  }
  const [name, yes, no] = listOf(value['Fn::If']);
  const holds = resolver.condition(String(name));
  const reason = `the condition ${String(name)} of the stack ${resolver.stack.name} is decided at deploy`;
  const ways = [
    { value: yes, index: 1, isTaken: holds },
    { value: no, index: 2, isTaken: holds === undefined ? undefined : !holds },
  ];
  return ways
    .filter(({ isTaken }) => isTaken !== false)
    .flatMap((way) => {
      const at = [...pointer, 'Fn::If', way.index];
      const because = way.isTaken === true ? maybe : (maybe ?? reason);
      return Array.isArray(way.value)
        ? way.value.flatMap((each, index) => partsAt(each, [...at, index], resolver, because))
        : partsAt(way.value, at, resolver, because);
    });
}
