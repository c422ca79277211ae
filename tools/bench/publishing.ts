/**
 * Publish against Security Hub in memory, which allows 10 calls a second and bursts of 30, with answers that take 100 to
 * 700 ms. Prints how much of the allowed rate was used, and how many calls came too fast.
 */
import { publish } from '@careplane/security-scan';
import { MemoryHub } from '../../libs/security-scan/src/testing/memory-hub';
import { MemoryJournal } from '../../libs/security-scan/src/testing/memory-journal';
import { randomFrom } from '../../libs/security-scan/src/testing/random';
import { numbers, sampleFindings, SUBJECT } from '../../libs/security-scan/src/testing/sample';
import { VirtualClock } from '../../libs/security-scan/src/testing/virtual-clock';

const RATE = { perSecond: 10, burst: 30 };
const FINDINGS = 50_000;

async function main(): Promise<void> {
  const clock = new VirtualClock();
  const random = randomFrom(7);
  // A call travels for up to 80 ms before the service counts it: they do not arrive as evenly as they set out.
  const hub = new MemoryHub({
    clock,
    rate: RATE,
    travelMs: () => random() * 80,
    latencyMs: () => 100 + random() * 600,
  });
  const publication = { subject: SUBJECT, findings: sampleFindings(numbers(0, FINDINGS)), digest: 'sha256:0' };
  const published = await clock.run(publish(publication, { hub, journal: new MemoryJournal(), clock, random }));
  if (published?.published !== FINDINGS) throw new Error(JSON.stringify(published));
  const calls = hub.calls.filter(({ findings }) => findings > 0);
  const [first, last] = [calls[0], calls.at(-1)];
  const seconds = ((last?.atMs ?? 0) - (first?.atMs ?? 0)) / 1000;
  // As many as the service would have taken in that time: the burst, and then its rate.
  const allowed = RATE.burst + seconds * RATE.perSecond;
  process.stdout.write(
    JSON.stringify({ calls: calls.length, seconds, busy: calls.length / allowed, refused: hub.throttledByRate }),
  );
}

void main();
