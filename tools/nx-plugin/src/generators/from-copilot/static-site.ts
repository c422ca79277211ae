import { aliasNames } from './aliases';
import { adviceFor } from './advice';
import { isRecord, Manifest } from './manifest';
import { given } from './note';
import type { Note } from './note';

/** Type of the manifest of a static site. */
export const STATIC = 'Static Site';

/** A folder that a build may write: relative, and not outside. */
const INSIDE = /^(?!\.{1,2}$)[A-Za-z0-9][A-Za-z0-9._@/-]*$/;

/**
 * Turn the manifest of a static site into a service.yaml. Copilot uploads folders that exist already; here a build makes one folder.
 *
 * @param hosts labels in front of the domain, from the aliases
 * @param mapped aliases that follow from them
 */
export function convertStaticSite(
  file: string,
  document: unknown,
  {
    name,
    hosts,
    mapped,
  }: { readonly name: string; readonly hosts: readonly string[]; readonly mapped: readonly string[] },
): { readonly service: Readonly<Record<string, unknown>>; readonly notes: readonly Note[] } {
  const manifest = new Manifest(document);
  manifest.take('name');
  manifest.take('type');
  const notes: Note[] = [];
  const note = (place: string, value: unknown, words: string) =>
    notes.push({ file, place, given: given(value), words });
  const files = [manifest.look('files')].flat();
  const [first] = files;
  const folder = isRecord(first) ? String(first['source']).replace(/^\.\/|\/+$/g, '') : '';
  const output = INSIDE.test(folder) && !folder.split('/').includes('..') ? folder : 'dist';
  note(
    'files',
    manifest.look('files') ?? '(none)',
    `A build writes the folder ${output}, and CloudFront serves it: correct build.command and build.output in service.yaml. Files of other folders, and patterns, belong to the build.`,
  );
  manifest.take('files');
  for (const place of [[], ...manifest.keys('environments').map((environment) => ['environments', environment])]) {
    const names = aliasNames(manifest.look(...place, 'http', 'alias'));
    if (names.length > 0 && names.every((each) => mapped.includes(each))) manifest.take(...place, 'http', 'alias');
  }
  for (const [place, value] of manifest.left()) note(place, value, adviceFor(place));
  const host = hosts.find((each) => each !== '@');
  return {
    service: {
      name,
      kind: 'static',
      source: { path: '.' },
      build: { output },
      ...(host === undefined ? {} : { host }),
    },
    notes,
  };
}
