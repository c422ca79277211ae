/**
 * Evaluates JSON filter patterns of CloudWatch Logs, as far as the audit trail's alarms use them: comparisons of fields with
 * texts, with `*` for any characters; EXISTS, IS TRUE, IS FALSE, IS NULL; &&, || and parentheses.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */

type Condition = (event: unknown) => boolean;

const TOKENS = /\s*(\(|\)|&&|\|\||!=|=|NOT EXISTS|EXISTS|IS TRUE|IS FALSE|IS NULL|\$\.[A-Za-z0-9_.]+|"[^"]*")/y;

/**
 * Whether an event matches a pattern.
 *
 * @throws Error for a pattern that CloudWatch Logs would refuse
 */
export function matchesPattern(pattern: string, event: unknown): boolean {
  const inner = /^\{ (.*) \}$/s.exec(pattern)?.[1];
  if (inner === undefined) throw new Error(`not in braces: ${pattern}`);
  const tokens = tokensOf(inner);
  const condition = eitherOf(tokens);
  if (tokens.length > 0) throw new Error(`unexpected ${tokens.join(' ')} in ${pattern}`);
  return condition(event);
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKENS.lastIndex = 0;
  let end = 0;
  for (let found = TOKENS.exec(text); found !== null; found = TOKENS.exec(text)) {
    tokens.push(found[1] ?? '');
    end = TOKENS.lastIndex;
  }
  if (text.slice(end).trim() !== '') throw new Error(`cannot be read from here: ${text.slice(end)}`);
  return tokens;
}

function eitherOf(tokens: string[]): Condition {
  const conditions = [bothOf(tokens)];
  while (tokens[0] === '||') {
    tokens.shift();
    conditions.push(bothOf(tokens));
  }
  return (event) => conditions.some((condition) => condition(event));
}

function bothOf(tokens: string[]): Condition {
  const conditions = [oneOf(tokens)];
  while (tokens[0] === '&&') {
    tokens.shift();
    conditions.push(oneOf(tokens));
  }
  return (event) => conditions.every((condition) => condition(event));
}

function oneOf(tokens: string[]): Condition {
  const first = tokens.shift();
  if (first === '(') {
    const inner = eitherOf(tokens);
    if (tokens.shift() !== ')') throw new Error('a parenthesis is not closed');
    return inner;
  }
  if (first === undefined || !first.startsWith('$.')) throw new Error(`expected a field, not ${String(first)}`);
  return comparison(first.slice(2).split('.'), tokens);
}

function comparison(path: readonly string[], tokens: string[]): Condition {
  const operator = tokens.shift();
  const value = (event: unknown) =>
    path.reduce<unknown>((found, name) => (found as Record<string, unknown> | undefined)?.[name], event);
  if (operator === 'EXISTS') return (event) => value(event) !== undefined;
  if (operator === 'NOT EXISTS') return (event) => value(event) === undefined;
  if (operator === 'IS TRUE') return (event) => value(event) === true;
  if (operator === 'IS FALSE') return (event) => value(event) === false;
  if (operator === 'IS NULL') return (event) => value(event) === null;
  const text = tokens.shift();
  if ((operator !== '=' && operator !== '!=') || text === undefined || !text.startsWith('"')) {
    throw new Error(`expected a comparison with a text, not ${String(operator)} ${String(text)}`);
  }
  const expected = new RegExp(`^${text.slice(1, -1).split('*').map(escaped).join('.*')}$`, 's');
  const equal: Condition = (event) => typeof value(event) === 'string' && expected.test(value(event) as string);
  return operator === '=' ? equal : (event) => !equal(event);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
