import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput, ToolFailed } from '@careplane/command-line';
import { filesBelow } from './assembly-files';
import { replaceAssembly } from './assembly-store';
import { folderWith } from './testing/folders';

const OLD = { 'medmo/manifest.json': '{"old":true}', 'medmo/old.template.json': '{}' };

function writeNew(folder: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'manifest.json'), '{"new":true}');
  return 'result';
}

/** Number of a process that has ended. */
function deadPid(): number {
  return spawnSync(process.execPath, ['-e', '0']).pid;
}

/** Run something while another process is alive. */
async function whileAlive(run: (pid: number) => void): Promise<void> {
  // It lives until it is asked to end, or its standard input ends because this process has.
  const other = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] });
  try {
    run(other.pid ?? 0);
  } finally {
    const ended = new Promise((resolve) => other.once('exit', resolve));
    other.kill();
    await ended;
  }
}

describe('an assembly', () => {
  it('is put where there is none yet, with the folders above it', () => {
    const place = join(folderWith(), 'a/b/medmo');
    expect(replaceAssembly(place, writeNew)).toBe('result');
    expect(readdirSync(place)).toEqual(['manifest.json']);
    expect(readdirSync(join(place, '..'))).toEqual(['medmo']);
  });

  it('takes the place of the old one as a whole: no file of that is left', () => {
    const folder = folderWith(OLD);
    replaceAssembly(join(folder, 'medmo'), (fresh) => {
      // Until the new one is complete, whoever looks finds the old one complete.
      expect(filesBelow(join(folder, 'medmo'))).toEqual(['manifest.json', 'old.template.json']);
      writeNew(fresh);
    });
    expect(filesBelow(folder)).toEqual(['medmo/manifest.json']);
    expect(readFileSync(join(folder, 'medmo/manifest.json'), 'utf8')).toBe('{"new":true}');
  });

  it('stays as it was when the new one fails half-way', () => {
    const folder = folderWith(OLD);
    const failing = () =>
      replaceAssembly(join(folder, 'medmo'), (fresh) => {
        writeNew(fresh);
        throw new Error('out of memory');
      });
    expect(failing).toThrow('out of memory');
    expect(filesBelow(folder)).toEqual(Object.keys(OLD));
    expect(readFileSync(join(folder, 'medmo/manifest.json'), 'utf8')).toBe('{"old":true}');
    expect(replaceAssembly(join(folder, 'medmo'), writeNew)).toBe('result');
  });

  it('may take an empty folder’s place, and what a killed run left beside it is gone', () => {
    const folder = folderWith({ '.medmo.new/half': '1', '.medmo.old/manifest.json': '{}' });
    mkdirSync(join(folder, 'medmo'));
    replaceAssembly(join(folder, 'medmo'), writeNew);
    expect(filesBelow(folder)).toEqual(['medmo/manifest.json']);
  });
});

describe('a place that holds something else', () => {
  it('is left alone when it contains other files', () => {
    const folder = folderWith({ 'medmo/thesis.txt': 'ten years of work' });
    expect(() => replaceAssembly(join(folder, 'medmo'), writeNew)).toThrow(BadInput);
    expect(() => replaceAssembly(join(folder, 'medmo'), writeNew)).toThrow(/no cloud assembly .* was not changed/);
    expect(filesBelow(folder)).toEqual(['medmo/thesis.txt']);
  });

  it('is left alone when it is a file', () => {
    const folder = folderWith({ medmo: 'a file' });
    expect(() => replaceAssembly(join(folder, 'medmo'), writeNew)).toThrow(BadInput);
    expect(readFileSync(join(folder, 'medmo'), 'utf8')).toBe('a file');
  });

  it('is named when a file stands where a folder above it should be', () => {
    const folder = folderWith({ out: 'a file' });
    expect(() => replaceAssembly(join(folder, 'out/medmo'), writeNew)).toThrow(BadInput);
    expect(() => replaceAssembly(join(folder, 'out/medmo'), writeNew)).toThrow(/a file is in the way/);
    expect(() => replaceAssembly(join(folder, 'out/deep/medmo'), writeNew)).toThrow(/a file is in the way/);
  });
});

describe('two processes', () => {
  it('do not write to one place: the second gets the name of the first', async () => {
    const folder = folderWith(OLD);
    await whileAlive((pid) => {
      writeFileSync(join(folder, '.medmo.lock'), String(pid));
      expect(() => replaceAssembly(join(folder, 'medmo'), writeNew)).toThrow(ToolFailed);
      expect(() => replaceAssembly(join(folder, 'medmo'), writeNew)).toThrow(`another careplane process (${pid})`);
      expect(existsSync(join(folder, '.medmo.lock'))).toBe(true);
      expect(readFileSync(join(folder, 'medmo/manifest.json'), 'utf8')).toBe('{"old":true}');
    });
  });

  it.each([
    ['a process that has ended', () => String(deadPid())],
    ['nobody', () => ''],
    ['no process', () => 'minutes of the meeting'],
  ])('do not wait for a lock of %s', (_, owner) => {
    const folder = folderWith({ ...OLD, '.medmo.lock': owner() });
    expect(replaceAssembly(join(folder, 'medmo'), writeNew)).toBe('result');
    expect(filesBelow(folder)).toEqual(['medmo/manifest.json']);
  });

  it('respect the locks of the CDK’s own tools, as long as those live', async () => {
    await whileAlive((pid) => {
      const locks: Record<string, string>[] = [
        { 'medmo/synth.lock': String(pid) },
        { [`medmo/read.${pid}.1.lock`]: '' },
      ];
      for (const lock of locks) {
        const folder = folderWith({ ...OLD, ...lock });
        expect(() => replaceAssembly(join(folder, 'medmo'), writeNew)).toThrow(ToolFailed);
        expect(readFileSync(join(folder, 'medmo/manifest.json'), 'utf8')).toBe('{"old":true}');
        expect(existsSync(join(folder, '.medmo.lock'))).toBe(false);
      }
    });
    const dead = deadPid();
    const folder = folderWith({ ...OLD, 'medmo/synth.lock': String(dead), [`medmo/read.${dead}.1.lock`]: '' });
    expect(replaceAssembly(join(folder, 'medmo'), writeNew)).toBe('result');
  });
});
