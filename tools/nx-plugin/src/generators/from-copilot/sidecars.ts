import { reservedVariable } from '@careplane/aws-facts';
import { secretForm } from '@careplane/problems';
import { fittingName } from './fitting-name';
import type { Manifest } from './manifest';
import type { Tell } from './note';
import { takeWords } from './words';

/** Longest name of a sidecar. */
const MAX_NAME = 24;
const LOWEST_PORT = 1024;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * The sidecars of a service whose images have a digest. One with a tag is listed with what to do: the tag may mean another image than
 * the one that runs, so that a person has to look.
 *
 * @param port of the service: a sidecar with the same port is listed
 */
export function sidecarsOf(
  manifest: Manifest,
  { port, architecture }: { readonly port?: number; readonly architecture: string | undefined },
  note: Tell,
): Record<string, object> {
  const taken = new Set<string>();
  const found = manifest.keys('sidecars').flatMap((written): [string, object][] => {
    const at = ['sidecars', written];
    const image = manifest.look(...at, 'image');
    const source = pinned(image);
    if (source === undefined) {
      manifest.take(...at, 'image');
      note(
        `${at.join('.')}.image`,
        image ?? '(none)',
        adviceFor(image, written, architecture === 'arm64' ? 'arm64' : 'amd64'),
      );
      return [];
    }
    manifest.take(...at, 'image');
    const name = fittingName(written, MAX_NAME, taken);
    taken.add(name);
    const settings = {
      image: source,
      ...portOf(manifest, at, port),
      ...essentialOf(manifest, at),
      ...wordsOf(manifest, at),
      ...variablesOf(manifest, at, note),
    };
    note(
      `${at.join('.')}.image`,
      image,
      'The digest must be that of the image for the architecture of the service, not that of an index of several: the first release says which one to write. The registry must let the build read it without a sign-in.',
    );
    return [[name, settings]];
  });
  return Object.fromEntries(found);
}

/** Registry, repository and digest; a tag beside the digest says nothing more. */
function pinned(image: unknown): string | undefined {
  const [, name = '', digest] = /^([^@\s]+)@(sha256:[0-9a-f]{64})$/.exec(String(image)) ?? [];
  if (digest === undefined) return undefined;
  const untagged = name.replace(/:[^:/]*$/, '');
  const [first = '', ...rest] = untagged.split('/');
  const isRegistry = rest.length > 0 && /[.:]/.test(first);
  if (isRegistry) return `${untagged}@${digest}`;
  return `docker.io/${rest.length === 0 ? 'library/' : ''}${untagged}@${digest}`;
}

function adviceFor(image: unknown, name: string, platform: string): string {
  if (typeof image !== 'string')
    return 'A sidecar has an image of another maker, by its digest. Build this one in a service of its own, or add it to the image of the service.';
  return `A sidecar needs the digest of its image, because a tag can be moved to an image that was not scanned. Look it up (crane digest --platform linux/${platform} ${image}), and write it under sidecars.${name}.image in service.yaml as registry/repository@sha256:….`;
}

function portOf(manifest: Manifest, at: readonly string[], own: number | undefined): { port?: number } {
  const [, digits] = /^(\d+)(?:\/tcp)?$/i.exec(manifest.text(...at, 'port') ?? '') ?? [];
  const port = Number(digits);
  if (digits === undefined || port < LOWEST_PORT || port > 65_535 || port === own) return {};
  manifest.take(...at, 'port');
  return { port };
}

function essentialOf(manifest: Manifest, at: readonly string[]): { essential?: false } {
  const essential = manifest.look(...at, 'essential');
  if (typeof essential === 'boolean') manifest.take(...at, 'essential');
  return essential === false ? { essential } : {};
}

function wordsOf(manifest: Manifest, at: readonly string[]): object {
  const [entryPoint, command] = [takeWords(manifest, ...at, 'entrypoint'), takeWords(manifest, ...at, 'command')];
  return { ...(entryPoint === undefined ? {} : { entryPoint }), ...(command === undefined ? {} : { command }) };
}

/** Variables that look like secrets become secrets; their values are written nowhere. */
function variablesOf(manifest: Manifest, at: readonly string[], note: Tell): object {
  const usable = (name: string) => VARIABLE.test(name) && reservedVariable(name) === undefined;
  const texts = manifest.keys(...at, 'variables').flatMap((name): [string, string][] => {
    const text = manifest.text(...at, 'variables', name);
    return text === undefined || !usable(name) ? [] : [[name, text]];
  });
  const hidden = texts.filter(([name, text]) => secretForm(name, text) !== undefined);
  const plain = texts.filter((each) => !hidden.includes(each));
  for (const [name] of texts) manifest.take(...at, 'variables', name);
  for (const [name, text] of hidden)
    note(
      [...at, 'variables', name].join('.'),
      `(${text.length} characters, not shown)`,
      `It looks like a secret, so it is under secrets. Put the value into the secret that the service’s stack creates for ${name}. The manifest has it as plain text: replace it first.`,
    );
  const named = manifest.keys(...at, 'secrets').filter(usable);
  for (const name of named) {
    const value = manifest.take(...at, 'secrets', name);
    note(
      [...at, 'secrets', name].join('.'),
      value,
      `Copy its value to the secret that the service’s stack creates for ${name}.`,
    );
  }
  const secrets = [...new Set([...named, ...hidden.map(([name]) => name)])];
  return {
    ...(plain.length === 0 ? {} : { environment: Object.fromEntries(plain) }),
    ...(secrets.length === 0 ? {} : { secrets }),
  };
}
