import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replaceFile } from './replace-file';

jest.mock('node:fs', () => ({ __esModule: true, ...jest.requireActual<typeof fs>('node:fs') }));

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(join(tmpdir(), 'problems-'))));
afterEach(() => {
  jest.restoreAllMocks();
  fs.rmSync(folder, { recursive: true });
});

test('a file is replaced', () => {
  const file = join(folder, 'a.json');
  fs.writeFileSync(file, 'old');
  replaceFile(file, 'new');
  expect(fs.readFileSync(file, 'utf8')).toBe('new');
  expect(fs.readdirSync(folder)).toEqual(['a.json']);
});

test.each(['openSync', 'writeFileSync', 'fsyncSync', 'renameSync'] as const)(
  'when %s fails, the old content stays and no temporary file is left',
  (name) => {
    const file = join(folder, 'a.json');
    fs.writeFileSync(file, 'old');
    const fails = jest.spyOn(fs, name).mockImplementation(() => {
      throw new Error('refused');
    });
    expect(() => replaceFile(file, 'new')).toThrow('refused');
    fails.mockRestore();
    expect(fs.readFileSync(file, 'utf8')).toBe('old');
    expect(fs.readdirSync(folder)).toEqual(['a.json']);
  },
);
