import type { JsonSchema } from './json-schema';

/**
 * What people write in another form than a key takes: with capitals, spaces or dashes, as an address that was pasted, with a prefix that
 * AWS shows in another place. The first form that the schema accepts is offered.
 */
const FORMS: readonly ((given: string) => string)[] = [
  (given) => given.replace(/\p{C}/gu, '').trim(),
  // https://api.acme.example/x, where a key takes the first label of a host.
  (given) => /^(?:[a-z]+:\/\/)?([a-z0-9-]+)\.[a-z0-9-]+\./i.exec(given)?.[1]?.toLowerCase() ?? given,
  (given) => words(given).join('-'),
  (given) => given.toLowerCase(),
  (given) => given.replace(/[\s-]/g, ''),
  // https://github.com/acme/portal.git, git@github.com:acme/portal.git
  (given) => /^(?:https?:\/\/(?:[^/@]*@)?|git@|ssh:\/\/git@)?(?:www\.)?github\.com[/:](.*)$/i.exec(given)?.[1] ?? given,
  (given) => /([^/\s]+\/[^/\s]+)$/.exec(given)?.[1] ?? given,
  // https://git-codecommit.us-east-2.amazonaws.com/v1/repos/portal, /hostedzone/Z0123456789ABCDEFGHIJ
  (given) => /([^/\s]+)\/?$/.exec(given)?.[1] ?? given,
  (given) => given.replace(/^v(?=\d)/i, ''),
  (given) => `db.${given}`,
  (given) => words(given).join('_'),
  (given) => words(given).join('_').toUpperCase(),
];

/**
 * A form of a text that a schema accepts, where the text itself has none: `acme/portal` for the address of a repository.
 *
 * @returns nothing where no form is accepted, or where the schema knows neither pattern nor values
 */
export function acceptedForm(schema: JsonSchema | undefined, given: unknown): string | undefined {
  if (typeof given !== 'string' || schema?.pattern === undefined) return undefined;
  // A pasted address ends in what git adds; the key takes the name.
  const bare = given.replace(/\/+$/, '').replace(/\.git$/, '');
  return [bare, ...FORMS.flatMap((form) => [form(given), form(bare)])].find(
    (form) => form !== given && accepts(schema, form),
  );
}

/** Whether the pattern and the lengths of a schema take a text. */
export function accepts(schema: JsonSchema | undefined, text: string): boolean {
  const { type, pattern, minLength = 0, maxLength = Infinity } = schema ?? {};
  if (type !== 'string' || text.length < minLength || text.length > maxLength) return false;
  return pattern === undefined || new RegExp(pattern, 'u').test(text);
}

function words(text: string): string[] {
  return text
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, ' ')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
}
