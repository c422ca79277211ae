import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { assemblyDigest, assemblyFiles, filesBelow } from './assembly-files';
import { folderWith } from './testing/folders';

describe('a digest', () => {
  const digestOf = (files: Record<string, string>) => assemblyDigest(folderWith(files)) ?? 'none';
  const files = { 'manifest.json': '{}', 'a.template.json': '{"a":1}', 'asset.1/index.js': '1' };

  it('is that of the files, whatever the folder and the order they were written in', () => {
    const reversed = Object.fromEntries(Object.entries(files).reverse());
    expect(digestOf(reversed)).toBe(digestOf(files));
  });

  it.each([
    ['a byte', { ...files, 'a.template.json': '{"a":2}' }],
    ['a name', { 'manifest.json': '{}', 'b.template.json': '{"a":1}', 'asset.1/index.js': '1' }],
    ['a file more', { ...files, 'b.template.json': '' }],
    ['a file in a folder', { ...files, 'asset.1/index.js': '2' }],
  ])('differs by %s', (_, changed) => {
    expect(digestOf(changed)).not.toBe(digestOf(files));
  });

  it('is what ledgers of earlier versions hold', () => {
    const sha = (text: string) => createHash('sha256').update(text).digest('hex');
    const lines = ['a.template.json', 'asset.1/index.js', 'manifest.json'].map(
      (path) => `${sha(files[path as keyof typeof files])}  ${path}\n`,
    );
    expect(digestOf(files)).toBe(sha(lines.join('')));
  });

  it('leaves out the locks of readers', () => {
    expect(digestOf({ ...files, 'read.7.1.lock': '', 'synth.lock': '7' })).toBe(digestOf(files));
  });

  it('is not given for what is no assembly', () => {
    expect(assemblyDigest(folderWith({ 'a.template.json': '{}' }))).toBeUndefined();
    expect(assemblyDigest('/nowhere')).toBeUndefined();
  });
});

describe('the files of an assembly', () => {
  const opened = (folder: string) => {
    const files = assemblyFiles(folder);
    if (files === undefined) throw new Error('no assembly');
    return files;
  };

  it('are read once: what is judged is what was hashed, whatever is written meanwhile', () => {
    const folder = folderWith({ 'manifest.json': '{}', 'a.template.json': '{"a":1}' });
    const files = opened(folder);
    const { digest } = files;
    writeFileSync(join(folder, 'a.template.json'), '{"a":2}');
    expect(files.json('a.template.json')).toEqual({ a: 1 });
    expect(files.digest).toBe(digest);
    expect(assemblyDigest(folder)).not.toBe(digest);
  });

  it('are parsed once', () => {
    const files = opened(folderWith({ 'manifest.json': '{"a":{}}' }));
    expect(files.json('manifest.json')).toBe(files.json('manifest.json'));
  });

  it('have the names in the folder itself, also of folders without a file', () => {
    const folder = folderWith({ 'manifest.json': '{}', 'asset.1/index.js': '1' });
    mkdirSync(join(folder, 'asset.2'));
    expect([...opened(folder).names].sort()).toEqual(['asset.1', 'asset.2', 'manifest.json']);
    expect(filesBelow(folder)).toEqual(['asset.1/index.js', 'manifest.json']);
  });

  it('have the paths of links, which are no files', () => {
    const folder = folderWith({ 'manifest.json': '{}', 'asset.1/index.js': '1' });
    symlinkSync('/etc', join(folder, 'asset.1/etc'));
    expect(opened(folder).oddPaths).toEqual(['asset.1/etc']);
    expect(filesBelow(folder)).toEqual(['asset.1/index.js', 'manifest.json']);
  });

  it('cannot be parsed where they are no JSON, or not there', () => {
    const files = opened(folderWith({ 'manifest.json': '{' }));
    expect(() => files.json('manifest.json')).toThrow(SyntaxError);
    expect(() => files.json('other.json')).toThrow('ENOENT');
  });
});
