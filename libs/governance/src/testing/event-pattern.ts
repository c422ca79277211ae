/**
 * Whether EventBridge would hand an event to a rule: the content filters that the toolkit's patterns use, and no others. A filter that
 * it does not know is an error, so that a pattern with a slip of the pen does not pass as one that never matches.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 * @throws Error for a pattern that is none
 */
export function matchesEvent(pattern: unknown, event: unknown): boolean {
  if (!isMap(pattern)) throw new Error(`a pattern is an object: ${JSON.stringify(pattern)}`);
  return Object.entries(pattern).every(([key, wanted]) => {
    if (key === '$or') return listOf(wanted).some((one) => matchesEvent(one, event));
    const value = isMap(event) ? event[key] : undefined;
    return Array.isArray(wanted) ? listOf(wanted).some((one) => matchesValue(one, value)) : matchesEvent(wanted, value);
  });
}

function matchesValue(wanted: unknown, value: unknown): boolean {
  // One value of a list in an event is enough.
  if (Array.isArray(value)) return value.some((one) => matchesValue(wanted, one));
  if (!isMap(wanted)) return value === wanted;
  const [[filter, operand] = [undefined, undefined], ...others] = Object.entries(wanted);
  if (others.length > 0) throw new Error(`a filter has one key: ${JSON.stringify(wanted)}`);
  switch (filter) {
    case 'exists':
      return operand === (value !== undefined);
    case 'wildcard':
      return typeof value === 'string' && matchesWildcard(String(operand), value);
    case 'prefix':
      return typeof value === 'string' && value.startsWith(String(operand));
    case 'numeric':
      return typeof value === 'number' && isInRange(operand, value);
    // A key that is not there matches nothing, also not "anything but".
    case 'anything-but':
      return value !== undefined && !listOf(operand).some((one) => matchesValue(one, value));
    default:
      throw new Error(`the filter is not known: ${JSON.stringify(wanted)}`);
  }
}

function matchesWildcard(pattern: string, text: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+^$()|[\]\\{}?]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(text);
}

function isInRange(operand: unknown, value: number): boolean {
  const [operator, limit] = listOf(operand);
  if (operator !== '>=' || typeof limit !== 'number') throw new Error(`not known: numeric ${JSON.stringify(operand)}`);
  return value >= limit;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
