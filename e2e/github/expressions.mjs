// The expressions of a workflow, as far as ours use them:
// https://docs.github.com/en/actions/reference/workflows-and-actions/expressions

/** The text with every ${{ expression }} in it replaced by its value. */
export function filled(text, context) {
  return String(text).replace(/\$\{\{ (.*?) \}\}/g, (_, expression) => String(valueOf(expression, context) ?? ''));
}

/** What a condition or another expression gives; it may stand in ${{ }}. */
export function valueOf(expression, context) {
  const bare = /^\$\{\{(.*)\}\}$/s.exec(expression.trim())?.[1] ?? expression;
  const code = bare
    .split(/('(?:[^']|'')*')/)
    .map((part, index) =>
      index % 2 === 1 ? JSON.stringify(part.slice(1, -1).replaceAll("''", "'")) : translated(part),
    )
    .join('');
  return new Function('look', 'contains', 'cancelled', 'always', 'fromJSON', `return (${code});`)(
    (path) => look(path, context),
    (list, item) => list.includes(item),
    () => false,
    () => true,
    JSON.parse,
  );
}

/** Whether a condition looks at how other jobs ended: without that, a job runs only after success. */
export function looksAtStatus(condition) {
  return /\b(?:cancelled|always|failure)\(\)/.test(condition);
}

function translated(part) {
  return part
    .replace(/[A-Za-z_][\w-]*(?:\.(?:[\w-]+|\*))+/g, (path) => `look(${JSON.stringify(path)})`)
    .replace(/==/g, '===')
    .replace(/!=(?!=)/g, '!==');
}

/** `a.*.b` is the list of all b. What is not there is nothing. */
function look(path, context) {
  const [first, ...rest] = path.split('.');
  return rest.reduce((value, key, index) => {
    if (key !== '*')
      return Array.isArray(value) && rest[index - 1] === '*' ? value.map((one) => one?.[key]) : value?.[key];
    return Object.values(value ?? {});
  }, context[first]);
}
