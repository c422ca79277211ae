/** Text, each of whose lines begins so many spaces further to the right; empty lines stay empty. */
export function indented(text: string, spaces: number): string {
  const space = ' '.repeat(spaces);
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : `${space}${line}`))
    .join('\n');
}

/** Variables as lines of a YAML map, every value in quotes that keep it as it is. */
export function variableLines(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `${name}: ${quoted(value)}`)
    .join('\n');
}

/** Expressions of GitHub stay bare, as actionlint and people expect them. */
function quoted(value: string): string {
  return /^\$\{\{.*\}\}$/.test(value) ? value : `'${value.replaceAll("'", "''")}'`;
}
