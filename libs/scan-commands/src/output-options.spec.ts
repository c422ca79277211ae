// Where a report is written, and in which format: mistakes that people make, and the answers.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cli } from './testing/cli';
import { folderWith } from './testing/folders';
import { CLEAN, STREAM_ARGS } from './testing/reports';

const report = (folder: string, ...args: string[]) => cli(['report', join(folder, 'r.json'), ...STREAM_ARGS, ...args]);

it.each<[string, string[], string]>([
  ['two formats', ['--sarif', '--format', 'junit'], 'junit and sarif are asked for'],
  ['data, and findings in ASFF', ['--json', '--format', 'asff'], 'asff and json are asked for'],
])('%s are bad input', async (_, args, sentence) => {
  const { exit, stdout, stderr } = await report(folderWith({ 'r.json': CLEAN }), ...args);
  expect(exit).toBe(2);
  expect(stdout + stderr).toContain(sentence);
});

it('a folder as the file of --output is bad input, before anything is read', async () => {
  const folder = folderWith({ 'r.json': 'no report' });
  const { exit, stderr } = await report(folder, '--output', folder);
  expect(exit).toBe(2);
  expect(stderr).toContain(`--output ${folder} is a folder`);
});

it('a file as the folder of --out is bad input, and nothing is made', async () => {
  const folder = folderWith({ 'r.json': CLEAN });
  const page = join(folder, 'page.html');
  const { exit, stderr } = await report(folder, '--out', page);
  expect(exit).toBe(2);
  expect(stderr).toContain(`To show the findings in a file, add --output ${page}.`);
  expect(existsSync(page)).toBe(false);
});

it('the folder of the scan says nothing about the format that is shown', async () => {
  const folder = folderWith({ 'r.json': CLEAN });
  const { stdout } = await report(folder, '--out', join(folder, 'scan'), '--format', 'html');
  expect(stdout).toMatch(/^<!doctype html>/);
});
