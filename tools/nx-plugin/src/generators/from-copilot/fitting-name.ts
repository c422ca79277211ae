/**
 * A name of lower-case letters, digits and single hyphens that is not taken, made of another name: `UploadsBucket_2` becomes
 * `uploads-bucket-2`.
 *
 * @param max most characters
 */
export function fittingName(wanted: string, max: number, taken: ReadonlySet<string> = new Set()): string {
  const words = wanted
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');
  const base = cut(words.length < 2 ? `x-${words}`.replace(/-$/, '1') : words, max);
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? base : `${cut(base, max - String(number).length - 1)}-${number}`;
    if (!taken.has(name)) return name;
  }
}

function cut(name: string, max: number): string {
  return name.slice(0, max).replace(/-+$/, '');
}
