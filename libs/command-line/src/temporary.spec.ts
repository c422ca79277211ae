import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTemporaryFolder } from './temporary';

it('is gone with all that is in it, also after an error', () => {
  const folders: string[] = [];
  const fill = (folder: string) => {
    folders.push(folder);
    writeFileSync(join(folder, 'x'), '');
    return 'done';
  };
  expect(withTemporaryFolder(fill)).toBe('done');
  expect(() =>
    withTemporaryFolder((folder) => {
      throw new Error(fill(folder));
    }),
  ).toThrow('done');
  expect(new Set(folders).size).toBe(2);
  expect(folders.filter((folder) => existsSync(folder))).toEqual([]);
});

it('stays until a promise has settled', async () => {
  const folders: string[] = [];
  const wait = async (folder: string, fail: boolean) => {
    folders.push(folder);
    await new Promise((resolve) => setImmediate(resolve));
    if (fail) throw new Error(String(existsSync(folder)));
    return existsSync(folder);
  };
  expect(await withTemporaryFolder((folder) => wait(folder, false))).toBe(true);
  await expect(withTemporaryFolder((folder) => wait(folder, true))).rejects.toThrow('true');
  expect(folders.filter((folder) => existsSync(folder))).toEqual([]);
});
