import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../../..');

/** What is published: the sources of the commands, the libraries and the plugin, without their tests. Paths are from the root. */
export const sources = ['apps', 'libs', 'tools/nx-plugin']
  .flatMap((kind) =>
    readdirSync(join(ROOT, kind), { recursive: true, encoding: 'utf8' }).map((name) => join(ROOT, kind, name)),
  )
  .filter(
    (file) =>
      file.endsWith('.ts') && !/node_modules|[\\/]dist[\\/]|\.spec\.ts$|[\\/]testing[\\/]|[\\/]files[\\/]/.test(file),
  )
  .map((file) => ({ file: relative(ROOT, file).replaceAll('\\', '/'), text: readFileSync(file, 'utf8') }));
