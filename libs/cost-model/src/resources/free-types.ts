import FREE from './free-reasons.json';

/** The list goes by reasons, which are sentences, each with its types. */
const REASONS: readonly (readonly [reason: string, types: readonly string[]])[] = Object.entries(FREE);
/** Reasons that were looked for: a template has few of the types in the list. */
const found = new Map<string, string | undefined>();

const CUSTOM = 'A custom resource calls a function or topic, which is charged separately.';

/** Why a type costs nothing by itself; undefined for a type that is not known to be free. */
export function freeReason(type: string): string | undefined {
  if (type.startsWith('Custom::')) return CUSTOM;
  if (!found.has(type)) found.set(type, REASONS.find(([, types]) => types.includes(type))?.[0]);
  return found.get(type);
}
