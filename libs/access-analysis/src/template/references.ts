import { isMap, listOf } from './stack';

/** Logical id of the resource that a value refers to, by `Ref` or `Fn::GetAtt`; undefined for everything else. */
export function referencedId(value: unknown): string | undefined {
  if (!isMap(value)) return undefined;
  if (typeof value['Ref'] === 'string') return value['Ref'];
  const attribute = value['Fn::GetAtt'];
  const [first] = typeof attribute === 'string' ? attribute.split('.') : listOf(attribute);
  return typeof first === 'string' ? first : undefined;
}
