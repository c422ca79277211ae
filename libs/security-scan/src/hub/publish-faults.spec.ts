import { asffId } from '@careplane/findings';
import { MemoryHub } from '../testing/memory-hub';
import { MemoryJournal } from '../testing/memory-journal';
import { randomFrom } from '../testing/random';
import { numbers, SAMPLE_OTHER, sampleFindings, SCAN, STREAM, SUBJECT } from '../testing/sample';
import { VirtualClock } from '../testing/virtual-clock';
import { publish } from './publish';
import type { Publication, Published } from './publish';

const RUNS = 200;
/** After so many kills the process is left alone. */
const MAXIMUM_KILLS = 6;

const BEFORE: Publication = { subject: SUBJECT, findings: sampleFindings(numbers(0, 210)), digest: 'sha256:1' };
const NOW: Publication = {
  subject: { ...SUBJECT, scan: { ...SCAN, scannedAt: '2026-11-20T11:00:00.000Z' } },
  findings: sampleFindings(numbers(70, 320)),
  digest: 'sha256:2',
};
const OTHER: Publication = {
  subject: { stream: SAMPLE_OTHER, scan: SCAN },
  findings: sampleFindings(numbers(0, 30), SAMPLE_OTHER),
  digest: 'sha256:3',
};

/** What must be active in the end: all that is reported now, and the other stream's. */
const EXPECTED = [
  ...NOW.findings.map((found) => asffId(found, STREAM)),
  ...OTHER.findings.map((found) => asffId(found, SAMPLE_OTHER)),
].sort();

/** Publish through faults and kills until a process survives to the end. */
async function publishThrough(
  seed: number,
  publication: Publication,
  hub: World,
): Promise<{ kills: number; last: Published }> {
  const random = randomFrom(seed);
  const journal = new MemoryJournal();
  for (let kills = 0; ; kills += 1) {
    // A kill comes before, between or after the effects on the service, or in the middle of a line of the journal.
    let effectsLeft = kills < MAXIMUM_KILLS ? Math.floor(random() * 16) : Infinity;
    let killed = false;
    hub.faults = {
      random,
      throttled: 0.15,
      dropped: 0.1,
      refusedForNow: 0.03,
      effect: () => {
        effectsLeft -= 1;
        if (killed || effectsLeft < 0) {
          killed = true;
          return new Promise(() => undefined);
        }
        return undefined;
      },
    };
    journal.torn = () => {
      if (killed) return 0;
      if (effectsLeft !== 0) return undefined;
      killed = true;
      return random();
    };
    const run = publish(publication, { hub: hub.service, journal, clock: hub.clock, random });
    const last = await hub.clock.run(run, () => killed);
    if (!killed && last !== undefined) return { kills, last };
  }
}

interface World {
  readonly clock: VirtualClock;
  readonly service: MemoryHub;
  faults: ConstructorParameters<typeof MemoryHub>[0]['faults'];
}

function world(): World {
  const clock = new VirtualClock();
  const made: World = { clock, faults: undefined, service: undefined as never };
  const service = new MemoryHub({
    clock,
    latencyMs: () => 40,
    get faults() {
      return made.faults;
    },
  });
  return Object.assign(made, { service });
}

describe(`publishing through throttling, partial failures, dropped connections and kills, ${RUNS} runs`, () => {
  const totals = { kills: 0, calls: 0 };

  it.each(Array.from({ length: 10 }, (_, block) => block))(
    'block %i: every finding is there exactly once',
    async (block) => {
      for (let seed = block * (RUNS / 10); seed < (block + 1) * (RUNS / 10); seed += 1) {
        const hub = world();
        await publishThrough(seed * 3 + 1, OTHER, hub);
        await publishThrough(seed * 3 + 2, BEFORE, hub);
        const createdAt = new Map([...hub.service.stored.values()].map(({ Id, CreatedAt }) => [Id, CreatedAt]));
        const { kills, last } = await publishThrough(seed * 3 + 3, NOW, hub);
        totals.kills += kills;
        totals.calls += hub.service.calls.length;

        const active = hub.service.active.map(({ Id }) => Id).sort();
        expect({ seed, active }).toEqual({ seed, active: EXPECTED });
        expect(last).toMatchObject({ published: NOW.findings.length, refused: [] });
        expect(last.failure).toBeUndefined();
        // 70 are gone: archived, and still there.
        expect(hub.service.stored.size).toBe(320 + 30);
        expect([...hub.service.stored.values()].filter(({ RecordState }) => RecordState === 'ARCHIVED')).toHaveLength(
          70,
        );
        const wrong = [...hub.service.stored.values()].filter(
          ({ Id, CreatedAt, UpdatedAt }) => CreatedAt !== (createdAt.get(Id) ?? CreatedAt) || UpdatedAt < CreatedAt,
        );
        expect(wrong).toEqual([]);
      }
    },
  );

  afterAll(() => {
    expect(totals.kills).toBeGreaterThan(RUNS);
    expect(totals.calls).toBeGreaterThan(RUNS * 9);
  });
});
