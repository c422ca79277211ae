/** Names in a sentence: `MySQL`, `MySQL and PostgreSQL`, `one, two and three`. */
export function inWords(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  const others = names.slice(0, -1);
  return others.length === 0 ? last : `${others.join(', ')} and ${last}`;
}
