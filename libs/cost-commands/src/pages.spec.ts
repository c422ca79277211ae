import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../package.json';
import { cli } from './testing/cli';
import { folderWith, TEMPLATE } from './testing/folders';

const BILL = `BilledCost,BillingCurrency,BillingPeriodStart,ChargeCategory,ServiceName
420,USD,2026-09-01T00:00:00Z,Usage,Amazon Elastic Compute Cloud - Compute
`;
const REGION = ['--region', 'us-east-2'];

/** A page that a command wrote, and how the command ended. */
async function pageOf(...args: readonly string[]) {
  const folder = folderWith({
    'web.yaml': TEMPLATE,
    'more.yaml': TEMPLATE.replaceAll('Nat', 'Other'),
    'bill.csv': BILL,
  });
  const file = join(folder, 'page.html');
  const placed = args.map((arg) => (/^\w+\.(yaml|csv)$/.test(arg) ? join(folder, arg) : arg));
  const ran = await cli(...placed, ...REGION, '--out', file);
  return { ...ran, page: readFileSync(file, 'utf8') };
}

describe('a page to sign', () => {
  it('of an estimate says where it comes from, and whether the budget holds', async () => {
    const { exit, stdout, page } = await pageOf('estimate', 'web.yaml', '--budget', '5');
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' });
    expect(page).toContain('<p class="answer bad">Over the budget: ');
    expect(page).toContain('<dt>Commit</dt><dd>not from a commit</dd>');
    expect(page).toContain(`<dt>Careplane</dt><dd>${version}</dd>`);
    expect(page).toContain('id="signature"');
  });

  it('of a change names both sides', async () => {
    const { exit, page } = await pageOf('diff', 'web.yaml', 'more.yaml');
    expect(exit).toBe(0);
    expect(page).toMatch(/<dt>Before<\/dt><dd>[^<]*web\.yaml<\/dd>/);
    expect(page).toMatch(/<dt>After<\/dt><dd>[^<]*more\.yaml<\/dd>/);
  });

  it('of an old bill has the horizons', async () => {
    const { exit, page } = await pageOf('tco', 'web.yaml', '--billing', 'bill.csv');
    expect(exit).toBe(0);
    expect(page).toContain('36 months');
  });

  it('cannot have two formats', async () => {
    const { exit, stderr } = await cli('estimate', 'web.yaml', '--json', '--format', 'html');
    expect(exit).toBe(2);
    expect(stderr).toContain('The output can have one format, and html and json are asked for. Leave one out.');
  });
});
