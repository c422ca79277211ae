import { accepts } from './accepted-form';
import { tupleOf } from './json-schema';
import type { JsonSchema } from './json-schema';

/** Whether a schema takes a value, so that no fix is offered that would be refused. Rules of our own are not asked. */
export function takes(schema: JsonSchema | undefined, value: unknown): boolean {
  if (schema === undefined) return false;
  if (schema.enum !== undefined) return schema.enum.includes(value);
  if (schema.const !== undefined) return schema.const === value;
  if (schema.anyOf !== undefined) return schema.anyOf.some((form) => takes(form, value));
  if (Array.isArray(value)) return takesList(schema, value);
  switch (typeof value) {
    case 'string':
      return accepts(schema, value);
    case 'boolean':
      return schema.type === 'boolean';
    case 'number':
      return takesNumber(schema, value);
    case 'object':
      return value !== null && takesMap(schema, value as Readonly<Record<string, unknown>>);
    default:
      return false;
  }
}

function takesNumber(
  { type, minimum = -Infinity, maximum = Infinity, multipleOf }: JsonSchema,
  value: number,
): boolean {
  if (type !== 'number' && !(type === 'integer' && Number.isInteger(value))) return false;
  return value >= minimum && value <= maximum && (multipleOf === undefined || value % multipleOf === 0);
}

function takesList(schema: JsonSchema, list: readonly unknown[]): boolean {
  const { type, items, minItems = 0, maxItems = Infinity } = schema;
  if (type !== 'array' || list.length < minItems || list.length > maxItems) return false;
  const tuple = tupleOf(schema);
  return tuple === undefined
    ? list.every((item) => takes(items, item))
    : list.length === tuple.length && list.every((item, index) => takes(tuple[index], item));
}

function takesMap(schema: JsonSchema, map: Readonly<Record<string, unknown>>): boolean {
  if (schema.type !== 'object') return false;
  const { properties = {}, required = [], propertyNames, additionalProperties } = schema;
  if (required.some((key) => !Object.hasOwn(map, key))) return false;
  const others = typeof additionalProperties === 'object' ? additionalProperties : undefined;
  return Object.entries(map).every(([key, value]) =>
    Object.hasOwn(properties, key)
      ? takes(properties[key], value)
      : (propertyNames === undefined || takes(propertyNames, key)) && takes(others, value),
  );
}
