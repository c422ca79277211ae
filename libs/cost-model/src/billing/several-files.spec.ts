import type { Bill } from './bill';
import { BillReader } from './bill-reader';
import { mergeBills } from './merge-bills';

const HEADER = 'BilledCost,BillingCurrency,BillingPeriodStart,ServiceName,ProviderName';
const AWS_ROW = '0.1,USD,2026-09-01,Amazon EC2,AWS';
const AZURE_ROW = '7,USD,2026-09-01,Virtual Machines,Microsoft';

function read(rows: readonly string[], provider?: string, header = HEADER) {
  const reader = new BillReader('focus.csv', provider);
  reader.push([header, ...rows].join('\n'));
  return reader.end();
}

function billOf(...args: Parameters<typeof read>): Bill {
  const result = read(...args);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.bill;
}

describe('a bill of several providers', () => {
  it('is refused, with the row and the fix', () => {
    expect(read([AWS_ROW, AZURE_ROW])).toMatchObject({
      ok: false,
      problems: [{ line: 3, message: expect.stringContaining('AWS, and Microsoft in row 3'), fix: expect.any(String) }],
    });
  });

  it.each([
    ['microsoft', '7'],
    ['Amazon Web Services', '0.1'],
  ])('has only the charges of %s when it is chosen', (provider, total) => {
    expect(billOf([AWS_ROW, AZURE_ROW], provider).total.toString()).toBe(total);
  });

  it('without a charge of the chosen one is refused', () => {
    expect(read([AWS_ROW], 'Oracle')).toMatchObject({ ok: false, problems: [{ given: '"Oracle"' }] });
  });

  it('is one provider when AWS is named in both ways, and in FOCUS 1.3', () => {
    const header = HEADER.replace('ProviderName', 'ServiceProviderName');
    const rows = [AWS_ROW, '0.2,USD,2026-09-01,Amazon EC2,Amazon Web Services'];
    expect(billOf(rows, undefined, header)).toMatchObject({ provider: 'AWS', rows: 2 });
    expect(read([...rows, AZURE_ROW], undefined, header)).toMatchObject({ ok: false });
  });
});

describe('several files of one report', () => {
  it('are added exactly, with the file of each broken row', () => {
    const result = mergeBills([
      billOf([AWS_ROW, 'x']),
      billOf([AWS_ROW.replace('0.1', '0.2').replace('-09-', '-10-')]),
    ]);
    expect(result).toMatchObject({
      ok: true,
      bill: { months: ['2026-09', '2026-10'], rows: 2, brokenCount: 1, broken: [{ row: 3, file: 'focus.csv' }] },
    });
    expect(result.ok && result.bill.total.toString()).toBe('0.3');
  });

  it.each([
    ['of two providers', [AZURE_ROW], HEADER, 'several providers'],
    ['in two currencies', [AWS_ROW.replace('USD', 'EUR')], HEADER, 'is in EUR'],
    ['of two formats', ['2026-09-01,5'], 'Service,EC2($)', 'is Cost Explorer'],
  ])('%s are refused', (_, rows, header, message) => {
    const result = mergeBills([billOf([AWS_ROW]), billOf(rows, undefined, header)]);
    expect(result.ok ? '' : result.problems[0]?.message).toContain(message);
  });
});
