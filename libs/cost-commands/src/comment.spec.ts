import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli } from './testing/cli';
import { folderWith, TEMPLATE } from './testing/folders';

const MORE = TEMPLATE.replace('DesiredCount: 2', 'DesiredCount: 4');

async function comment(...args: string[]) {
  const folder = folderWith({ 'before.yaml': TEMPLATE, 'after.yaml': MORE });
  const out = join(folder, 'comment.md');
  const places = [join(folder, 'before.yaml'), join(folder, 'after.yaml')];
  const result = await cli('comment', ...places, '--region', 'us-east-2', '--out', out, ...args);
  return { ...result, text: result.exit === 2 ? '' : readFileSync(out, 'utf8') };
}

describe('careplane-cost comment', () => {
  it('writes the change with what the gates say, and ends with 1 if one fails', async () => {
    const { exit, text, stderr } = await comment('--max-increase', '10', '--title', 'web');
    expect(exit).toBe(1);
    expect(text).toMatch(/^<!-- careplane-cost web -->\n/);
    expect(text).toContain('- Over the limit: an increase of 36.04 USD a month');
    expect(text).toContain('| added |'.replace('added', 'changed'));
    expect(stderr).toContain('Over the limit');
  });

  it('of one source is its cost, within a budget', async () => {
    const folder = folderWith({ 'web.yaml': TEMPLATE });
    const { exit, stdout } = await cli('comment', join(folder, 'web.yaml'), '--region', 'us-east-2', '--budget', '10');
    expect(exit).toBe(1);
    expect(stdout).toContain('Over the budget');
    expect(stdout).not.toContain('Before');
  });

  it.each([
    [['--max-bytes', '100'], /a number of at least 2000/],
    [['--base', 'main'], /Give two sources, or one and --base:\n {2}careplane-cost comment/],
  ])('refuses %j with 2', async (args, message) => {
    const { exit, stderr } = await comment(...args);
    expect(exit).toBe(2);
    expect(stderr).toMatch(message);
  });
});
