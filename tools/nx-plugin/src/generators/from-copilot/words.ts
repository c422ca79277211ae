import type { Manifest } from './manifest';

/** A line that a shell and a split at spaces read in the same way. */
const PLAIN = /^[\w./=:@%+,-]+(?: +[\w./=:@%+,-]+)*$/;

/** `entrypoint` and `command` of a manifest, as lists of words. A line that a shell would have to read stays behind. */
export function wordsOf(manifest: Manifest): { entryPoint?: string[]; command?: string[] } {
  const [entryPoint, command] = [takeWords(manifest, 'entrypoint'), takeWords(manifest, 'command')];
  return { ...(entryPoint === undefined ? {} : { entryPoint }), ...(command === undefined ? {} : { command }) };
}

/** A line or a list of words at a place, as a list. */
export function takeWords(manifest: Manifest, ...path: readonly string[]): string[] | undefined {
  const value = manifest.look(...path);
  if (typeof value === 'string' && PLAIN.test(value)) {
    manifest.take(...path);
    return value.split(/ +/);
  }
  if (!Array.isArray(value) || value.length === 0 || value.some((word) => typeof word !== 'string' || word === ''))
    return undefined;
  return manifest.take(...path) as string[];
}
