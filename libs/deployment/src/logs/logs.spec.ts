import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { mockClient } from 'aws-sdk-client-mock';
import { eventsOf, logsClient } from './log-events';
import type { LogEvent, LogQuery } from './log-events';
import { sinceOf } from './since';

jest.mock('node:timers/promises', () => ({ setTimeout: () => Promise.resolve() }));

const logs = mockClient(CloudWatchLogsClient);
beforeEach(() => logs.reset());

const NOW = Date.parse('2026-11-29T12:00:00Z');
const event = (id: string, seconds: number) => ({
  eventId: id,
  timestamp: NOW + seconds * 1_000,
  logStreamName: 'api/api/0123456789abcdef',
  message: `${id}\n`,
});

async function read(query: Partial<LogQuery> = {}): Promise<LogEvent[]> {
  const events: LogEvent[] = [];
  const all = { logGroupName: '/careplane/acme', from: NOW, follow: () => false, absent: 'not deployed', ...query };
  for await (const each of eventsOf(logsClient('us-east-2'), all)) events.push(each);
  return events;
}

describe('the events of a log', () => {
  it('come from all pages, also after an empty one', async () => {
    logs
      .on(FilterLogEventsCommand)
      .resolvesOnce({ events: [event('a', 1)], nextToken: '1' })
      .resolvesOnce({ events: [], nextToken: '2' })
      .resolvesOnce({ events: [event('b', 2)] });
    expect(await read({ filter: 'ERROR' })).toEqual([
      { at: '2026-11-29T12:00:01.000Z', task: '0123456789abcdef', container: 'api', message: 'a' },
      { at: '2026-11-29T12:00:02.000Z', task: '0123456789abcdef', container: 'api', message: 'b' },
    ]);
    expect(logs.call(0).args[0].input).toMatchObject({ startTime: NOW, filterPattern: 'ERROR' });
  });

  it('are those of one container, if one is named', async () => {
    logs.on(FilterLogEventsCommand).resolves({ events: [{ ...event('a', 1), logStreamName: 'proxy/proxy/0123' }] });
    expect(await read({ container: 'proxy' })).toEqual([expect.objectContaining({ container: 'proxy', task: '0123' })]);
    expect(logs.call(0).args[0].input).toMatchObject({ logStreamNamePrefix: 'proxy/' });
  });

  it('are followed: late ones appear, and none twice', async () => {
    let looks = 0;
    logs
      .on(FilterLogEventsCommand)
      .resolvesOnce({ events: [event('a', 60)] })
      .resolvesOnce({ events: [event('late', 50), event('a', 60), event('b', 61)] });
    const events = await read({ follow: () => (looks += 1) < 2 });
    expect(events.map(({ message }) => message)).toEqual(['a', 'late', 'b']);
    // Half a minute back from the newest, for events that are shown after their time.
    expect(logs.call(1).args[0].input).toMatchObject({ startTime: NOW + 30_000 });
  });

  it('need a log group, and a pattern that the service knows', async () => {
    logs.on(FilterLogEventsCommand).rejects(Object.assign(new Error('no'), { name: 'ResourceNotFoundException' }));
    await expect(read()).rejects.toThrow('not deployed');
    const invalid = Object.assign(new Error('Invalid filter pattern'), { name: 'InvalidParameterException' });
    logs.on(FilterLogEventsCommand).rejects(invalid);
    await expect(read({ filter: '{' })).rejects.toThrow('does not accept --filter {: Invalid filter pattern');
  });
});

describe('--since', () => {
  it.each([
    ['30m', '2026-11-29T11:30:00.000Z'],
    ['2h', '2026-11-29T10:00:00.000Z'],
    ['7d', '2026-11-22T12:00:00.000Z'],
    ['2026-11-29T08:00:00+01:00', '2026-11-29T07:00:00.000Z'],
    ['2026-11-01', '2026-11-01T00:00:00.000Z'],
  ])('%s', (given, at) => expect(new Date(sinceOf(given, NOW)).toISOString()).toBe(at));

  it.each(['yesterday', '7', '2026-11-29 08:00', '2026-11-29T08:00', '', '-1h'])('refuses %p', (given) => {
    expect(() => sinceOf(given, NOW)).toThrow('is no time');
  });

  it('refuses what is still to come', () => {
    expect(() => sinceOf('2027-01-01', NOW)).toThrow('is still to come. Give a time before 2026-11-29T12:00:00.000Z.');
  });
});
