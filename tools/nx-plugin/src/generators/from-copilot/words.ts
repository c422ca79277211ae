import type { Manifest } from './manifest';

/** A line that a shell and a split at spaces read in the same way. */
const PLAIN = /^[\w./=:@%+,-]+(?: +[\w./=:@%+,-]+)*$/;

/** `entrypoint` and `command` of a manifest, as lists of words. A line that a shell would have to read stays behind. */
export function wordsOf(manifest: Manifest): { entryPoint?: string[]; command?: string[] } {
  const [entryPoint, command] = [take(manifest, 'entrypoint'), take(manifest, 'command')];
  return { ...(entryPoint === undefined ? {} : { entryPoint }), ...(command === undefined ? {} : { command }) };
}

function take(manifest: Manifest, name: string): string[] | undefined {
  const value = manifest.look(name);
  if (typeof value === 'string' && PLAIN.test(value)) {
    manifest.take(name);
    return value.split(/ +/);
  }
  if (!Array.isArray(value) || value.length === 0 || value.some((word) => typeof word !== 'string' || word === ''))
    return undefined;
  return manifest.take(name) as string[];
}
