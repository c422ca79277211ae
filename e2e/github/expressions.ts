// The expressions of a workflow, as far as ours use them:
// https://docs.github.com/en/actions/reference/workflows-and-actions/expressions

/** What expressions can look at: `github`, `needs`, `steps`, `secrets`, `matrix`. */
export type Context = Readonly<Record<string, unknown>>;

/** The text with every ${{ expression }} in it replaced by its value. */
export function filled(text: unknown, context: Context): string {
  return String(text).replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) =>
    String(valueOf(expression, context) ?? ''),
  );
}

/**
 * What a condition or another expression gives; it may stand in ${{ }}.
 *
 * @param failed whether a step before has failed, or a job that this one needs
 */
export function valueOf(expression: string, context: Context, failed = false): unknown {
  const bare = /^\$\{\{(.*)\}\}$/s.exec(expression.trim())?.[1] ?? expression;
  const code = bare
    .split(/('(?:[^']|'')*')/)
    .map((part, index) =>
      index % 2 === 1 ? JSON.stringify(part.slice(1, -1).replaceAll("''", "'")) : translated(part),
    )
    .join('');
  const evaluate = new Function(
    'look',
    'contains',
    'cancelled',
    'always',
    'failure',
    'fromJSON',
    `return (${code});`,
  ) as (...helpers: unknown[]) => unknown;
  return evaluate(
    (path: string) => look(path, context),
    (list: readonly unknown[], item: unknown) => list.includes(item),
    () => false,
    () => true,
    () => failed,
    JSON.parse,
  );
}

/** Whether a condition looks at how other jobs ended: without that, a job runs only after success. */
export function looksAtStatus(condition: string): boolean {
  return /\b(?:cancelled|always|failure)\(\)/.test(condition);
}

/** Whether a step runs. Without a condition that looks at the job's status, it runs as long as none has failed. */
export function isStepDue(condition: string | undefined, context: Context, failed: boolean): boolean {
  if (failed && !looksAtStatus(condition ?? '')) return false;
  return condition === undefined || Boolean(valueOf(condition, context, failed));
}

function translated(part: string): string {
  return part
    .replace(/[A-Za-z_][\w-]*(?:\.(?:[\w-]+|\*))+/g, (path) => `look(${JSON.stringify(path)})`)
    .replace(/==/g, '===')
    .replace(/!=(?!=)/g, '!==');
}

/** `a.*.b` is the list of all b. What is not there is nothing. */
function look(path: string, context: Context): unknown {
  const [first = '', ...rest] = path.split('.');
  return rest.reduce<unknown>((value, key, index) => {
    if (key === '*') return isObject(value) ? Object.values(value) : [];
    if (Array.isArray(value) && rest[index - 1] === '*') return value.map((one: unknown) => memberOf(one, key));
    return memberOf(value, key);
  }, context[first]);
}

function memberOf(value: unknown, key: string): unknown {
  return isObject(value) ? value[key] : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
