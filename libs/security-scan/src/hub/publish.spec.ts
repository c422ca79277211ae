import { asffId } from '@careplane/findings';
import { fault, MemoryHub } from '../testing/memory-hub';
import { MemoryJournal } from '../testing/memory-journal';
import { numbers, SAMPLE_OTHER, sampleFindings, SCAN, STREAM, SUBJECT } from '../testing/sample';
import { VirtualClock } from '../testing/virtual-clock';
import type { SecurityHub } from './hub';
import { publish } from './publish';
import type { Publication, Published } from './publish';

const clock = new VirtualClock();
const publication = (from: number, to: number, changes: Partial<typeof SCAN> = {}): Publication => ({
  subject: { stream: STREAM, scan: { ...SCAN, ...changes } },
  findings: sampleFindings(numbers(from, to)),
  digest: `sha256:${from}-${to}`,
});

async function run(what: Publication, hub: SecurityHub, journal = new MemoryJournal()): Promise<Published> {
  const done = await clock.run(publish(what, { hub, journal, clock, random: () => 0.5 }));
  if (done === undefined) throw new Error('it did not end');
  return done;
}

describe('publish', () => {
  it('imports in batches, and says nothing is archived where nothing was', async () => {
    const hub = new MemoryHub({ clock, weighed: true });
    expect(await run(publication(0, 250), hub)).toEqual({
      published: 250,
      archived: 0,
      total: 250,
      newCritical: [],
      resumed: false,
      refused: [],
      archivesNothing: false,
    });
    expect(hub.calls.map(({ findings }) => findings)).toEqual([0, 100, 100, 50]);
  });

  it('keeps the time of the first import, lets times of update grow, and archives what is gone', async () => {
    const hub = new MemoryHub({ clock });
    await run(publication(0, 20), hub);
    const before = new Map(hub.stored);
    await clock.run(clock.sleep(60_000));
    expect(await run(publication(5, 30), hub)).toMatchObject({ published: 25, archived: 5 });
    expect(hub.active).toHaveLength(25);
    for (const [id, { CreatedAt, UpdatedAt }] of before) {
      expect(hub.stored.get(id)?.CreatedAt).toBe(CreatedAt);
      expect((hub.stored.get(id)?.UpdatedAt ?? '') > UpdatedAt).toBe(true);
    }
    // It comes back, as the same finding.
    expect(await run(publication(0, 30), hub)).toMatchObject({ published: 30, archived: 0 });
    expect(hub.stored.size).toBe(30);
    expect(hub.stored.get([...before.keys()][0] ?? '')).toMatchObject({
      RecordState: 'ACTIVE',
      CreatedAt: [...before.values()][0]?.CreatedAt,
    });
  });

  it('lets times grow also when the clock has been put back', async () => {
    const hub = new MemoryHub({ clock });
    await run(publication(0, 3), hub);
    const before = [...hub.stored.values()].map(({ UpdatedAt }) => UpdatedAt)[0] ?? '';
    const late = new VirtualClock(Date.parse('2026-11-20T09:59:30.000Z'));
    await late.run(publish(publication(0, 3), { hub, journal: new MemoryJournal(), clock: late, random: () => 0 }));
    for (const { UpdatedAt } of hub.stored.values()) expect(UpdatedAt > before).toBe(true);
  });

  it('archives nothing after an incomplete scan', async () => {
    const hub = new MemoryHub({ clock });
    await run(publication(0, 10), hub);
    expect(await run(publication(0, 4, { complete: false }), hub)).toMatchObject({
      archived: 0,
      archivesNothing: true,
    });
    expect(hub.active).toHaveLength(10);
  });

  it('touches no other stream, product or region, whatever the service lists', async () => {
    const hub = new MemoryHub({ clock });
    const other: Publication = {
      subject: { ...SUBJECT, stream: SAMPLE_OTHER },
      findings: sampleFindings(numbers(0, 5), SAMPLE_OTHER),
      digest: 'o',
    };
    await run(other, hub);
    await run(publication(0, 5), hub);
    const own = [...hub.stored.values()].find(({ Id }) => Id === asffId(sampleFindings([0])[0]!, STREAM))!;
    for (const [key, change] of Object.entries({
      region: { ProductArn: own.ProductArn?.replace('us-east-2', 'us-west-2') },
      product: { ProductArn: 'arn:aws:securityhub:us-east-2::product/aws/inspector' },
    })) {
      hub.stored.set(`${own.Id}-${key}`, { ...own, Id: `${own.Id}-${key}`, ...change });
    }
    const filterless: SecurityHub = {
      import: (findings) => hub.import(findings),
      list: (_, page) => hub.list('', page),
    };
    expect(await run(publication(5, 6), filterless)).toMatchObject({ published: 1, archived: 5 });
    expect(hub.active).toHaveLength(5 + 2 + 1);
  });

  it('leaves alone what a person has decided, and sends nothing that an import may not bring', async () => {
    const hub = new MemoryHub({ clock });
    await run(publication(0, 1), hub);
    const [stored] = hub.stored.values();
    hub.stored.set(stored!.Id, {
      ...stored!,
      Workflow: { Status: 'SUPPRESSED' },
      Note: { Text: 'known' },
      Severity: { Label: 'LOW' },
      Types: ['changed'],
      ProductFields: { ...(stored!['ProductFields'] as object), 'aws/securityhub/FindingId': 'x' },
    });
    let sent: Record<string, unknown> = {};
    const spy: SecurityHub = {
      list: (prefix, page) => hub.list(prefix, page),
      import: (findings) => ((sent = findings[0] as never), hub.import(findings)),
    };
    await run(publication(1, 1), spy);
    expect(sent['RecordState']).toBe('ARCHIVED');
    expect(
      Object.keys(sent).filter((key) => ['Workflow', 'Note', 'Severity', 'Types', 'WorkflowState'].includes(key)),
    ).toEqual([]);
    expect(JSON.stringify(sent)).not.toContain('aws/securityhub');
    expect(hub.stored.get(stored!.Id)).toMatchObject({ Workflow: { Status: 'SUPPRESSED' }, RecordState: 'ARCHIVED' });
  });

  it('does not go behind a later scan', async () => {
    const hub = new MemoryHub({ clock });
    await run(publication(0, 10, { scannedAt: '2026-11-20T10:30:00.000Z' }), hub);
    const before = new Map(hub.stored);
    expect(await run(publication(3, 20, { scannedAt: '2026-11-20T10:20:00.000Z' }), hub)).toMatchObject({
      published: 0,
      superseded: '2026-11-20T10:30:00.000Z',
    });
    expect(hub.stored).toEqual(before);
  });

  it('tells of each finding that is not taken, and sends only those at the next run', async () => {
    const hub = new MemoryHub({ clock });
    let picky = true;
    const choosy: SecurityHub = {
      list: (prefix, page) => hub.list(prefix, page),
      async import(findings) {
        const bad = findings.filter((_, index) => picky && index % 50 === 7);
        await hub.import(findings.filter((finding) => !bad.includes(finding)));
        return {
          taken: findings.length - bad.length,
          refused: bad.map(({ Id }) => ({ id: Id, code: 'InvalidInput', message: 'Title is too long' })),
        };
      },
    };
    const journal = new MemoryJournal();
    const first = await run(publication(0, 150), choosy, journal);
    expect(first).toMatchObject({ published: 147, total: 150 });
    expect(first.refused).toHaveLength(3);
    expect(first.refused[0]).toMatchObject({ code: 'InvalidInput', message: 'Title is too long' });
    picky = false;
    const calls = hub.calls.length;
    expect(await run(publication(0, 150), choosy, journal)).toMatchObject({
      published: 150,
      resumed: true,
      refused: [],
    });
    expect(hub.calls.slice(calls).map(({ findings }) => findings)).toEqual([0, 0, 3]);
  });

  it('does not take the service’s silence for a yes', async () => {
    const hub = new MemoryHub({ clock });
    const forgetful: SecurityHub = {
      list: (prefix, page) => hub.list(prefix, page),
      import: async (findings) => ({ taken: findings.length - 1, refused: [] }),
    };
    const done = await run(publication(0, 3), forgetful);
    expect(done).toMatchObject({ published: 0 });
    expect(done.refused.map(({ code }) => code)).toEqual(Array(3).fill('InternalUnaccounted'));
  });

  it('begins anew when the journal is of another scan, is finished, or has been overtaken', async () => {
    const hub = new MemoryHub({ clock });
    const journal = new MemoryJournal();
    await run(publication(0, 3), hub, journal);
    expect(await run(publication(0, 3), hub, journal)).toMatchObject({ resumed: false, published: 3 });
    expect(await run(publication(0, 4), hub, journal)).toMatchObject({ resumed: false, published: 4 });
    journal.text = journal.text?.replace('"finished"\n', '');
    await run(publication(0, 4), hub);
    expect(await run(publication(0, 4), hub, journal)).toMatchObject({ resumed: false, published: 4 });
    journal.text = 'not a journal\n';
    expect(await run(publication(0, 4), hub, journal)).toMatchObject({ resumed: false, published: 4 });
  });

  it.each<[string, Error, RegExp]>([
    ['no credentials', fault('CredentialsProviderError'), /No AWS credentials/],
    ['expired credentials', fault('ExpiredTokenException', 403), /have expired/],
    ['unknown credentials', fault('UnrecognizedClientException', 403), /does not know these credentials/],
    [
      'no permission',
      fault('AccessDeniedException', 403, 'User: arn:aws:iam::111122223333:role/x'),
      /securityhub:BatchImportFindings[^]*role\/x/,
    ],
    [
      'not enabled, or the wrong region',
      fault('InvalidAccessException', 401),
      /not enabled there, or the region is wrong/,
    ],
    ['no such region', fault('ENOTFOUND'), /cannot be reached in us-east-2/],
    ['bad input', fault('InvalidInputException', 400, 'Findings is empty'), /Findings is empty/],
    ['an unknown error', fault('TypeError', undefined, 'x is not a function'), /TypeError/],
  ])('%s: stops at once, with a sentence', async (_, error, message) => {
    let calls = 0;
    const hub: SecurityHub = {
      list: async () => ({ findings: [] }),
      import: () => (calls++, Promise.reject(error)),
    };
    const done = await run(publication(0, 5000), hub);
    expect(done.failure).toMatch(message);
    expect(done).toMatchObject({ published: 0, total: 5000 });
    expect(calls).toBeLessThanOrEqual(16);
    const listing: SecurityHub = { ...hub, list: () => Promise.reject(error) };
    expect((await run(publication(0, 1), listing)).failure).toMatch(message);
  });

  it.each(['ThrottlingException', 'ECONNRESET', 'InternalException', 'TimeoutError'])(
    '%s: tries again, and gives up in the end',
    async (name) => {
      let calls = 0;
      const hub: SecurityHub = {
        list: async () => ({ findings: [] }),
        import: () => (calls++, Promise.reject(fault(name))),
      };
      const began = clock.now();
      const done = await run(publication(0, 10), hub);
      expect(done.failure).toMatch(/[Pp]ublish again/);
      expect(calls).toBe(12);
      expect(clock.now() - began).toBeGreaterThan(30_000);
    },
  );
});
