import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * The files of a template folder: names without the `.template` at their end, `dot-` at the beginning of a name as a
 * dot, and `{{key}}` in the text replaced. A missing key is a bug and throws.
 *
 * @returns texts by their paths below the folder
 */
export function renderFolder(folder: string, values: Readonly<Record<string, string>>): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const name = relative(folder, path)
        .replaceAll('\\', '/')
        .replace(/\.template$/, '');
      return [name.replace(/(^|\/)dot-/, '$1.'), render(readFileSync(path, 'utf8'), values, name)];
    }),
  );
}

function render(text: string, values: Readonly<Record<string, string>>, name: string): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, key: string) => {
    const value = values[key];
    if (value === undefined) throw new Error(`${name} uses ${key}, but no value was given`);
    return value;
  });
}
