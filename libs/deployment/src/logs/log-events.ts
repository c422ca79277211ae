import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { BadInput } from '@careplane/command-line';
import { setTimeout as pause } from 'node:timers/promises';
import { atAws } from '../aws/aws-errors';
import { PATIENT } from '../aws/parameter-store';

/** Milliseconds between two looks at a log that is followed. */
const POLL_MS = Number(process.env['CAREPLANE_POLL_MS'] ?? 3_000);

/** How far a look goes back, in milliseconds: an event can be shown this long after its own time. */
const LATE_MS = 30_000;

export interface LogEvent {
  /** ISO 8601. */
  readonly at: string;
  /** Id of the task that wrote it. */
  readonly task: string;
  /** Name of the container in it. */
  readonly container: string;
  readonly message: string;
}

export interface LogQuery {
  readonly logGroupName: string;
  /** Milliseconds since 1970. */
  readonly from: number;
  /** In the pattern syntax of CloudWatch Logs. @default every event */
  readonly filter?: string;
  /** Only what this container has written. @default every container of the tasks */
  readonly container?: string;
  /** Asked after each look: true to go on with new events. */
  readonly follow: () => boolean;
  /** @throws BadInput where there is no such log group; the text says what to do */
  readonly absent: string;
}

/** Where logs are read, with the caller's own credentials. */
export function logsClient(region: string): CloudWatchLogsClient {
  return new CloudWatchLogsClient({ region, ...PATIENT });
}

/** Events of a log group, oldest first; those that come late appear when they are there, and each appears once. */
export async function* eventsOf(client: CloudWatchLogsClient, query: LogQuery): AsyncGenerator<LogEvent> {
  let from = query.from;
  let seen = new Map<string, number>();
  for (;;) {
    for await (const { id, time, event } of look(client, query, from)) {
      if (seen.has(id)) continue;
      seen.set(id, time);
      yield event;
    }
    if (!query.follow()) return;
    await pause(POLL_MS);
    const newest = Math.max(query.from, ...seen.values());
    from = Math.max(query.from, newest - LATE_MS);
    seen = new Map([...seen].filter(([, time]) => time >= from));
  }
}

interface Seen {
  readonly id: string;
  readonly time: number;
  readonly event: LogEvent;
}

async function* look(
  client: CloudWatchLogsClient,
  { logGroupName, filter, container, absent }: LogQuery,
  startTime: number,
): AsyncGenerator<Seen> {
  let nextToken: string | undefined;
  do {
    const token = nextToken;
    const pattern = {
      ...(filter === undefined ? {} : { filterPattern: filter }),
      // Streams are called <container>/<container>/<task>.
      ...(container === undefined ? {} : { logStreamNamePrefix: `${container}/` }),
    };
    const page = await atAws(`reading the log group ${logGroupName}`, () =>
      client
        .send(new FilterLogEventsCommand({ logGroupName, startTime, ...pattern, nextToken: token }))
        .catch((error: unknown) => explain(error, filter, absent)),
    );
    for (const { eventId = '', timestamp = 0, logStreamName = '', message = '' } of page.events ?? []) {
      const task = logStreamName.slice(logStreamName.lastIndexOf('/') + 1);
      const [name = ''] = logStreamName.split('/');
      yield {
        id: eventId,
        time: timestamp,
        event: { at: new Date(timestamp).toISOString(), task, container: name, message: message.trimEnd() },
      };
    }
    // A page without events may be followed by one that has some.
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
}

function explain(error: unknown, filter: string | undefined, absent: string): never {
  const { name, message } = error as Error;
  if (name === 'ResourceNotFoundException') throw new BadInput(absent);
  if (name === 'InvalidParameterException' && filter !== undefined) {
    throw new BadInput(
      `CloudWatch Logs does not accept --filter ${filter}: ${message} A text with other signs than letters, digits and _ is quoted: --filter '"GET /health"'.`,
    );
  }
  throw error;
}
