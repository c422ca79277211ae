// Runs in a process of its own: reads stacks from a file, decides properties, and prints how long that took.
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { accessWorld, PLATFORM_PROPERTIES, proveAccess } from '@careplane/access-analysis';
import { shortRun } from '@careplane/command-line';
import type { AnalyzedStack, PropertySettings } from '@careplane/access-analysis';

/** What the process prints: milliseconds of the clock and of processors, and MiB that the process held at most. */
export interface Decided {
  readonly properties: number;
  readonly worldMs: number;
  readonly decideMs: number;
  readonly decideProcessorMs: number;
  readonly peakMiB: number;
}

const [, , file = '', count] = process.argv;
const { stacks, environments } = JSON.parse(readFileSync(file, 'utf8')) as PropertySettings & {
  readonly stacks: readonly AnalyzedStack[];
};
const properties =
  count === undefined
    ? PLATFORM_PROPERTIES
    : PLATFORM_PROPERTIES.filter(({ kind }) => kind === 'access').slice(0, Number(count));
const start = performance.now();
const world = shortRun(() => accessWorld(stacks));
const read = performance.now();
const before = process.cpuUsage();
shortRun(() => proveAccess(world, properties, { environments }));
const { user, system } = process.cpuUsage(before);
const decided: Decided = {
  properties: properties.length,
  worldMs: read - start,
  decideMs: performance.now() - read,
  decideProcessorMs: (user + system) / 1000,
  peakMiB: process.resourceUsage().maxRSS / 1024,
};
console.log(JSON.stringify(decided));
