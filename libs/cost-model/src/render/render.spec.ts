import { parse } from 'csv-parse/sync';
import { exact } from '../exact';
import { clinicEstimate, estimateOf, lineWith } from '../testing/estimates';
import { quantity, unitPrice, usd } from './amounts';
import { csvCell, renderCsv } from './csv';
import { renderJson } from './json';
import { renderMarkdown } from './markdown';
import { renderTable } from './table';

describe('an amount', () => {
  it.each([
    ['0', '0.00'],
    ['0.004', '<0.01'],
    ['0.0000001', '<0.01'],
    ['-0.004', '>-0.01'],
    ['0.005', '0.01'],
    ['1234567.891', '1,234,567.89'],
    ['-1234.5', '-1,234.50'],
  ])('of %s is %s: more than nothing never looks free', (amount, text) => {
    expect(usd(exact(amount))).toBe(text);
  });

  it('keeps all digits of a unit price, and a quantity without noise', () => {
    expect(unitPrice(exact('0.0000002'))).toBe('0.0000002');
    expect(quantity(exact('1234.50'))).toBe('1,234.5');
    expect(quantity(exact('0.00001'))).toBe('<0.0001');
  });
});

describe('the table', () => {
  const text = renderTable(clinicEstimate());

  it('is what a person reads', () => {
    expect(`\n${text}\n`).toMatchInlineSnapshot(`
      "
      STACK clinic-network
        clinic-network/Network/Nat1  AWS::EC2::NatGateway
          NAT gateway hours                      730 hours × 0.045               32.85
          NAT gateway data                              GB × 0.045         needs usage
            depends on usage: monthlyDataProcessedGb

      STACK clinic-portal-production
        clinic-portal-production/Service/Service  AWS::ECS::Service
          Fargate vCPU                      730 vCPU-hours × 0.04048             29.55
            29.55 to 177.30. 2 tasks run, at most 12; expected is the minimum
          Fargate memory                    1,460 GB-hours × 0.004445             6.49
            6.49 to 38.94. 2 tasks run, at most 12; expected is the minimum
        clinic-portal-production/Alarm  AWS::CloudWatch::Alarm
          Standard alarm                           1 alarm × unknown     price unknown

      USD A MONTH                      LOW    EXPECTED        HIGH
      clinic-network                 32.85       32.85       32.85
      clinic-portal-production       36.04       36.04      216.24
      total                          68.89       68.89      249.09

      NEEDS USAGE: 1 resource, missing or incomplete in the total
        clinic-network/Network/Nat1  AWS::EC2::NatGateway
            give monthlyDataProcessedGb

      PRICE UNKNOWN: 1 resource, missing or incomplete in the total
        clinic-portal-production/Alarm  AWS::CloudWatch::Alarm
            the snapshot has no price of AmazonCloudWatch/AlarmMonitorUsage

      NOTES
        clinic-network/Nat1: Fn::ImportValue shared-subnet is another stack’s

      At least 68.89 USD a month expected, 68.89 to 249.09
      4 resources: 1 priced, 1 free, 1 needs usage, 1 price unknown. us-east-2, prices
      as of 2026-09-29 or later, before tax and discounts.
      "
    `);
  });

  it('fits 80 columns, whatever names are', () => {
    const long = lineWith({
      constructPath: 'x'.repeat(200),
      component: 'y'.repeat(90),
      unit: 'million requests',
      stack: 's'.repeat(90),
    });
    const all = `${text}\n${renderTable(estimateOf([long]))}`;
    expect(all.split('\n').filter((line) => line.length > 80 || /\s$/.test(line))).toEqual([]);
  });

  it('lets no control character through', () => {
    expect(renderTable(estimateOf([lineWith({ constructPath: 'a\u001b[31mb\u202e' })]))).not.toMatch(/[\u001b\u202e]/);
  });
});

describe('JSON', () => {
  const data = JSON.parse(renderJson(clinicEstimate())) as { lines: Record<string, unknown>[]; totals: unknown };

  it('has every field in each line, null for what is not known', () => {
    for (const line of data.lines) {
      expect(Object.keys(line)).toEqual([
        ...['stack', 'logicalId', 'constructPath', 'resourceType', 'component', 'quantity', 'unit', 'unitPriceUsd'],
        ...['monthlyUsd', 'price', 'assumption'],
      ]);
    }
    expect(data.lines[2]).toMatchObject({
      unitPriceUsd: 0.04048,
      monthlyUsd: { low: 29.5504, expected: 29.5504, high: 177.3024 },
      price: {
        region: 'us-east-2',
        usageType: 'USE2-Fargate-vCPU-Hours:perCPU',
        asOf: '2026-09-29',
        confidence: 'listed',
      },
    });
    expect(data.lines[1]).toMatchObject({ quantity: null, monthlyUsd: null });
    expect(data.lines[4]).toMatchObject({ unitPriceUsd: null, price: null });
    expect(data).toMatchObject({ currency: 'USD', totals: { low: 68.8901, expected: 68.8901, high: 249.0906 } });
    expect(data).toHaveProperty('verdicts.0.verdict', 'needs usage');
  });

  it('writes each digit of a decimal, and a text that looks like one as text', () => {
    const digits = '0.12345678901234567890123';
    const text = renderJson(estimateOf([lineWith({ unitPriceUsd: exact(digits), component: '\u00001.5' })]));
    expect(text).toContain(`"unitPriceUsd": ${digits},`);
    expect(JSON.parse(text)).toHaveProperty('lines.0.component', '\u00001.5');
  });
});

describe('CSV', () => {
  it('is a row a line, as a parser reads it back', () => {
    const rows = parse(renderCsv(clinicEstimate()), { columns: true }) as Record<string, string>[];
    expect(rows.length).toBe(5);
    expect(rows[2]).toMatchObject({ monthlyUsdHigh: '177.3024', priceUsageType: 'USE2-Fargate-vCPU-Hours:perCPU' });
    expect(rows[1]).toMatchObject({ monthlyUsdExpected: '', quantityExpected: '' });
  });

  it.each([
    ['=1+2', "'=1+2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['+1', "'+1"],
    ['-cmd|calc', "'-cmd|calc"],
    ['\t=1', "'\t=1"],
    ['  =1', "'  =1"],
    ['-12.5', '-12.5'],
    ['plain', 'plain'],
    ['a,"b"\n', '"a,""b""\n"'],
  ])('%j becomes %j: nothing is a formula', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });
});

describe('Markdown', () => {
  it('shows the total, the services, and what is not in it', () => {
    const text = renderMarkdown(clinicEstimate());
    expect(text).toContain('**At least 68.89 USD a month expected** (68.89 to 249.09)');
    expect(text).toContain('| ECS Fargate | 36.04 | 36.04 | 216.24 |');
    expect(text).toContain('price unknown');
  });
});
