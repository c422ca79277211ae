// Bills at random, the same for the same seed, as a CSV from which Parquet of several types is written.

/** How a report names its columns. */
export interface BillLayout {
  readonly date: string;
  readonly cost: string;
  readonly quantity: string;
  /** Column with the tags as a map; undefined if each tag has a column. */
  readonly tags: string | undefined;
  readonly header: readonly string[];
  readonly row: (line: BillLine) => readonly string[];
}

interface BillLine {
  readonly date: string;
  readonly kind: string;
  readonly service: string;
  readonly type: string;
  readonly quantity: string;
  readonly cost: string;
  readonly stack: string;
  readonly logicalId: string;
}

const mapOf = ({ stack, logicalId }: BillLine): string =>
  stack === ''
    ? '{"team":"web"}'
    : JSON.stringify({ aws_cloudformation_stack_name: stack, aws_cloudformation_logical_id: logicalId });

export const BILL_LAYOUTS: Readonly<Record<string, BillLayout>> = {
  'cur-2.0': {
    date: 'bill_billing_period_start_date',
    cost: 'line_item_unblended_cost',
    quantity: 'line_item_usage_amount',
    tags: 'resource_tags',
    header: [
      'bill_billing_period_start_date',
      'line_item_line_item_type',
      'line_item_product_code',
      'line_item_usage_type',
      'line_item_usage_amount',
      'line_item_currency_code',
      'line_item_unblended_cost',
      'resource_tags',
    ],
    row: (line) => [line.date, line.kind, line.service, line.type, line.quantity, 'USD', line.cost, mapOf(line)],
  },
  cur: {
    date: 'lineItem/UsageStartDate',
    cost: 'lineItem/UnblendedCost',
    quantity: 'lineItem/UsageAmount',
    tags: undefined,
    header: [
      'lineItem/UsageStartDate',
      'lineItem/LineItemType',
      'lineItem/ProductCode',
      'product/ProductName',
      'lineItem/UsageType',
      'lineItem/UsageAmount',
      'lineItem/CurrencyCode',
      'lineItem/UnblendedCost',
      'resourceTags/aws:cloudformation:stack-name',
      'resourceTags/aws:cloudformation:logical-id',
    ],
    row: (line) => [
      line.date,
      line.kind,
      line.service,
      line.service === 'AmazonRDS' ? '' : `The ${line.service}`,
      line.type,
      line.quantity,
      '',
      line.cost,
      line.stack,
      line.logicalId,
    ],
  },
  focus: {
    date: 'ChargePeriodStart',
    cost: 'BilledCost',
    quantity: 'PricingQuantity',
    tags: 'Tags',
    header: [
      'ChargePeriodStart',
      'ChargeCategory',
      'ServiceName',
      'x_UsageType',
      'PricingQuantity',
      'BillingCurrency',
      'BilledCost',
      'ProviderName',
      'Tags',
    ],
    row: (line) => [
      line.date,
      line.kind === 'SavingsPlanNegation' ? 'Credit' : line.kind,
      line.service,
      line.type,
      line.quantity,
      'USD',
      line.cost,
      line.kind === 'Tax' ? 'Amazon Web Services' : 'AWS',
      mapOf(line),
    ],
  },
};

const ROWS = 2_000;

/** The rows of a bill. A row in 500 has no cost if some are to be broken. */
export function randomBill(layout: BillLayout, seed: number, withBroken: boolean): string {
  const random = randomNumbers(seed);
  const oneOf = (texts: readonly string[]): string => texts[Math.floor(random() * texts.length)] ?? '';
  const amount = (): string =>
    oneOf([
      (random() * 10 - 2).toFixed(4),
      (random() * 10 - 2).toFixed(10),
      String(random() - 0.3),
      (random() * 1e6).toFixed(7),
      String(random() * 1e-13),
      oneOf(['0', '0', '5', '-5', '0.1', '123456789012.25', '700000000.5']),
    ]);
  /** A service that is on the bill, although its amounts are nothing together. */
  const balanced = ['0', '5', '-5'].map((cost) => ({
    service: 'Balanced',
    kind: 'Usage',
    date: '2026-09-01T00:00:00Z',
    cost,
  }));
  const lines = Array.from({ length: ROWS }, (_, index) => {
    const day = String(Math.floor(random() * 28) + 1).padStart(2, '0');
    const hour = String(Math.floor(random() * 24)).padStart(2, '0');
    const cells = layout.row({
      date: `2026-${oneOf(['08', '09', '10'])}-${day}T${hour}:00:00Z`,
      kind: oneOf(['Usage', 'Usage', 'Usage', 'SavingsPlanNegation', 'Tax', 'Credit']),
      service: oneOf(['AmazonECS', 'AmazonEC2', 'AmazonRDS', 'AWSSupportBusiness', 'Ämazon "S3", all']),
      type: oneOf(['USE2-NatGateway-Hours', 'USE2-NatGateway-Bytes', '']),
      quantity: random() < 0.05 ? '' : amount(),
      cost: withBroken && random() < 0.002 ? '' : amount(),
      stack: oneOf(['', 'template', 'other', 'third']),
      logicalId: oneOf(['', 'Nat', 'Nat2']),
      ...balanced[index],
    });
    return cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  });
  return `${[layout.header.join(','), ...lines].join('\n')}\n`;
}

/** Numbers from 0 to 1, always the same: the generator of Park and Miller. */
function randomNumbers(seed: number): () => number {
  let state = (seed * 48_271 + 12_345) % 2_147_483_647;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
