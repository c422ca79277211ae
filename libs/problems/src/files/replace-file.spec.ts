import * as fs from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replaceFile, replaceFiles } from './replace-file';

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

test('a symbolic link stays, and the file keeps its permissions', () => {
  const file = join(folder, 'a.json');
  fs.writeFileSync(file, 'old');
  fs.chmodSync(file, 0o640);
  fs.symlinkSync(file, join(folder, 'link'));
  replaceFile(join(folder, 'link'), 'new');
  expect(fs.readFileSync(file, 'utf8')).toBe('new');
  expect(fs.lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true);
  expect(fs.statSync(file).mode & 0o777).toBe(0o640);
});

test('a new file gets the permissions that are asked for', () => {
  replaceFile(join(folder, 'a'), '', 0o600);
  expect(fs.statSync(join(folder, 'a')).mode & 0o777).toBe(0o600);
});

test('many files are replaced, and the disk is not waited for', () => {
  const files = ['a', 'b', 'c'].map((name) => join(folder, name));
  fs.writeFileSync(join(folder, 'a'), 'old');
  const syncs = jest.spyOn(fs, 'fsyncSync');
  replaceFiles(new Map(files.map((file) => [file, 'new'])));
  expect(syncs).not.toHaveBeenCalled();
  expect(files.map((file) => fs.readFileSync(file, 'utf8'))).toEqual(['new', 'new', 'new']);
  expect(fs.readdirSync(folder)).toEqual(['a', 'b', 'c']);
});

test('when one of many files cannot be written, those before it are there, and no temporary file is left', () => {
  const contents = new Map([
    [join(folder, 'a'), 'new'],
    [join(folder, 'none/b'), 'new'],
    [join(folder, 'c'), 'new'],
  ]);
  expect(() => replaceFiles(contents)).toThrow('ENOENT');
  expect(fs.readdirSync(folder)).toEqual(['a']);
});

test('what is neither a file nor a folder is opened, and never replaced', async () => {
  const socket = join(folder, 'socket');
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  try {
    // No file can be opened there; a pipe or a device can.
    expect(() => replaceFile(socket, 'one')).toThrow(/ENXIO|EOPNOTSUPP/);
    expect(() => replaceFiles(new Map([[socket, 'two']]))).toThrow(/ENXIO|EOPNOTSUPP/);
    expect(fs.statSync(socket).isSocket()).toBe(true);
  } finally {
    server.close();
  }
});

it('names the file that was asked for when it cannot be written, and not the temporary one', () => {
  const file = join(tmpdir(), 'careplane-no-such-folder', 'x.svg');
  for (const write of [() => replaceFile(file, 'x'), () => replaceFiles(new Map([[file, 'x']]))]) {
    let thrown: unknown;
    try {
      write();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ path: file, code: 'ENOENT' });
    expect((thrown as Error).message).toContain(`'${file}'`);
    expect((thrown as Error).message).not.toContain('.new');
  }
});
