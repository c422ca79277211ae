import { athenaQuery } from './athena-query';

describe('a query for Athena', () => {
  it('adds a CUR 2.0 by month, kind and service, from the partitions of its months', () => {
    expect(athenaQuery({ table: 'billing.cur2', months: ['2026-08', '2026-09'] })).toBe(
      `SELECT
  bill_billing_period_start_date,
  line_item_line_item_type,
  line_item_product_code,
  line_item_currency_code,
  SUM(CAST(line_item_unblended_cost AS DECIMAL(38, 12))) AS line_item_unblended_cost
FROM "billing"."cur2"
WHERE billing_period IN ('2026-08', '2026-09')
GROUP BY bill_billing_period_start_date, line_item_line_item_type, line_item_product_code, line_item_currency_code
ORDER BY bill_billing_period_start_date, line_item_line_item_type, line_item_product_code;`,
    );
  });

  it('knows both spellings of a partition of the legacy report', () => {
    const query = athenaQuery({ table: 'cur', format: 'cur', months: ['2026-09', '2026-10'] });
    expect(query).toContain(`WHERE (year = '2026' AND month IN ('9', '09')) OR (year = '2026' AND month IN ('10'))\n`);
    expect(query).toContain('  product_product_name,\n');
  });

  it('adds what FOCUS calls billed, and keeps providers apart', () => {
    const query = athenaQuery({ table: 'focus', format: 'focus', months: ['2026-09'] });
    expect(query).toContain('SUM(CAST(billedcost AS DECIMAL(38, 12))) AS billedcost\nFROM "focus"\n');
    expect(query).toContain('providername');
  });
});
