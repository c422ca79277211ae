/**
 * A value that is made when it is first asked for, and once. For tables of which most estimates need no part: the command would make
 * them at every start.
 */
export function late<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
