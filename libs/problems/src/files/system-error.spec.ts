import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemErrorReason, systemErrorSentence } from './system-error';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'problems-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function errorOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was refused');
}

it('says in words what the operating system refused', () => {
  const missing = errorOf(() => writeFileSync(join(folder, 'none/a'), ''));
  expect(systemErrorReason(missing)).toBe('it does not exist');
  expect(systemErrorReason(missing, 'write')).toBe('its folder does not exist');
  expect(systemErrorReason(errorOf(() => readFileSync(folder)))).toBe('it is a folder');
  writeFileSync(join(folder, 'file'), '');
  expect(systemErrorReason(errorOf(() => readdirSync(join(folder, 'file'))))).toBe('it is not a folder');
  expect(systemErrorReason(errorOf(() => readFileSync(join(folder, 'x'.repeat(300)))))).toBe('its name is too long');
});

it('is a whole sentence with its remedy', () => {
  const error = errorOf(() => writeFileSync(join(folder, 'none/a'), ''));
  expect(systemErrorSentence(error)).toBe(
    `${folder}/none/a: its folder does not exist: create the folder, or check the path (ENOENT).`,
  );
});

it('leaves other errors their own words', () => {
  expect(systemErrorReason(new Error('other'))).toBe('other');
  expect(systemErrorReason({ code: 'EWEIRD' })).toBe('EWEIRD');
  expect(systemErrorSentence(new Error('other'))).toBeUndefined();
  expect(systemErrorSentence({ code: 'constructor' })).toBeUndefined();
});
