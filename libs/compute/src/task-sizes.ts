/**
 * CPU and memory that a Fargate task may have together.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size
 */
export interface TaskSize {
  /** CPU units, 1024 for one vCPU. */
  readonly cpu: number;
  /** Memory in MiB that goes with it, rising. */
  readonly memoryMiB: readonly number[];
}

const GIB = 1024;

export const TASK_SIZES: readonly TaskSize[] = [
  { cpu: 256, memoryMiB: [512, GIB, 2 * GIB] },
  { cpu: 512, memoryMiB: steps(1, 4, 1) },
  { cpu: 1024, memoryMiB: steps(2, 8, 1) },
  { cpu: 2048, memoryMiB: steps(4, 16, 1) },
  { cpu: 4096, memoryMiB: steps(8, 30, 1) },
  { cpu: 8192, memoryMiB: steps(16, 60, 4) },
  { cpu: 16384, memoryMiB: steps(32, 120, 8) },
];

/** Whether Fargate runs tasks of this size. */
export function isTaskSize(cpu: number, memoryMiB: number): boolean {
  return TASK_SIZES.some((size) => size.cpu === cpu && size.memoryMiB.includes(memoryMiB));
}

/**
 * The legal sizes nearest to one that is not: the smallest that holds it, and the one with the same CPU and the nearest
 * memory; one or two, smaller first.
 */
export function nearestTaskSizes(cpu: number, memoryMiB: number): { cpu: number; memoryMiB: number }[] {
  const pairs = TASK_SIZES.flatMap((size) => size.memoryMiB.map((memory) => ({ cpu: size.cpu, memoryMiB: memory })));
  const holding = pairs.find((pair) => pair.cpu >= cpu && pair.memoryMiB >= memoryMiB) ?? pairs.at(-1);
  const sameCpu = pairs
    .filter((pair) => pair.cpu === cpu)
    .sort((a, b) => Math.abs(a.memoryMiB - memoryMiB) - Math.abs(b.memoryMiB - memoryMiB))[0];
  const found = [sameCpu, holding].filter((pair) => pair !== undefined);
  const unique = found.filter(
    (pair, index) => found.findIndex((other) => other.cpu === pair.cpu && other.memoryMiB === pair.memoryMiB) === index,
  );
  return unique.sort((a, b) => a.cpu - b.cpu || a.memoryMiB - b.memoryMiB);
}

function steps(fromGiB: number, toGiB: number, byGiB: number): number[] {
  return Array.from({ length: (toGiB - fromGiB) / byGiB + 1 }, (_, index) => (fromGiB + index * byGiB) * GIB);
}
