import fc from 'fast-check';
import { BATCH_LIMITS, batchesOf } from './batches';
import type { Refusal } from './hub';

const finding = (id: string, bytes: number) => {
  const empty = { Id: id, UpdatedAt: '2026-11-20T10:00:00.000Z', Pad: '' };
  return { ...empty, Pad: 'x'.repeat(Math.max(0, bytes - JSON.stringify(empty).length)) };
};
const bytesOf = (batch: readonly unknown[]) => Buffer.byteLength(JSON.stringify({ Findings: batch }));

function cut(findings: ReturnType<typeof finding>[], limits?: Parameters<typeof batchesOf>[2]) {
  const refused: Refusal[] = [];
  return { batches: [...batchesOf(findings, (refusal) => refused.push(refusal), limits)], refused };
}

describe('batchesOf', () => {
  it('loses nothing, keeps the order and every limit', () => {
    const limits = { findings: 5, bytes: 2000, findingBytes: 900 };
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 80, max: 1000 }), { maxLength: 40 }), (sizes) => {
        const findings = sizes.map((size, index) => finding(`id-${index}`, size));
        const { batches, refused } = cut(findings, limits);
        const tooLarge = findings.filter((each) => JSON.stringify(each).length > limits.findingBytes);
        expect(refused.map(({ id }) => id)).toEqual(tooLarge.map(({ Id }) => Id));
        expect(batches.flat()).toEqual(findings.filter((each) => !tooLarge.includes(each)));
        for (const batch of batches) {
          expect(batch.length).toBeGreaterThan(0);
          expect(batch.length).toBeLessThanOrEqual(limits.findings);
          expect(bytesOf(batch)).toBeLessThanOrEqual(limits.bytes);
        }
      }),
    );
  });

  it.each([
    [100, 1],
    [101, 2],
  ])('%i small findings are %i calls', (count, calls) => {
    expect(cut(Array.from({ length: count }, (_, index) => finding(`${index}`, 100))).batches).toHaveLength(calls);
  });

  it('takes a finding of the largest size, and refuses one byte more', () => {
    const { findingBytes } = BATCH_LIMITS;
    expect(cut([finding('a', findingBytes)])).toMatchObject({ batches: [[{ Id: 'a' }]], refused: [] });
    expect(cut([finding('a', findingBytes + 1)])).toMatchObject({
      batches: [],
      refused: [{ id: 'a', code: 'TooLarge' }],
    });
  });

  it('fills a call to its last byte, and no further', () => {
    // {"Findings":[a,b]} has 15 bytes and a comma around its findings.
    const limits = { findings: 100, bytes: 1016, findingBytes: 1000 };
    expect(cut([finding('a', 500), finding('b', 500)], limits).batches.map((batch) => batch.length)).toEqual([2]);
    expect(cut([finding('a', 500), finding('b', 501)], limits).batches.map((batch) => batch.length)).toEqual([1, 1]);
  });

  it('counts bytes, not characters', () => {
    const { batches } = cut([{ ...finding('a', 100), Pad: 'é'.repeat(450) }, finding('b', 100)], {
      findings: 9,
      bytes: 1000,
      findingBytes: 1000,
    });
    expect(batches).toHaveLength(2);
  });
});
