import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import type { CloudWatchClient, CompositeAlarm, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { atAws } from '../aws/aws-errors';

/** An alarm in the state ALARM. */
export interface RaisedAlarm {
  readonly name: string;
  /** Since when, ISO 8601. */
  readonly since?: string;
  /** What CloudWatch says about it. */
  readonly reason: string;
}

/** All alarms of a region that are in the state ALARM, by name. */
export async function raisedAlarms(client: CloudWatchClient, region: string): Promise<Map<string, RaisedAlarm>> {
  const found: (MetricAlarm | CompositeAlarm)[] = [];
  let next: string | undefined;
  do {
    const page = await atAws(`looking at the alarms of ${region}`, () =>
      client.send(
        new DescribeAlarmsCommand({
          StateValue: 'ALARM',
          AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
          NextToken: next,
        }),
      ),
    );
    found.push(...(page.MetricAlarms ?? []), ...(page.CompositeAlarms ?? []));
    next = page.NextToken;
  } while (next !== undefined);
  return new Map(
    found.map(({ AlarmName: name = '', StateUpdatedTimestamp, StateReason: reason = '' }) => [
      name,
      { name, reason, ...(StateUpdatedTimestamp === undefined ? {} : { since: StateUpdatedTimestamp.toISOString() }) },
    ]),
  );
}
