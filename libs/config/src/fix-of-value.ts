import { acceptedForm, accepts } from './accepted-form';
import type { Issue } from './issue';
import { alternativeWith, describeAllowed, sketch } from './json-schema';
import type { JsonSchema } from './json-schema';
import { likelyValue } from './likely-value';
import { meantValue } from './meant-value';
import { adviceOf, meantWords } from './meant-word';
import { takes } from './takes';

/** A value that the schema refuses, and what is known of it. */
export interface RefusedValue {
  readonly schema: JsonSchema | undefined;
  readonly issue: Issue;
  /** The last key of its place. */
  readonly key: string;
  readonly given: unknown;
  /** What the place accepts, in words. */
  readonly allowed: string;
  /** The value may be a secret: nothing that is made of it is shown. */
  readonly hidden: boolean;
}

/** What to do about a value that the schema refuses; never a value that it refuses as well. */
export function fixOfValue(value: RefusedValue): string {
  const { schema, key, given, hidden } = value;
  return (
    formOf(schema, key, given) ??
    likely(schema, key, given) ??
    (hidden ? undefined : (quotedForm(schema, given) ?? otherForm(value))) ??
    fixFor(value)
  );
}

function likely(schema: JsonSchema | undefined, key: string, given: unknown): string | undefined {
  const fix = likelyValue(key, given);
  const number = /^write (\d+)$/.exec(fix ?? '')?.[1];
  return number === undefined || takes(schema, Number(number)) ? fix : undefined;
}

function otherForm({ schema, issue, given }: RefusedValue): string | undefined {
  // A text with digits alone has a shorter fix.
  if (issue.code !== 'invalid_type' && issue.code !== 'too_small') return undefined;
  if (typeof given === 'string' && /^\d+$/.test(given) && schema?.type !== 'array') return undefined;
  const form = meantValue(schema, given);
  return form === undefined ? undefined : `write ${form}`;
}

function quotedForm(schema: JsonSchema | undefined, given: unknown): string | undefined {
  const form = acceptedForm(schema, given);
  return form === undefined ? undefined : `write "${form}"`;
}

/** The fix for a union if the given word is none of its members or only the name of one. */
function formOf(schema: JsonSchema | undefined, key: string, given: unknown): string | undefined {
  if (schema?.anyOf === undefined || typeof given !== 'string') return undefined;
  const form = alternativeWith(schema, given);
  if (form !== undefined) return `write "${key}: ${sketch(form)}"`;
  const words = schema.anyOf.flatMap((each) => [each.const ?? [], each.enum ?? [], Object.keys(each.properties ?? {})]);
  return adviceOf(meantWords(given, words.flat().map(String)));
}

/** A number where a text belongs: quotation marks make it one, unless that text is refused as well. */
function quoted(schema: JsonSchema | undefined, given: number): string {
  if (accepts(schema, String(given))) return 'put it in quotation marks';
  const usual = schema?.default;
  return typeof usual === 'string' ? `write a text such as "${usual}"` : `write ${describeAllowed(schema)}`;
}

function fixFor({ schema, issue, given, allowed }: RefusedValue): string {
  if (isLength(schema, issue)) {
    return issue.code === 'too_small'
      ? `write at least ${issue.minimum} characters`
      : `shorten it to ${issue.maximum} characters`;
  }
  const around = issue.code === 'invalid_value' ? neighbours(issue.values, given) : undefined;
  if (around !== undefined) return `write ${around}`;
  if (/^must have at most/.test(issue.message)) return 'remove some of them';
  if (/^must list each entry once/.test(issue.message)) return 'remove the repetition';
  if (issue.code === 'invalid_value' && typeof given === 'number' && issue.values.includes(String(given))) {
    return 'put it in quotation marks';
  }
  if (issue.code === 'invalid_value' && (typeof given === 'string' || typeof given === 'number')) {
    const advice = adviceOf(meantWords(String(given), issue.values.map(String)));
    if (advice !== undefined) return advice;
  }
  const either = /^must have exactly one of (.+)$/.exec(issue.message)?.[1];
  if (either !== undefined) return fixOfChoice(either, given);
  if (issue.code === 'invalid_type' && issue.expected === 'string' && typeof given === 'number')
    return quoted(schema, given);
  if (issue.code === 'invalid_type' && issue.expected === 'array')
    return 'write a list: one "- " item a line, or [a, b]';
  if (
    issue.code === 'invalid_type' &&
    (issue.expected === 'int' || issue.expected === 'number') &&
    typeof given === 'string' &&
    /^\d+$/.test(given)
  ) {
    return 'remove the quotation marks';
  }
  if (issue.code === 'invalid_type' && issue.expected === 'string') return fixOfText(schema, allowed);
  if (issue.code === 'invalid_type' && issue.expected === 'record') return `write ${MAP}`;
  if (issue.code === 'invalid_type' && (schema?.required ?? []).length > 0) return `write ${sketch(schema ?? {})}`;
  return isLong(schema) ? 'choose one of these' : `write ${allowed}`;
}

/** Where something else is written than a text: an example of the text, if the schema or its description has one that fits. */
function fixOfText(schema: JsonSchema | undefined, allowed: string): string {
  const example = /such as (\S+?)[,;:.]?(?:\s|$)/.exec(allowed)?.[1];
  if (example !== undefined && accepts(schema, example)) return `write a text, such as "${example}"`;
  return allowed.startsWith('text') ? 'write a text' : `write ${allowed}`;
}

const MAP = 'a map: one "name: value" a line, or { a: b }';

/** A list of more words than this is read once, and not in every line of a problem. */
const MOST_WORDS = 12;

/** Whether a place takes one of so many words that a message would be hard to read with all of them. */
export function isLong(schema: JsonSchema | undefined): boolean {
  return (schema?.enum?.length ?? 0) > MOST_WORDS;
}

function fixOfChoice(keys: string, given: unknown): string {
  const known = keys.split(/, | and /);
  const there = known.filter((key) => typeof given === 'object' && given !== null && Object.hasOwn(given, key));
  return there.length > 1
    ? `keep one of them: ${there.join(' or ')}`
    : `add ${known.slice(0, -1).join(', ')} or ${String(known.at(-1))}`;
}

/** The numbers of a list that are next to another number: `90 or 120`. */
function neighbours(values: readonly unknown[], given: unknown): string | undefined {
  const numbers = values.filter((value) => typeof value === 'number').sort((a, b) => a - b);
  if (typeof given !== 'number' || numbers.length < values.length) return undefined;
  const around = [numbers.findLast((each) => each < given), numbers.find((each) => each > given)];
  return around.filter((each) => each !== undefined).join(' or ') || undefined;
}

/** Whether a text is too short or too long. zod also counts the letters of a text where a list belongs. */
export function isLength(
  schema: JsonSchema | undefined,
  issue: Issue,
): issue is Issue & { readonly code: 'too_small' | 'too_big' } {
  return (issue.code === 'too_small' || issue.code === 'too_big') && schema?.type === 'string';
}
