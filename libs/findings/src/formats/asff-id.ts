import { createHash } from 'node:crypto';
import type { Identified, Stream } from '../finding';

/** A repository's name of this length and an identity fit into Security Hub's 512 characters with room to spare. */
const MAX_NAME_LENGTH = 200;

/**
 * What the ids of a stream's findings begin with, and those of no other stream: what is archived is looked for by it.
 * A slash in a name becomes a colon, so that `medmo` in `api` is not taken for `medmo/api`.
 */
export function asffIdPrefix(stream: Stream): string {
  const known = prefixes.get(stream);
  if (known !== undefined) return known;
  const prefix = `careplane/${part(stream.repository)}/${part(stream.environment)}/`;
  prefixes.set(stream, prefix);
  return prefix;
}

/** Asked for with every finding of a stream. */
const prefixes = new WeakMap<Stream, string>();

/** Id of a finding in Security Hub: readable at the front, unique at the end. */
export function asffId({ id, finding }: Identified, stream: Stream): string {
  return `${asffIdPrefix(stream)}${finding.class}/${id}`;
}

function part(name: string): string {
  const escaped = Array.from(name, escape).join('');
  return escaped.length <= MAX_NAME_LENGTH ? escaped : `~${createHash('sha256').update(name).digest('hex')}`;
}

function escape(character: string): string {
  if (character === '/') return ':';
  return /[\w.-]/.test(character) ? character : `~${character.codePointAt(0)?.toString(16)}.`;
}
