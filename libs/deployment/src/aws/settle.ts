import { DescribeStackEventsCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { CloudFormationClient, StackEvent } from '@aws-sdk/client-cloudformation';
import { setTimeout as pause } from 'node:timers/promises';
import { atAws } from './aws-errors';
import { stateOf } from './stack-state';

/** Milliseconds between two looks at a stack; the emulator answers at once, AWS counts calls. */
export const POLL_MS = Number(process.env['CAREPLANE_POLL_MS'] ?? 2_000);

/** Looks after which an operation that shows no sign of itself is taken to be over: reads may lag behind. */
const PATIENCE = 15;

/** How an operation on a stack ended. */
export interface Ended {
  readonly good: boolean;
  readonly status: string;
  /** What failed first, in CloudFormation's words: where everything else follows from. */
  readonly reasons: readonly string[];
}

/** Called with every event of a stack as it happens. */
export type Watch = (event: StackEvent) => void;

const SUCCESS = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'IMPORT_COMPLETE', 'DELETE_COMPLETE'];

/**
 * Wait for whatever CloudFormation is doing with a stack: what was just begun, or what a run that is gone began.
 *
 * @param from `since`: id of the last event that is known already; `begun`: false where CloudFormation may still show
 * the stack as it was before
 */
export async function settle(
  client: CloudFormationClient,
  stack: { readonly name: string; readonly arn: string },
  watch: Watch,
  from: { readonly since: string | undefined; readonly begun: boolean } = { since: undefined, begun: true },
): Promise<Ended> {
  return atAws(`waiting for ${stack.name}`, async () => {
    const reasons: string[] = [];
    let last = from.since;
    let begun = from.begun;
    for (let looks = 0; ; looks += 1) {
      // Status first: events that come between the two looks are then not lost.
      const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: stack.arn }));
      const status = Stacks?.[0]?.StackStatus ?? 'DELETE_COMPLETE';
      const fresh = await eventsAfter(client, stack.arn, last);
      for (const event of fresh) {
        watch(event);
        const reason = failureOf(event);
        if (reason !== undefined && !reasons.includes(reason)) reasons.push(reason);
      }
      last = fresh.at(-1)?.EventId ?? last;
      const busy = ['busy', 'review'].includes(stateOf(status));
      begun ||= busy || fresh.length > 0 || looks > PATIENCE;
      if (begun && !busy) return { good: SUCCESS.includes(status), status, reasons };
      await pause(POLL_MS);
    }
  });
}

/** Failures that follow from others say only that they were cancelled. */
function failureOf({ ResourceStatus, LogicalResourceId, ResourceType, ResourceStatusReason = '' }: StackEvent) {
  if (!ResourceStatus?.endsWith('_FAILED') || /cancelled/i.test(ResourceStatusReason)) return undefined;
  return `${LogicalResourceId} (${ResourceType}) ${ResourceStatus}: ${ResourceStatusReason || 'no reason given'}`;
}

/** Id of the last event of a stack. */
export async function lastEvent(client: CloudFormationClient, stack: string): Promise<string | undefined> {
  return atAws(`reading the events of ${stack}`, async () => {
    const { StackEvents } = await client.send(new DescribeStackEventsCommand({ StackName: stack }));
    return StackEvents?.[0]?.EventId;
  });
}

/** Events younger than one, oldest first. CloudFormation lists the youngest first. */
async function eventsAfter(
  client: CloudFormationClient,
  stack: string,
  known: string | undefined,
): Promise<StackEvent[]> {
  const fresh: StackEvent[] = [];
  let next: string | undefined;
  do {
    const page = await client.send(new DescribeStackEventsCommand({ StackName: stack, NextToken: next }));
    for (const event of page.StackEvents ?? []) {
      if (event.EventId === known) return fresh.reverse();
      fresh.push(event);
    }
    // Without a known event only the last page's worth is shown: the history of a stack may be long.
    next = known === undefined ? undefined : page.NextToken;
  } while (next !== undefined);
  return fresh.reverse();
}
