import { parquetWriteBuffer } from 'hyparquet-writer';

type Schema = NonNullable<Parameters<typeof parquetWriteBuffer>[0]['schema']>;

/** A CUR 2.0 in Parquet with one row: hours of a NAT gateway whose tags are a map, as AWS Data Exports writes it. */
export function taggedCurParquet(): Uint8Array {
  const text = (name: string): Schema[number] => ({
    name,
    type: 'BYTE_ARRAY',
    converted_type: 'UTF8',
    repetition_type: 'OPTIONAL',
  });
  const number = (name: string): Schema[number] => ({ name, type: 'DOUBLE', repetition_type: 'OPTIONAL' });
  const schema: Schema = [
    { name: 'root', num_children: 7 },
    text('bill_billing_period_start_date'),
    text('line_item_line_item_type'),
    text('line_item_product_code'),
    text('line_item_usage_type'),
    number('line_item_usage_amount'),
    number('line_item_unblended_cost'),
    { name: 'resource_tags', repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'MAP' },
    { name: 'key_value', repetition_type: 'REPEATED', num_children: 2 },
    { ...text('key'), repetition_type: 'REQUIRED' },
    text('value'),
  ];
  const tags = [
    { key: 'aws_cloudformation_stack_name', value: 'web' },
    { key: 'aws_cloudformation_logical_id', value: 'Nat' },
  ];
  return new Uint8Array(
    parquetWriteBuffer({
      schema,
      columnData: [
        { name: 'bill_billing_period_start_date', data: ['2026-10-01'] },
        { name: 'line_item_line_item_type', data: ['Usage'] },
        { name: 'line_item_product_code', data: ['AmazonEC2'] },
        { name: 'line_item_usage_type', data: ['USE2-NatGateway-Hours'] },
        { name: 'line_item_usage_amount', data: [744] },
        { name: 'line_item_unblended_cost', data: [33.48] },
        { name: 'resource_tags', data: [tags] },
      ],
    }),
  );
}
