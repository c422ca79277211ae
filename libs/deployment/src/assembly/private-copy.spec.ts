import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assemblyDigest } from '@careplane/platform/assembly-files';
import { folderWith } from '@careplane/platform/testing';
import { PrivateCopies } from './private-copy';

const FILES = { 'medmo/manifest.json': '{}', 'medmo/medmo-network.template.json': '{}', 'medmo/asset.1/index.js': '' };

function assemblyIn(folder: string) {
  const place = join(folder, 'medmo');
  return { unit: 'medmo', folder: place, digest: assemblyDigest(place) ?? '', sharedDigest: '', stacks: [] };
}

describe('PrivateCopies', () => {
  it('gives the bytes of the digest, without the locks of others, and once', () => {
    const assembly = assemblyIn(folderWith(FILES));
    writeFileSync(join(assembly.folder, 'read.99.1.lock'), '99');
    const copies = new PrivateCopies();
    const copy = copies.of(assembly);
    expect(assemblyDigest(copy)).toBe(assembly.digest);
    expect(readdirSync(copy).sort()).toEqual(['asset.1', 'manifest.json', 'medmo-network.template.json']);
    expect(copies.of(assembly)).toBe(copy);
    copies.remove();
    expect(existsSync(copy)).toBe(false);
  });

  it.each([
    ['a template that was changed', 'medmo-network.template.json'],
    ['something packed that would be published', 'asset.1/planted.zip'],
    ['a file that was added', 'planted.template.json'],
  ])('refuses %s after the digest was taken', (_, file) => {
    const assembly = assemblyIn(folderWith(FILES));
    writeFileSync(join(assembly.folder, file), 'changed');
    const copies = new PrivateCopies();
    expect(() => copies.of(assembly)).toThrow('was replaced while this command read it');
    copies.remove();
  });
});
