import type { JsonSchema } from './json-schema';

/**
 * What people write in another form than a key takes: with capitals, spaces or dashes, as an address that was pasted, with a prefix that
 * AWS shows in another place. The first form that the schema accepts is offered.
 */
const FORMS: readonly ((given: string) => string)[] = [
  (given) => given.replace(/\p{C}/gu, '').trim(),
  // A policy of a page, in which a template has no double quotation marks.
  (given) => given.replace(/\p{C}/gu, '').trim().replaceAll('"', "'"),
  // Ops <ops@acme.example>, mailto:ops@acme.example
  (given) => /(?:mailto:|<)([^<>\s?]+@[^<>\s?]+)/.exec(given)?.[1] ?? given,
  // *.acme.example, acme_portal.example
  (given) => (given.includes('.') ? given.replace(/^\*\./, '').replaceAll('_', '-') : given),
  // ../dist, ./assets
  (given) => given.replace(/^(?:\.{0,2}\/)+/, ''),
  // https://api.acme.example/x, where a key takes the first label of a host.
  (given) => /^(?:[a-z]+:\/\/)?([a-z0-9-]+)\.[a-z0-9-]+\./i.exec(given)?.[1]?.toLowerCase() ?? given,
  // s3://patients/scans, arn:aws:s3:::patients
  (given) => /^(?:s3:\/\/|arn:[a-z-]+:s3:::)([^/]+)/.exec(given)?.[1] ?? given,
  (given) => asRange(given),
  (given) => joined(given, '-'),
  (given) => given.toLowerCase(),
  (given) => joined(given, '_'),
  (given) => given.replace(/(?<=\d)[\s-](?=\d)/g, ''),
  // https://github.com/acme/portal.git, git@github.com:acme/portal.git
  (given) => /^(?:https?:\/\/(?:[^/@]*@)?|git@|ssh:\/\/git@)?(?:www\.)?github\.com[/:](.*)$/i.exec(given)?.[1] ?? given,
  (given) => /([^/\s]+\/[^/\s]+)$/.exec(given)?.[1] ?? given,
  // https://git-codecommit.us-east-2.amazonaws.com/v1/repos/portal, /hostedzone/Z0123456789ABCDEFGHIJ
  (given) => /^(?:[a-z]+:\/\/|\/).*?([^/\s]+)\/?$/.exec(given)?.[1] ?? given,
  (given) => given.replace(/^v(?=\d)/i, ''),
  (given) => (/^[a-z]\d\w*\.\d*\w+$/.test(given) ? `db.${given}` : given),
  // http://localhost:8080/healthz, where a key takes a path.
  (given) => /^[a-z]+:\/\/[^/]+(\/.*)$/i.exec(given)?.[1] ?? `/${given.replace(/^\/+/, '')}`,
  (given) => joined(given, '_').toUpperCase(),
];

/** One address, or the first address of a range, with the length of its prefix. */
function asRange(given: string): string {
  if (!ADDRESS.test(given)) return given;
  if (given.endsWith('.0.0')) return `${given}/16`;
  return `${given}/${given.endsWith('.0') ? 24 : 32}`;
}

const ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/**
 * A form of a text that a schema accepts, where the text itself has none: `acme/portal` for the address of a repository.
 *
 * @returns nothing where no form is accepted, or where the schema knows neither pattern nor values
 */
export function acceptedForm(schema: JsonSchema | undefined, given: unknown): string | undefined {
  if (typeof given !== 'string' || schema?.pattern === undefined) return undefined;
  // A pasted address ends in what git adds; the key takes the name.
  const bare = given.replace(/\/+$/, '').replace(/\.git$/, '');
  // Where a key takes several words, one word with hyphens is not what was meant.
  const words = /\s/.test(given.trim()) && accepts({ ...schema, minLength: 0 }, 'a b');
  return [bare, ...FORMS.flatMap((form) => [form(given), form(bare)])].find(
    (form) => form !== given && accepts(schema, form) && (!words || /\s/.test(form)),
  );
}

/** Whether the pattern and the lengths of a schema take a text. */
export function accepts(schema: JsonSchema | undefined, text: string): boolean {
  const { type, pattern, minLength = 0, maxLength = Infinity } = schema ?? {};
  if (type !== 'string' || text.length < minLength || text.length > maxLength) return false;
  return pattern === undefined || new RegExp(pattern, 'u').test(text);
}

/** The words of a name with another separator. What has a meaning of its own, such as a colon, is not replaced. */
function joined(text: string, separator: string): string {
  return /[:/*@\\]/.test(text) ? text : words(text).join(separator);
}

function words(text: string): string[] {
  // Mémo is memo, and not m-mo.
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, ' ')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
}
