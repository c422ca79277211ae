import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { MANIFEST_FILE, staleFiles, writeHandover } from '@careplane/handover';
import type { HandoverManifest } from '@careplane/handover';
import { copyOfMedmo, folderWith, REPOSITORY } from '@careplane/platform/testing';
import { program } from './program';
import { careplane } from './testing/careplane';

const DOCUMENTS = join(REPOSITORY, 'docs/handover');
const MANIFEST: HandoverManifest = {
  platform: 'medmo',
  at: '2026-11-28T12:00:00.000Z',
  deployed: { known: false, why: 'Not asked.' },
  files: ['README.md', 'old.md'],
};

describe('careplane handover', () => {
  it('finds the documents of medmo as the sources give them; if not: npx careplane handover apps/medmo --out docs/handover', () => {
    const { status, stdout, stderr } = careplane(['handover', 'apps/medmo', '--out', 'docs/handover', '--check']);
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(stderr).toContain('The documents in docs/handover are what apps/medmo gives.');
  });

  it.each([
    [
      'a folder with files of others',
      [],
      { 'notes.txt': '', 'a/b.md': '' },
      'has 2 files that no handover wrote: a/b.md, notes.txt. Name an empty folder',
    ],
    [
      'a check of nothing',
      ['--check'],
      {},
      `has no handover to check: ${MANIFEST_FILE} is missing or damaged. Write one: careplane handover`,
    ],
    ['a check of a damaged manifest', ['--check'], { [MANIFEST_FILE]: '{' }, 'is missing or damaged'],
    [
      'a check with --force',
      ['--check', '--force'],
      {},
      '--check writes nothing, so it cannot be combined with --ledger or --force',
    ],
  ])('%s is bad input', (_, options, files, sentence) => {
    const { status, stderr } = careplane(['handover', 'apps/medmo', '--out', folderWith(files), ...options]);
    expect(stderr).toContain(sentence);
    expect(status).toBe(2);
  });

  it('of a service alone is bad input', () => {
    const { status, stderr } = careplane(['handover', 'apps/medmo/api', '--out', folderWith()]);
    expect(stderr).toContain('A handover is of a whole platform');
    expect(status).toBe(2);
  });

  it('an owner of a secret that no service has is bad input', () => {
    const folder = copyOfMedmo();
    const file = join(folder, 'platform.yaml');
    const written = readFileSync(file, 'utf8').replace('api/SESSION_KEY:', 'api/SESION_KEY:');
    writeHandover(folder, new Map([['platform.yaml', written]]));
    const { status, stderr } = careplane(['handover', folder, '--out', folderWith()]);
    expect(stderr).toMatch(
      /handover\.secretOwners\.api\/SESION_KEY is not a secret of any service[^]*did you mean "api\/SESSION_KEY"/,
    );
    expect(status).toBe(2);
  });
});

describe('the folder', () => {
  it('names what differs, what is missing, and what is no longer made', () => {
    const out = folderWith({ 'README.md': 'old' });
    const files = new Map([
      ['README.md', 'new'],
      ['more.md', ''],
    ]);
    expect(staleFiles(out, files, MANIFEST)).toEqual([
      'README.md differs',
      'more.md is missing',
      'old.md is no longer part of the handover',
    ]);
  });

  it('keeps files of others, and loses documents that are no longer made, but nothing outside', () => {
    const outside = folderWith({ 'keep.md': '', 'out/old.md': '', 'out/notes.txt': 'mine' });
    const out = join(outside, 'out');
    const manifest = { ...MANIFEST, files: ['old.md', '../keep.md'] };
    writeHandover(out, new Map([[MANIFEST_FILE, JSON.stringify(manifest)]]));
    writeHandover(out, new Map([['README.md', 'new']]));
    expect(readFileSync(join(out, 'notes.txt'), 'utf8')).toBe('mine');
    expect(readFileSync(join(outside, 'keep.md'), 'utf8')).toBe('');
    expect(() => readFileSync(join(out, 'old.md'))).toThrow();
  });
});

describe('commands of careplane in the documents', () => {
  const root = program({ data: () => undefined, talk: () => undefined, progress: () => undefined }, () => undefined);
  const { files } = JSON.parse(readFileSync(join(DOCUMENTS, MANIFEST_FILE), 'utf8')) as HandoverManifest;
  const texts = files.filter((name) => name.endsWith('.md')).map((name) => readFileSync(join(DOCUMENTS, name), 'utf8'));
  const lines = [
    ...new Set(texts.flatMap((text) => [...text.matchAll(/npx careplane ([^\n`]*)/g)].map(([, line = '']) => line))),
  ];

  it('are there', () => expect(lines.length).toBeGreaterThan(12));

  it.each(lines)('careplane %s exists, with its options', (line) => {
    const words = line.trim().split(/\s+/);
    let command: Command = root;
    while (command.commands.length > 0) {
      const next = command.commands.find((each) => each.name() === words[0]);
      if (next === undefined) break;
      command = next;
      words.shift();
    }
    expect(command).not.toBe(root);
    const known = command.options.map(({ long }) => long);
    expect(words.filter((word) => word.startsWith('--') && !known.includes(word))).toEqual([]);
  });
});
