import fc from 'fast-check';

/** Headers of the formats in which a bill may be a CSV. */
const HEADERS: Readonly<Record<string, readonly string[]>> = {
  cur: [
    'identity/LineItemId',
    'bill/BillingPeriodStartDate',
    'lineItem/LineItemType',
    'lineItem/UsageStartDate',
    'lineItem/ProductCode',
    'lineItem/UsageType',
    'lineItem/UsageAmount',
    'lineItem/CurrencyCode',
    'lineItem/UnblendedCost',
    'product/ProductName',
    'resourceTags/aws:cloudformation:stack-name',
    'resourceTags/aws:cloudformation:logical-id',
  ],
  'cur-2.0': [
    'line_item_unblended_cost',
    'line_item_product_code',
    'line_item_line_item_type',
    'line_item_usage_start_date',
    'line_item_usage_type',
    'line_item_usage_amount',
    'resource_tags',
  ],
  focus: [
    'BilledCost',
    'BillingCurrency',
    'ServiceName',
    'ChargeCategory',
    'ProviderName',
    'BillingPeriodStart',
    'Tags',
    'x_UsageType',
    'PricingQuantity',
  ],
  console: [
    'RecordType',
    'ProductName',
    'CostBeforeTax',
    'Credits',
    'TaxAmount',
    'CurrencyCode',
    'BillingPeriodStartDate',
  ],
  'cost-explorer': ['Service', 'AmazonEC2($)', 'Tax($)'],
};

const DATES = /date|start|^service$/i;
const AMOUNTS = /cost|amount|quantity|credits|\(\$\)/i;

/** Amounts as bills write them, and some that are none. */
export const amountText = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -9_999_999, max: 9_999_999 }).map((units) => (units / 10_000).toFixed(4)) },
  { weight: 2, arbitrary: fc.constantFrom('5', '-5', '0', '0.0000000000', '', '-0', '0.00000000012') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('1.2E-7', '$12.00', '(0.40)', '1,234.56', '123456789012345678.25', 'x', '.', '-', '1_0'),
  },
);

const CELLS: readonly (readonly [RegExp, readonly string[]])[] = [
  [
    DATES,
    [
      '2026-09-01T00:00:00Z',
      '2026-09-14T05:00:00Z',
      '2026-10-01T00:00:00Z',
      '2026/10/01 00:00:00',
      '09/01/2026',
      '',
      'never',
    ],
  ],
  [/currency/i, ['USD', 'USD', 'USD', 'usd', '']],
  [/type|category/i, ['Usage', 'Usage', 'Tax', 'Credit', 'SavingsPlanNegation']],
  [/provider/i, ['AWS', 'AWS', 'Amazon Web Services', '']],
  [
    /^(?:resource_tags|tags)$/i,
    ['', '{"aws_cloudformation_stack_name":"web","aws_cloudformation_logical_id":"Nat"}', '{"a":"b"}'],
  ],
  [/stack-name/, ['', 'web', 'other']],
  [/recordtype/i, ['LinkedLineItem', 'StatementTotal']],
];

function cellText(name: string): fc.Arbitrary<string> {
  if (AMOUNTS.test(name)) return amountText;
  const texts = CELLS.find(([pattern]) => pattern.test(name))?.[1];
  return fc.constantFrom(...(texts ?? ['AmazonEC2', 'AmazonS3', 'AWS Support (Business)', '', 'Ämazon']));
}

/** Quotation marks where they are necessary; often also where they are not, and at times where they are wrong. */
const written = (text: string): fc.Arbitrary<string> => {
  const quoted = `"${text.replaceAll('"', '""')}"`;
  const plain = /[",\n]/.test(text) ? quoted : text;
  return fc.oneof(
    { weight: 40, arbitrary: fc.constantFrom(plain, plain, plain, quoted) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        `${plain}"`,
        ` ${quoted}`,
        `"${text}`,
        `a"b`,
        `a""b`,
        `"two\nlines"`,
        '"a\rb"',
        'a\rb',
        `${quoted}x`,
        '\uFFFD',
        ',',
        '"",',
      ),
    },
  );
};

/** A bill as CSV: its bytes, in which some rows are broken. */
export const billCsv: fc.Arbitrary<Uint8Array> = fc.constantFrom(...Object.values(HEADERS)).chain((names) => {
  const cell = (name: string): fc.Arbitrary<string> => cellText(name).chain(written);
  const cells = fc.tuple(...names.map(cell));
  const row = cells.map((all) => all.join(','));
  /** Rows of a bill are often alike, except for amounts and dates. */
  const others = fc.tuple(
    ...names.map((name) =>
      AMOUNTS.test(name) || DATES.test(name) ? fc.option(cell(name), { nil: undefined }) : fc.constant(undefined),
    ),
  );
  const line = fc.oneof(
    { weight: 30, arbitrary: row },
    {
      weight: 1,
      arbitrary: fc.constantFrom('', '  ', names.join(','), 'a,b', '"', `${names.map(() => '').join(',')},`),
    },
  );
  const lines = fc.array(cells, { minLength: 1, maxLength: 4 }).chain((kinds) => {
    const alike = fc
      .tuple(fc.constantFrom(...kinds), others)
      .map(([kind, changed]) => kind.map((text, index) => changed[index] ?? text).join(','));
    return fc.array(fc.oneof({ weight: 6, arbitrary: alike }, line), { maxLength: 40 });
  });
  return fc
    .tuple(
      lines,
      fc.constantFrom('\n', '\n', '\r\n'),
      fc.constantFrom('', '\uFEFF', 'Downloaded today\n'),
      fc.boolean(),
    )
    .map(([all, end, begin, ended]) =>
      new TextEncoder().encode(begin + [names.join(','), ...all].join(end) + (ended ? end : '')),
    );
});
