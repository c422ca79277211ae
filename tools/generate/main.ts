/**
 * Write the files that are made from the code: `npm run generate`. With --check nothing is written; the files that
 * are out of date are named and the exit code is 1.
 */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { replaceFile } from '@careplane/problems';
import { format, getFileInfo, resolveConfig } from 'prettier';
import { readCommand } from '../command';
import { generatedFiles } from './files';

const root = resolve(__dirname, '../..');

async function main(): Promise<void> {
  const { options } = readCommand({
    name: 'generate',
    purpose: 'Write the files that are made from the code: JSON Schemas, reference pages, lists of versions.',
    options: { check: { type: 'boolean', help: 'write nothing; name files that are out of date, and end with 1' } },
  });
  const { check } = options;
  const stale: string[] = [];
  for (const { path, text } of generatedFiles) {
    const file = join(root, path);
    const options = await resolveConfig(file);
    // Prettier does not know every kind of file, such as requirements.txt.
    const known = (await getFileInfo(file)).inferredParser !== null;
    const wanted = known ? await format(text(), { ...options, filepath: file }) : text();
    if (existsSync(file) && readFileSync(file, 'utf8') === wanted) continue;
    stale.push(path);
    if (check) continue;
    mkdirSync(dirname(file), { recursive: true });
    replaceFile(file, wanted);
  }
  for (const path of stale) console.log(`${check ? 'stale' : 'written'}: ${path}`);
  if (check && stale.length > 0) {
    console.error('These files are out of date. Run: npm run generate');
    process.exitCode = 1;
  }
}

void main();
