import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli } from './testing/cli';
import { folderWith, TEMPLATE } from './testing/folders';

const BILL = `bill/BillingPeriodStartDate,lineItem/LineItemType,lineItem/ProductCode,lineItem/UsageType,lineItem/UsageAmount,lineItem/UnblendedCost,resourceTags/aws:cloudformation:stack-name,resourceTags/aws:cloudformation:logical-id
2026-10-01,Usage,AmazonEC2,USE2-NatGateway-Bytes,612,27.54,web,Nat
2026-10-01,SavingsPlanNegation,AmazonEC2,USE2-NatGateway-Bytes,612,-1,web,Nat`;

async function usage(verb: string, ...args: string[]) {
  const folder = folderWith({ 'web.yaml': TEMPLATE, 'bill.csv': BILL });
  const out = join(folder, 'usage.yaml');
  const here = args.map((each) => each.replace('FOLDER', folder));
  const result = await cli('usage', verb, join(folder, 'web.yaml'), '--region', 'us-east-2', '--out', out, ...here);
  const estimate = () =>
    cli('estimate', join(folder, 'web.yaml'), '--region', 'us-east-2', '--usage', out, '--fail-on', 'usage', '--json');
  return { ...result, folder, out, text: existsSync(out) ? readFileSync(out, 'utf8') : '', estimate };
}

describe('careplane-cost usage', () => {
  it('init writes a file with which no usage is missing, and says what it costs', async () => {
    const { exit, stdout, out, text, estimate } = await usage('init');
    expect(exit).toBe(0);
    expect(text).toContain('monthlyDataProcessedGb: 20');
    expect(stdout).toContain(`Written: ${out}, with assumptions for 5 keys of 3 types.`);
    expect(stdout).toContain('72.54 USD a month are fixed; with these amounts at least 75.74 are expected.');
    expect(await estimate()).toMatchObject({ exit: 0 });
  });

  it('init replaces no file that people have filled in', async () => {
    const folder = folderWith({ 'web.yaml': TEMPLATE, 'usage.yaml': 'mine' });
    const { exit, stderr } = await cli('usage', 'init', join(folder, 'web.yaml'), '--out', join(folder, 'usage.yaml'));
    expect(exit).toBe(2);
    expect(stderr).toContain('exists and is not replaced');
    expect(readFileSync(join(folder, 'usage.yaml'), 'utf8')).toBe('mine');
  });

  it('learn writes the usage of the bill, without the quantities of discounts', async () => {
    const { exit, stdout, text, estimate } = await usage('learn', '--billing', 'FOLDER/bill.csv');
    expect(exit).toBe(0);
    expect(text).toContain('    monthlyDataProcessedGb: 612 # USE2-NatGateway-Bytes: 612 billed\n');
    expect(stdout).toContain('with 1 key of 1 resource.');
    const lines = (JSON.parse((await estimate()).stdout) as { lines: { component: string; monthlyUsd: object }[] })
      .lines;
    expect(lines.find(({ component }) => component === 'Data processed')).toMatchObject({
      quantity: { expected: 612 },
      monthlyUsd: { expected: 27.54 },
    });
  });

  it.each([
    [['--billing', 'FOLDER/web.yaml'], /is not a supported bill/],
    [['--billing', 'FOLDER/bill.csv', '--month', '2026-09'], /It has 2026-10/],
    [[], /required option '--billing <file>'/],
  ])('learn refuses %j with 2, and writes nothing', async (args, message) => {
    const { exit, stderr, text } = await usage('learn', ...args);
    expect({ exit, text }).toEqual({ exit: 2, text: '' });
    expect(stderr).toMatch(message);
  });
});
