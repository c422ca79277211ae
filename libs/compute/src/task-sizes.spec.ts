import { assert, constantFrom, integer, property } from 'fast-check';
import { isTaskSize, nearestTaskSizes, TASK_SIZES } from './task-sizes';

test.each([
  [256, 512],
  [256, 2048],
  [512, 1024],
  [512, 4096],
  [1024, 2048],
  [1024, 8192],
  [2048, 16384],
  [4096, 30720],
  [8192, 16384],
  [8192, 20480],
  [16384, 122880],
])('%i CPU units with %i MiB exist', (cpu, memoryMiB) => {
  expect(isTaskSize(cpu, memoryMiB)).toBe(true);
});

test.each([
  [256, 4096],
  [512, 512],
  [512, 1500],
  [1024, 1024],
  [1024, 9216],
  [4096, 31744],
  [8192, 17408],
  [16384, 36864],
  [128, 512],
  [1000, 2048],
])('%i CPU units with %i MiB do not', (cpu, memoryMiB) => {
  expect(isTaskSize(cpu, memoryMiB)).toBe(false);
});

test('there are as many pairs as in AWS’s table', () => {
  expect(Object.fromEntries(TASK_SIZES.map(({ cpu, memoryMiB }) => [cpu, memoryMiB.length]))).toEqual({
    256: 3,
    512: 4,
    1024: 7,
    2048: 13,
    4096: 23,
    8192: 12,
    16384: 12,
  });
});

describe('nearestTaskSizes', () => {
  test.each<[cpu: number, memoryMiB: number, nearest: [number, number][]]>([
    [
      256,
      4096,
      [
        [256, 2048],
        [512, 4096],
      ],
    ],
    [512, 512, [[512, 1024]]],
    [1024, 512, [[1024, 2048]]],
    [300, 600, [[512, 1024]]],
    [
      4096,
      40000,
      [
        [4096, 30720],
        [8192, 40960],
      ],
    ],
    [16384, 200000, [[16384, 122880]]],
    [99999, 1, [[16384, 122880]]],
  ])('of %i CPU units with %i MiB', (cpu, memoryMiB, nearest) => {
    expect(nearestTaskSizes(cpu, memoryMiB).map((size) => [size.cpu, size.memoryMiB])).toEqual(nearest);
  });

  const legal = constantFrom(
    ...TASK_SIZES.flatMap(({ cpu, memoryMiB }) => memoryMiB.map((memory) => ({ cpu, memory }))),
  );

  test('whatever is asked for, one or two different legal sizes come back, smaller first', () => {
    assert(
      property(integer({ min: 0, max: 20000 }), integer({ min: 0, max: 150000 }), (cpu, memoryMiB) => {
        const found = nearestTaskSizes(cpu, memoryMiB);
        expect(found.every((size) => isTaskSize(size.cpu, size.memoryMiB))).toBe(true);
        expect([1, 2]).toContain(found.length);
        const order = found.map((size) => size.cpu * 1e6 + size.memoryMiB);
        expect(order).toEqual([...new Set(order)].sort((a, b) => a - b));
      }),
    );
  });

  test('of a legal size it is that size', () => {
    assert(
      property(legal, ({ cpu, memory }) => {
        expect(nearestTaskSizes(cpu, memory)).toEqual([{ cpu, memoryMiB: memory }]);
      }),
    );
  });

  test('what does not fit beside its CPU is held by a larger size, if there is one', () => {
    assert(
      property(integer({ min: 1, max: 16384 }), integer({ min: 1, max: 122880 }), (cpu, memoryMiB) => {
        expect(nearestTaskSizes(cpu, memoryMiB).some((size) => size.cpu >= cpu && size.memoryMiB >= memoryMiB)).toBe(
          true,
        );
      }),
    );
  });
});
