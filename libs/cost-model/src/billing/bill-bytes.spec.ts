import fc from 'fast-check';
import { utf8Decoder } from '../csv/text-of-bytes';
import { billCsv } from '../testing/arbitrary-bills';
import { BillBytes } from './bill-bytes';
import { BillReader } from './bill-reader';
import { ResourceLedger } from './resource-ledger';

const kinds = fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined });
const STACKS = new Set(['web']);

/** All that is known of a bill, with its amounts as text. */
function known(result: ReturnType<BillReader['end']>, resources: ResourceLedger | undefined): string {
  const months = resources?.months() ?? [];
  const of = months.map((month) => [
    resources?.resources(month),
    resources?.inStacks(month),
    resources?.elsewhere(month),
  ]);
  return JSON.stringify(
    [result, months, of, resources?.hasTags(), resources?.otherStacks()],
    (_, value: unknown) => (value instanceof Map ? [...(value as Map<unknown, unknown>)] : value),
    1,
  );
}

function asText(bytes: Uint8Array, resources?: ResourceLedger): string {
  const reader = new BillReader('bill.csv', undefined, resources);
  const decoder = utf8Decoder();
  if (reader.push(decoder.write(bytes))) reader.push(decoder.end());
  return known(reader.end(), resources);
}

function asBytes(bytes: Uint8Array, size: number, resources?: ResourceLedger, maxKinds?: number): string {
  const reader = new BillBytes(new BillReader('bill.csv', undefined, resources), maxKinds);
  for (let at = 0; at < bytes.length; at += size) if (!reader.push(bytes.subarray(at, at + size))) break;
  return known(reader.end(), resources);
}

describe('a bill as bytes', () => {
  it('is the bill that its text is, whatever its rows are, and wherever its pieces end', () => {
    fc.assert(
      fc.property(billCsv, fc.integer({ min: 1, max: 900 }), fc.boolean(), kinds, (bytes, size, withResources, max) => {
        const ledger = () => (withResources ? new ResourceLedger(STACKS) : undefined);
        expect(asBytes(bytes, size, ledger(), max)).toBe(asText(bytes, ledger()));
      }),
      { numRuns: Number(process.env['CAREPLANE_FUZZ_RUNS'] ?? 400) },
    );
  });

  it('keeps zeros apart: what costs 0, 5 and -5 is a service of the bill', () => {
    const rows = ['0', '5', '-5'].map((cost) => `${cost},AmazonEC2,2026-09-01\n`);
    const bill = `lineItem/UnblendedCost,lineItem/ProductCode,bill/BillingPeriodStartDate\n${rows.join('')}`;
    const bytes = new TextEncoder().encode(bill);
    expect(asBytes(bytes, 80)).toContain('"service": "AmazonEC2"');
    expect(asBytes(bytes, 80)).toBe(asText(bytes));
  });

  it('reads a line of megabytes without its end', () => {
    const begin = 'lineItem/UnblendedCost,lineItem/ProductCode,bill/BillingPeriodStartDate\n1,AmazonEC2,2026-09-01\n';
    const bytes = new TextEncoder().encode(`${begin}${'x'.repeat(3 * 2 ** 20)}\n2,AmazonEC2,2026-09-01\n`);
    expect(asBytes(bytes, 2 ** 18)).toContain('"rows": 2');
  });
});
