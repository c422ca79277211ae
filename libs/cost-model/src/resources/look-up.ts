/**
 * An entry of a table by a word from a template. Only the table's own: a template may say `__proto__` or `constructor`, which
 * every object answers to.
 */
export function lookUp<T>(table: Readonly<Record<string, T>>, word: string | undefined): T | undefined {
  return word !== undefined && Object.hasOwn(table, word) ? table[word] : undefined;
}
