import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { REPOSITORY } from './nx';

/** An import of one source file by another, both by their paths in the repository. */
export interface Import {
  readonly from: string;
  readonly to: string;
  /** Whether it is gone when the program runs. */
  readonly type: boolean;
}

/** Sources of apps and libraries, without tests. */
export function sourceFiles(): string[] {
  return ['apps', 'libs'].flatMap((kind) =>
    readdirSync(join(REPOSITORY, kind)).flatMap((name) => {
      const folder = join(REPOSITORY, kind, name, 'src');
      if (!existsSync(folder)) return [];
      return readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts') && !/\.spec\.ts$|(^|[\\/])testing[\\/]/.test(file))
        .map((file) => relative(REPOSITORY, join(folder, file)).replaceAll('\\', '/'));
    }),
  );
}

const STATIC = /^(?:import|export)(?<type> type)? (?:[^;'"]*? from )?'(?<name>[^']+)';/gms;
const LATE = /\bimport\('(?<name>[^']+)'\)/g;

/** All imports between these files, also those by the name of a package of ours. */
export function importsBetween(files: readonly string[]): Import[] {
  const known = new Set(files);
  return files.flatMap((from) => {
    const text = readFileSync(join(REPOSITORY, from), 'utf8');
    const found = [
      ...[...text.matchAll(STATIC)].map(({ groups }) => ({
        name: groups?.['name'] ?? '',
        type: groups?.['type'] !== undefined,
      })),
      ...[...text.matchAll(LATE)].map(({ groups }) => ({ name: groups?.['name'] ?? '', type: false })),
    ];
    return found.flatMap(({ name, type }) => {
      const to = targetOf(from, name);
      return to !== undefined && known.has(to) ? [{ from, to, type }] : [];
    });
  });
}

/** Groups of files that import each other, however indirectly. */
export function cyclesIn(imports: readonly Import[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to]);
  const [index, low] = [new Map<string, number>(), new Map<string, number>()];
  const stack: string[] = [];
  const groups: string[][] = [];
  const visit = (file: string): void => {
    index.set(file, index.size);
    low.set(file, index.get(file) ?? 0);
    stack.push(file);
    for (const to of next.get(file) ?? []) {
      if (!index.has(to)) visit(to);
      if (stack.includes(to)) low.set(file, Math.min(low.get(file) ?? 0, low.get(to) ?? 0));
    }
    if (low.get(file) !== index.get(file)) return;
    const group = stack.splice(stack.indexOf(file));
    if (group.length > 1 || (next.get(file) ?? []).includes(file)) groups.push(group.sort());
  };
  for (const file of next.keys()) if (!index.has(file)) visit(file);
  return groups;
}

function targetOf(from: string, name: string): string | undefined {
  if (name.startsWith('.')) return fileOf(relative(REPOSITORY, resolve(REPOSITORY, dirname(from), name)));
  const [, library = '', entry = ''] = /^@careplane\/([a-z-]+)(\/.+)?$/.exec(name) ?? [];
  for (const folder of [`libs/${library}`, `apps/${library}`]) {
    const manifest = join(REPOSITORY, folder, 'package.json');
    if (library === '' || !existsSync(manifest)) continue;
    const { exports = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as { exports?: Record<string, string> };
    const file = exports[entry === '' ? '.' : `.${entry}`];
    // An app has no exports: whatever is imported of it counts.
    return file === undefined ? `${folder}/src/main.ts` : join(folder, file).replaceAll('\\', '/');
  }
  return undefined;
}

function fileOf(path: string): string | undefined {
  const bare = path.replaceAll('\\', '/').replace(/\.js$/, '');
  return [`${bare}.ts`, `${bare}/index.ts`, bare].find((file) => existsSync(join(REPOSITORY, file)));
}
