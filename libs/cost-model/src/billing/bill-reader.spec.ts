import fc from 'fast-check';
import { exact } from '../exact';
import type { BillResult } from './bill-reader';
import { sum } from './bill';
import { BillReader } from './bill-reader';

function read(text: string, piece = text.length || 1): BillResult {
  const reader = new BillReader('bill.csv');
  for (let from = 0; from < text.length; from += piece) reader.push(text.slice(from, from + piece));
  return reader.end();
}

function billOf(text: string, piece?: number) {
  const result = read(text, piece);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.bill;
}

/** `kind service month amount`, a line each. */
function lines(text: string): string[] {
  return billOf(text).services.flatMap(({ kind, service, byMonth }) =>
    [...byMonth].map(([month, amount]) => `${kind} ${service} ${month} ${amount.toString()}`),
  );
}

const CUR = `bill/BillingPeriodStartDate,lineItem/UsageStartDate,lineItem/LineItemType,lineItem/ProductCode,lineItem/UnblendedCost,lineItem/CurrencyCode,product/ProductName
2026-09-01T00:00:00Z,2026-09-02T00:00:00Z,Usage,AmazonECS,0.1,USD,Amazon Elastic Container Service
2026-09-01T00:00:00Z,2026-09-02T00:00:00Z,Usage,AmazonECS,0.2,USD,Amazon Elastic Container Service
2026-10-01T00:00:00Z,2026-10-02T00:00:00Z,Usage,AmazonRDS,1.5E-7,USD,Amazon Relational Database Service
2026-09-01T00:00:00Z,2026-09-02T00:00:00Z,Tax,AmazonRDS,2.35,USD,Amazon Relational Database Service
2026-09-01T00:00:00Z,2026-09-02T00:00:00Z,Credit,AmazonECS,-5,USD,Amazon Elastic Container Service
`;

describe('a bill', () => {
  it('of a legacy CUR is summed exactly, by service, kind and month', () => {
    expect(lines(CUR)).toEqual([
      'tax Amazon Relational Database Service 2026-09 2.35',
      'usage Amazon Elastic Container Service 2026-09 0.3',
      'usage Amazon Relational Database Service 2026-10 0.00000015',
      'credit Amazon Elastic Container Service 2026-09 -5',
    ]);
    expect(billOf(CUR)).toMatchObject({ format: 'Cost and Usage Report', months: ['2026-09', '2026-10'], rows: 5 });
  });

  it('of a CUR 2.0 says the same, columns in any order', () => {
    const text = `line_item_unblended_cost,line_item_product_code,bill_billing_period_start_date,line_item_line_item_type
3,AmazonVPC,2026-09-01 00:00:00,Usage
-1,AmazonVPC,2026-09-01 00:00:00,SavingsPlanNegation`;
    expect(lines(text)).toEqual(['usage AmazonVPC 2026-09 2']);
  });

  it('of FOCUS takes the billed cost, and its categories', () => {
    const text = `BilledCost,BillingCurrency,BillingPeriodStart,ChargeCategory,EffectiveCost,ServiceName
10.5,USD,2026-09-01T00:00:00Z,Usage,8,Amazon EC2
1,USD,2026-09-01T00:00:00Z,Tax,1,Amazon EC2
29,USD,2026-09-01T00:00:00Z,Purchase,0,AWS Support (Developer)`;
    expect(lines(text)).toEqual([
      'support AWS Support (Developer) 2026-09 29',
      'usage Amazon EC2 2026-09 10.5',
      'tax Amazon EC2 2026-09 1',
    ]);
  });

  it('of Cost Explorer leaves the totals out, and an empty cell is nothing', () => {
    const text = `"Service","EC2-Instances($)","Relational Database Service($)","Tax($)","Total costs($)"
"Service total","300","30.5","3","333.5"
"2026-09-01","100","30.5","","130.5"
"2026-10-01","200","","3","203"`;
    expect(lines(text)).toEqual([
      'usage EC2-Instances 2026-09 100',
      'usage EC2-Instances 2026-10 200',
      'usage Relational Database Service 2026-09 30.5',
      'tax Tax 2026-10 3',
    ]);
  });

  it('of Cost Explorer with a support plan is in one currency, and support is apart', () => {
    const text = `"Service","EC2-Instances($)","Tax($)","Support (Business)($)","VPC($)","Total costs($)"
"Service total","812.40","96.20","100","21.90","1030.50"
"2026-05-01","812.40","96.20","100","21.90","1030.50"`;
    expect(billOf(text)).toMatchObject({ currency: 'USD' });
    expect(lines(text)).toEqual([
      'usage EC2-Instances 2026-05 812.4',
      'support Support (Business) 2026-05 100',
      'tax Tax 2026-05 96.2',
      'usage VPC 2026-05 21.9',
    ]);
  });

  it.each([
    ['AWS Support (Enterprise)($)', 'support AWS Support (Enterprise)'],
    ['AWS Premium Support ($)', 'support AWS Premium Support'],
    ['Business Support+($)', 'support Business Support+'],
    ['RDS Extended Support($)', 'usage RDS Extended Support'],
    ['Relational Database Service (RDS)($)', 'usage Relational Database Service (RDS)'],
    ['Kinesis (a) (b)(USD)', 'usage Kinesis (a) (b)'],
    ['A ((x))(US$)', 'usage A ((x))'],
    ['EC2($)-Other($)', 'usage EC2($)-Other'],
    ['Refund($)', 'refund Refund'],
  ])('of Cost Explorer takes the last parentheses of %s for the currency', (column, message) => {
    expect(lines(`Service,${column},Total costs($)\n2026-05-01,5,5\n`)).toEqual([`${message} 2026-05 5`]);
  });

  it('of Cost Explorer with columns in two currencies is still refused', () => {
    const result = read('Service,Support (Business)($),EC2(EUR)\n2026-05-01,5,5\n');
    expect(result).toMatchObject({ ok: false });
  });

  it('of the Billing console leaves totals out, and keeps credits and tax apart', () => {
    const text = `"InvoiceID","RecordType","BillingPeriodStartDate","ProductName","CurrencyCode","CostBeforeTax","Credits","TaxAmount","TotalCost"
"1","LinkedLineItem","2026/09/01 00:00:00","Amazon EC2","USD","10.00","-2.00","1.50","9.50"
"1","PayerLineItem","2026/09/01 00:00:00","Amazon S3","USD","1.00","0","0","1.00"
"1","StatementTotal","2026/09/01 00:00:00","","USD","11.00","-2.00","1.50","10.50"`;
    expect(lines(text)).toEqual([
      'usage Amazon EC2 2026-09 10',
      'tax Amazon EC2 2026-09 1.5',
      'usage Amazon S3 2026-09 1',
      'credit Amazon EC2 2026-09 -2',
    ]);
  });

  it.each([
    [
      'a cell that is not a number',
      '2026-09-01,x,Usage,AmazonECS,12 dollars,USD,ECS',
      'its unblended cost is not a number',
    ],
    ['a decimal comma', '2026-09-01,x,Usage,AmazonECS,"0,15",USD,ECS', 'its unblended cost is not a number: "0,15"'],
    ['NaN', '2026-09-01,x,Usage,AmazonECS,NaN,USD,ECS', 'its unblended cost is not a number: "NaN"'],
    ['no date', 'soon,x,Usage,AmazonECS,1,USD,ECS', 'its billing period is not a date: "soon"'],
    ['a month 13', '2026-13-01,x,Usage,AmazonECS,1,USD,ECS', 'its billing period is not a date'],
    ['too few cells', '2026-09-01,x,Usage', 'it has 3 cells, but the header has 7'],
    ['a quote that is never closed', '2026-09-01,x,"Usage,AmazonECS,1,USD,ECS', 'its quotation marks do not match'],
    ['a stray quote', '2026-09-01,x,"Us"age,AmazonECS,1,USD,ECS', 'its quotation marks do not match'],
  ])('with %s in the middle names the row and still counts the rest', (_, row, reason) => {
    const [header = '', ...rows] = CUR.trimEnd().split('\n');
    const bill = billOf([header, ...rows.slice(0, 2), row, ...rows.slice(2)].join('\n'));
    expect(bill).toMatchObject({ rows: 5, brokenCount: 1, broken: [{ row: 4 }] });
    expect(bill.broken[0]?.reason).toContain(reason);
    expect(bill.total.toString()).toBe(billOf(CUR).total.toString());
  });

  it('keeps a quoted line break, and does not lose the lines between two stray quotes', () => {
    const [header, first, second, ...rows] = CUR.trimEnd().split('\n');
    const good = '2026-09-01,x,Usage,AmazonECS,1,USD,"Elastic\nContainer"';
    expect(billOf([header, good, first].join('\n'))).toMatchObject({ rows: 2, brokenCount: 0 });
    const stray = '2026-09-01,x,Usage,"AmazonECS,1,USD,ECS';
    const bill = billOf([header, first, stray, second, stray, ...rows].join('\n'));
    expect(bill).toMatchObject({ rows: 5, brokenCount: 2 });
    expect(bill.broken.map(({ row }) => row)).toEqual([3, 5]);
  });

  it('does not take lines for one record that only seem to be one', () => {
    const [header, first, second] = CUR.trimEnd().split('\n');
    const bill = billOf([header, '2026-09-01,x,"Usage', first, second, 'oops",1'].join('\n'));
    expect(bill).toMatchObject({ rows: 2, brokenCount: 2 });
    expect(bill.broken.map(({ row }) => row)).toEqual([2, 5]);
  });

  it('in two currencies is refused, with both rows', () => {
    const result = read(`${CUR}2026-09-01,x,Usage,AmazonECS,1,EUR,ECS\n`);
    expect(result).toMatchObject({
      ok: false,
      problems: [{ line: 7, message: 'has amounts in two currencies: USD in row 2, EUR in row 7' }],
    });
  });

  it.each([
    ['', 'is not a CSV file with a header'],
    ['a,b\n1,2\n', 'is not a supported bill'],
    ['Linked account,Acme\n2026-09-01,3\n', 'is not a supported bill'],
    [',Acme($)\n2026-09-01,3\n', 'is not a supported bill'],
    ['Service,Support (Business)\n2026-09-01,3\n', 'is not a supported bill'],
    [CUR.split('\n')[0] ?? '', 'has a header but no rows'],
  ])('%j is refused', (text, message) => {
    const result = read(text);
    expect(result.ok ? '' : result.problems[0]?.message).toContain(message);
    expect(result.ok ? '' : result.problems[0]?.fix).not.toBe('');
  });

  it('of Cost Explorer by something else than services says by what', () => {
    const text = 'Linked account,Acme($),Total costs($)\nLinked account total,3,3\n2026-09-01,3,3\n';
    expect(lines(text)).toEqual(['usage Acme 2026-09 3']);
    expect(billOf(text)).toMatchObject({ groupedBy: 'Linked account' });
    expect(billOf(text.replaceAll('Linked account', 'Service'))).not.toHaveProperty('groupedBy');
  });

  it('is found below titles, without its byte order mark being asked for, and across repeated headers', () => {
    const [header = '', ...rows] = CUR.trimEnd().split('\n');
    const text = ['Cost report', '', header, ...rows, header, ...rows].join('\r\n');
    expect(billOf(text)).toMatchObject({ rows: 10, brokenCount: 0 });
  });

  it('says the same however it is cut into pieces', () => {
    const whole = JSON.stringify(billOf(CUR).services);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), (piece) => {
        expect(JSON.stringify(billOf(CUR, piece).services)).toBe(whole);
      }),
    );
  });

  it('is the sum of its rows, to the last digit', () => {
    const amount = fc.tuple(fc.integer({ min: -999_999, max: 999_999 }), fc.integer({ min: 0, max: 12 }));
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 50 }), (amounts) => {
        const texts = amounts.map(([digits, places]) => `${digits}e-${places}`);
        const header = 'BilledCost,BillingCurrency,BillingPeriodStart,ServiceName';
        const bill = billOf(
          [header, ...texts.map((text, n) => `${text},USD,2026-0${(n % 9) + 1}-01,S${n % 3}`)].join('\n'),
        );
        const total = texts.reduce((sum, text) => sum.plus(text), exact(0));
        expect(bill.total.toString()).toBe(total.toString());
      }),
    );
  });
});

describe('any text whatever', () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom(
      '1',
      '-2.5',
      '',
      '"',
      '""',
      '"a,b"',
      'USD',
      'EUR',
      '2026-09-01',
      'Usage',
      'NaN',
      '1e999',
      '\r',
      '\n',
      ',',
      '\u0000',
    ),
  );
  const row = fc.array(cell, { maxLength: 9 }).map((cells) => cells.join(','));
  const header = fc.constantFrom(
    CUR.split('\n')[0] ?? '',
    'BilledCost,BillingCurrency,BillingPeriodStart,ServiceName',
    'Service,A($),Total costs($)',
    '',
  );

  it('10,000 of them: a bill whose sums agree, or a problem with what to do, and never a crash', () => {
    fc.assert(
      fc.property(header, fc.array(row, { maxLength: 8 }), fc.integer({ min: 1, max: 40 }), (first, rows, piece) => {
        const result = read([first, ...rows].join('\n'), piece);
        if (!result.ok) {
          expect(result.problems[0]?.fix).toBeTruthy();
          return;
        }
        const { total, services, months, rows: count } = result.bill;
        expect(count).toBeGreaterThan(0);
        expect(total.isFinite()).toBe(true);
        const amounts = services.flatMap(({ byMonth }) => [...byMonth.values()]);
        expect(sum(amounts).toString()).toBe(total.toString());
        expect(sum(services.map((each) => each.total)).toString()).toBe(total.toString());
        expect([...new Set(services.flatMap(({ byMonth }) => [...byMonth.keys()]))].sort()).toEqual(months);
        const named = services.map(({ kind, service }) => JSON.stringify([kind, service]));
        expect(new Set(named).size).toBe(named.length);
      }),
      { numRuns: 10_000 },
    );
  });

  it('of rows that are one line each: every row is counted, or left out and counted as that', () => {
    const value = fc.constantFrom('1', '-2.5', 'x', 'USD', '2026-09-01', '2026-13-01', 'NaN', 'Amazon EC2', ' ');
    const whole = fc.tuple(fc.constantFrom('3', '0.1', 'much'), fc.constantFrom('USD', ''), value, value);
    const rows = fc.array(fc.oneof(whole, fc.array(value, { minLength: 2, maxLength: 6 })), { maxLength: 40 });
    fc.assert(
      fc.property(rows, (given) => {
        const text = ['BilledCost,BillingCurrency,BillingPeriodStart,ServiceName', ...given.map(String)].join('\n');
        const result = read(text);
        if (result.ok) expect(result.bill.rows + result.bill.brokenCount).toBe(given.length);
        // Amounts in two currencies are refused in mid-file.
        else if (!result.problems[0]?.message.includes('two currencies'))
          expect(result.problems[0]?.given).toBe(`${given.length} broken rows`);
      }),
    );
  });
});

it('a name of a service that has a line break in it stays whole', () => {
  const text =
    'BilledCost,BillingCurrency,BillingPeriodStart,ServiceName\n1,USD,2026-09-01,"A\nB"\n2,USD,2026-09-01,A\n';
  expect(billOf(text).services.map(({ service, total }) => [service, Number(total)])).toEqual([
    ['A', 2],
    ['A\nB', 1],
  ]);
});
