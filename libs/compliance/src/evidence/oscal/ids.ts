import { createHash } from 'node:crypto';

/** Namespace of all identifiers of the toolkit’s OSCAL documents: version 5 of `careplane` in the DNS namespace of RFC 9562. */
const NAMESPACE = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';

/** A UUID of version 5 (RFC 9562): the same names give the same UUID, so two runs give the same bytes. */
export function uuidOf(...names: readonly string[]): string {
  const hash = createHash('sha1')
    .update(Buffer.from(NAMESPACE.replaceAll('-', ''), 'hex'))
    .update(`careplane\u0000${names.join('\u0000')}`)
    .digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

/** The id of a citation in the catalogue: OSCAL’s tokens begin with a letter and have no brackets. 164.312(a)(2)(iv) → hipaa-164.312.a.2.iv */
export function controlId(citation: string): string {
  return `hipaa-${citation.replace(/\)\(/g, '.').replace(/\(/g, '.').replace(/\)/g, '')}`;
}

/** Text for OSCAL’s `markup-line` fields, which take no newline. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
