import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programEnd } from '@careplane/problems';
import { runTool } from './run-tool';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'run-tool-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const node = (script: string) => runTool(process.execPath, ['-e', script], {}, { timeoutMs: 3_000, graceMs: 100 });
const words = async (ended: ReturnType<typeof runTool>) => programEnd(await ended);

test('a tool that fails: its status and the sentence that says why', async () => {
  expect(await words(node('console.error("a"); console.error("no such option"); process.exit(3)'))).toBe(
    'failed with status 3: no such option',
  );
  expect(await words(node('console.log("printed elsewhere"); process.exit(3)'))).toBe(
    'failed with status 3: printed elsewhere',
  );
  expect(await words(node('process.exit(3)'))).toBe('failed with status 3');
});

test('a tool that is killed names the signal', async () => {
  expect(await words(node('process.kill(process.pid, "SIGKILL")'))).toBe('was ended by SIGKILL');
});

test('a tool that hangs and does not listen is ended by force', async () => {
  const hanging = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)';
  const ended = await runTool(process.execPath, ['-e', hanging], {}, { timeoutMs: 500, graceMs: 100 });
  expect(programEnd(ended)).toBe('did not end within 500 ms, and was stopped');
});

test('a tool whose child keeps the output open is not waited for', async () => {
  const child =
    'require("child_process").spawn(process.execPath, ["-e", "setTimeout(() => {}, 20000)"], { stdio: "inherit" })';
  const ended = await runTool(process.execPath, ['-e', child], {}, { timeoutMs: 500, graceMs: 100 });
  expect(ended.stopped).toBe('did not end within 500 ms');
});

test.each<[what: string, make: (file: string) => string, words: RegExp]>([
  ['is not there', (file) => file, /^cannot be started: it does not exist$/],
  [
    'may not be run',
    (file) => {
      writeFileSync(file, '#!/bin/sh\n');
      chmodSync(file, 0o644);
      return file;
    },
    /^cannot be started: permission denied$/,
  ],
  [
    'lies below a file',
    (file) => {
      writeFileSync(file, '');
      return join(file, 'tool');
    },
    /^cannot be started: it is not a folder$/,
  ],
  ['has a name that no program has', () => 'a\u0000b', /^cannot be started: /],
])('a tool that %s cannot be started', async (_what, make, expected) => {
  expect(await words(runTool(make(join(directory, 'tool')), [], {}))).toMatch(expected);
});
