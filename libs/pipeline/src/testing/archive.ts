import { create, list } from 'tar';

/** Writes files of a folder into a gzipped archive, without a `tar` on the machine. */
export function pack(archive: string, folder: string, ...names: string[]): void {
  create({ file: archive, cwd: folder, gzip: true, sync: true, portable: true }, names);
}

/** Names of all entries of an archive, as they are stored. */
export function namesIn(archive: string): string[] {
  const names: string[] = [];
  list({ file: archive, sync: true, onReadEntry: ({ path }) => names.push(path) });
  return names;
}
