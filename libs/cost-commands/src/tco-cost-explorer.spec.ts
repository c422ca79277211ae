import { join } from 'node:path';
import { cli } from './testing/cli';
import { folderWith, TEMPLATE } from './testing/folders';

async function tco(files: Record<string, string>, ...args: string[]) {
  const folder = folderWith({ 'web.yaml': TEMPLATE, ...files });
  const billing = Object.keys(files).flatMap((name) => ['--billing', join(folder, name)]);
  return cli('tco', join(folder, 'web.yaml'), '--region', 'us-east-2', ...billing, ...args);
}

const cost = (amount: string, unit = 'USD') => ({ UnblendedCost: { Amount: amount, Unit: unit } });

function answerOf(
  groups: readonly string[],
  months: Readonly<Record<string, readonly (readonly [readonly string[], string])[]>>,
  more: object = {},
): string {
  return JSON.stringify({
    GroupDefinitions: groups.map((Key) => ({ Type: 'DIMENSION', Key })),
    ResultsByTime: Object.entries(months).map(([month, rows]) => ({
      TimePeriod: { Start: `${month}-01`, End: `${month}-28` },
      Total: {},
      Groups: rows.map(([Keys, amount]) => ({ Keys, Metrics: cost(amount) })),
      Estimated: month === '2026-11',
    })),
    ...more,
  });
}

const EC2 = 'Amazon Elastic Compute Cloud - Compute';

describe('careplane-cost tco with an answer of Cost Explorer’s API', () => {
  it('compares services, and keeps tax and support apart', async () => {
    const { exit, stdout } = await tco({
      'bill.json': answerOf(['SERVICE'], {
        '2026-08': [
          [[EC2], '400.10'],
          [['AWS Support (Business)'], '100'],
        ],
        '2026-09': [
          [[EC2], '420'],
          [['Tax'], '60'],
        ],
      }),
    });
    expect(exit).toBe(0);
    expect(stdout).toMatch(/EC2 and NAT gateways +410\.05 +32\.85/);
    expect(stdout).toMatch(/Not compared, because the estimate excludes them: support 50\.00, tax\s+30\.00 a\s+month/);
  });

  it('takes the kind of a charge from RECORD_TYPE, and adds accounts', async () => {
    const { stdout } = await tco(
      {
        'bill.json': answerOf(['RECORD_TYPE', 'SERVICE'], {
          '2026-09': [
            [['Usage', EC2], '10'],
            [['SavingsPlanNegation', EC2], '-4'],
            [['Credit', EC2], '-1'],
          ],
        }),
      },
      '--json',
    );
    expect(JSON.parse(stdout)).toMatchObject({ oldMonthlyUsd: 6, notCompared: [{ kind: 'credit', billedUsd: -1 }] });
  });

  it.each([
    [
      'accounts',
      answerOf(['LINKED_ACCOUNT'], { '2026-09': [[['111122223333'], '425']] }),
      'LINKED_ACCOUNT',
      '111122223333',
    ],
    [
      'usage types',
      'Usage type,USE2-NatGateway-Hours($),Total costs($)\nUsage type total,425,425\n2026-09-01,425,425\n',
      'Usage type',
      'USE2-NatGateway-Hours',
    ],
    [
      'a tag whose values are names of services',
      answerOf(['env'], { '2026-09': [[['env$AmazonEC2'], '425']] }),
      'env',
      'env$AmazonEC2',
    ],
  ])('compares only the totals of a bill by %s, and says so', async (_, bill, groupedBy, name) => {
    const { exit, stdout } = await tco({ bill });
    expect(exit).toBe(0);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      `The bill is grouped by ${groupedBy}, not by service, so that only the totals can be compared.`,
    );
    expect(stdout).toMatch(new RegExp(`^${name.replace('$', '\\$')} +425\\.00 +not estimated`, 'm'));
    const kept = await tco({ bill }, '--keep', name, '--json');
    expect(JSON.parse(kept.stdout)).toMatchObject({ oldMonthlyUsd: 0, groupedBy });
  });

  it('reads the pages of one answer, and says which month is not final', async () => {
    const pages = {
      'one.json': answerOf(['SERVICE'], { '2026-10': [[[EC2], '1']] }, { NextPageToken: 'abc' }),
      'two.json': answerOf(['SERVICE'], { '2026-11': [[[EC2], '2']] }),
    };
    const { exit, stdout, stderr } = await tco(pages, '--json');
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ oldMonthlyUsd: 1.5 });
    expect(stderr).toContain('AWS still estimates the costs of 2026-11.');
  });

  it('names a group without an amount, and ends with 2', async () => {
    const { exit, stderr } = await tco({
      bill: answerOf(['SERVICE'], {
        '2026-09': [
          [[EC2], '1'],
          [['AmazonRDS'], 'n/a'],
        ],
      }),
    });
    expect(exit).toBe(2);
    expect(stderr).toMatch(/1 of 2 rows could not be read[^]*row 2: its UnblendedCost is not a number: "n\/a"/);
  });

  it.each<[string, Record<string, string>, RegExp]>([
    [
      'one page of several',
      { 'a.json': answerOf(['SERVICE'], { '2026-09': [[[EC2], '1']] }, { NextPageToken: 'abc' }) },
      /a\.json is not the whole answer: it has a NextPageToken/,
    ],
    [
      'other JSON',
      { 'a.json': '{"Stacks":[]}' },
      /is JSON, but not an answer of Cost Explorer\. Save the output of: aws ce/,
    ],
    ['half a file', { 'a.json': '{"ResultsByTime":[' }, /begins as JSON but cannot be read/],
    ['costs without groups', { 'a.json': '{"ResultsByTime":[{"Total":{}}]}' }, /has costs without groups\. Group them/],
    [
      'amortized costs',
      {
        'a.json': answerOf(['SERVICE'], { '2026-09': [[[EC2], '1']] }).replace('UnblendedCost', 'AmortizedCost'),
      },
      /has AmortizedCost, but not the invoiced amounts\. Ask for them: --metrics UnblendedCost/,
    ],
    [
      'two groupings',
      {
        'a.json': answerOf(['SERVICE'], { '2026-09': [[[EC2], '1']] }),
        'b.json': answerOf(['LINKED_ACCOUNT'], { '2026-09': [[['111122223333'], '1']] }),
      },
      /is grouped by LINKED_ACCOUNT, but\s+\S*a\.json by service/,
    ],
  ])('refuses %s with 2', async (_, files, message) => {
    const { exit, stdout, stderr } = await tco(files);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});
