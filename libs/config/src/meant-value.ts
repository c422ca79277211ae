import { sketch } from './json-schema';
import type { JsonSchema } from './json-schema';
import { likelyValue } from './likely-value';
import { takes } from './takes';

/** Words of YAML 1.1 and of other formats for true and false; YAML 1.2 takes them for texts. */
const BOOLEANS: Readonly<Record<string, boolean>> = {
  ...{ yes: true, on: true, y: true, true: true, enabled: true, '1': true },
  ...{ no: false, off: false, n: false, false: false, disabled: false, '0': false },
};

/** In place of a value that only the writer knows. */
const OPEN = '…';

/**
 * A value in the form that a key takes, made of what is written: a list of one for a text, the key that a number belongs to, a number
 * without its currency. Nothing that the schema refuses.
 *
 * @returns the value as it is written on one line; undefined where none is likely
 */
export function meantValue(schema: JsonSchema | undefined, given: unknown): string | undefined {
  if (schema === undefined) return undefined;
  switch (schema.type) {
    case 'boolean': {
      const meant = typeof given === 'object' ? undefined : BOOLEANS[String(given).toLowerCase()];
      return meant === undefined ? undefined : String(meant);
    }
    case 'integer':
    case 'number':
      return plainNumber(schema, given);
    case 'array':
      return listOf(schema, given);
    case 'object':
      return mapOf(schema, given);
    case 'string':
      return lineOf(schema, given);
    default:
      return undefined;
  }
}

/** A whole number without its currency and its thousands separators. */
function plainNumber(schema: JsonSchema, given: unknown): string | undefined {
  if (typeof given !== 'string') return undefined;
  const digits = /^(?:[$€]|USD )?\s*(\d{1,3}(?:[,_ ]\d{3})+|\d+)\s*(?:USD|\$|%)?$/i.exec(given.trim())?.[1];
  const number = Number(digits?.replace(/[,_ ]/g, ''));
  return digits !== undefined && takes(schema, number) ? String(number) : undefined;
}

/** The words of a list as one text: the command line of a shell. */
function lineOf(schema: JsonSchema, given: unknown): string | undefined {
  if (!Array.isArray(given) || given.length === 0 || !given.every((each) => typeof each === 'string')) return undefined;
  const line = given.join(' ');
  return takes(schema, line) ? JSON.stringify(line) : undefined;
}

function listOf(schema: JsonSchema, given: unknown): string | undefined {
  const candidates: unknown[][] = [[given]];
  // What is in quotation marks is one word, and only a shell knows which.
  if (typeof given === 'string' && !/['"]/.test(given)) {
    candidates.unshift(given.split(/[\s,]+/).filter(Boolean));
    candidates.push(given.split(''));
  }
  if (Array.isArray(given)) candidates.push(given as unknown[]);
  else if (typeof given === 'object' && given !== null) candidates.push(Object.keys(given));
  // The command of a health check, which has a word of ECS in front.
  if (schema.minItems === 2 && schema.items?.enum === undefined) {
    for (const [index, words] of candidates.entries())
      candidates[index] = words[0] === 'CMD' ? words : ['CMD', ...words];
  }
  const fitting = candidates.find((list) => takes(schema, list));
  return fitting === undefined ? undefined : inFlow(fitting);
}

function mapOf(schema: JsonSchema, given: unknown): string | undefined {
  const { properties, additionalProperties: others } = schema;
  if (properties !== undefined) return propertyOf(schema, given);
  if (typeof others !== 'object') return undefined;
  const names = Array.isArray(given) ? (given as unknown[]) : [given];
  if (!names.every((name) => typeof name === 'string' && takes(schema.propertyNames ?? { type: 'string' }, name))) {
    return undefined;
  }
  const needed = others.type === 'object' && (others.required ?? []).length > 0 ? sketch(others) : undefined;
  const value = takes(others, {}) ? '{}' : (others.enum?.map(String)[0] ?? needed);
  return value === undefined ? undefined : `{ ${names.map((name) => `${String(name)}: ${value}`).join(', ')} }`;
}

/** The one key of a map that the value belongs to, with the others that the map needs. */
function propertyOf({ properties = {}, required = [] }: JsonSchema, given: unknown): string | undefined {
  const values = [given, typeof given === 'string' ? BOOLEANS[given.toLowerCase()] : undefined];
  const fits = (key: string) =>
    [...values, numberIn(key, given)].find((value) => value !== undefined && isClosed(properties[key], value));
  const owners = Object.keys(properties).filter((key) => fits(key) !== undefined);
  const [owner] = owners;
  const [only] = required;
  if (owner === undefined && only !== undefined && required.length === 1) {
    // The command of a task, where a map with the command belongs.
    const form = properties[only]?.type === 'array' ? meantValue(properties[only], given) : undefined;
    if (form !== undefined) return `{ ${only}: ${form} }`;
  }
  if (owner === undefined || owners.length > 1) return undefined;
  const written = new Set([owner, ...required, ...(fits(owner) === false && 'reason' in properties ? ['reason'] : [])]);
  const entries = Object.keys(properties).filter((key) => written.has(key));
  return `{ ${entries.map((key) => `${key}: ${key === owner ? inFlow(fits(owner)) : OPEN}`).join(', ')} }`;
}

/** The number of a value with a unit, in the unit that ends the name of a key: 50GB is 50 in sizeGiB. */
function numberIn(key: string, given: unknown): number | undefined {
  const number = /^write (\d+)$/.exec(likelyValue(key, given) ?? '')?.[1];
  return number === undefined ? undefined : Number(number);
}

/** Whether a schema takes a value and not just any: a text without a pattern says nothing of where it belongs. */
function isClosed(schema: JsonSchema | undefined, value: unknown): boolean {
  return (
    takes(schema, value) && (typeof value !== 'string' || schema?.pattern !== undefined || schema?.enum !== undefined)
  );
}

function inFlow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inFlow).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{ ${Object.entries(value)
      .map(([key, each]) => `${key}: ${inFlow(each)}`)
      .join(', ')} }`;
  }
  if (typeof value !== 'string') return JSON.stringify(value);
  return /^[A-Za-z0-9_./@+-][A-Za-z0-9_./@:+-]*$/.test(value) &&
    Number.isNaN(Number(value)) &&
    BOOLEANS[value] === undefined
    ? value
    : JSON.stringify(value);
}
