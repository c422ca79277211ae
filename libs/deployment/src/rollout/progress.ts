import type { StackEvent } from '@aws-sdk/client-cloudformation';
import type { AssembledStack } from '../assembly/assembly';
import type { Watch } from '../aws/settle';

const WIDTH = 79;
/** A database takes a quarter of an hour; a pipeline's log should not look dead meanwhile. */
const REMINDER_MS = 60_000;

/** Tells what CloudFormation is doing. */
export interface Progress {
  watch(stack: Pick<AssembledStack, 'name'>): Watch;
  end(): void;
}

/**
 * A line for each resource that CloudFormation has finished with, and one a minute for what it is still working on; on a
 * terminal, they take each other's place.
 *
 * @param totals how many resources change, by the name of the stack
 */
export function showProgress(progress: (text: string) => void, totals: ReadonlyMap<string, number>): Progress {
  const working = new Map<string, number>();
  const remind = () => {
    for (const [what, since] of working) {
      const minutes = Math.round((Date.now() - since) / 60_000);
      if (minutes >= 1) progress(`${what}, for ${minutes} min`.slice(0, WIDTH));
    }
  };
  const timer = setInterval(remind, REMINDER_MS);
  timer.unref();
  return {
    watch: (stack) => {
      let finished = 0;
      return ({ ResourceStatus: status, LogicalResourceId = '', ResourceStatusReason = '' }: StackEvent) => {
        if (status === undefined || LogicalResourceId === stack.name) return;
        const what = `${stack.name}  still working on ${LogicalResourceId}`;
        if (status.endsWith('_IN_PROGRESS')) {
          if (!working.has(what)) working.set(what, Date.now());
          return;
        }
        working.delete(what);
        if (status.endsWith('_COMPLETE')) finished += 1;
        const total = totals.get(stack.name);
        const line = `${stack.name}  ${finished}${total === undefined ? '' : `/${total}`}  ${status} ${LogicalResourceId}`;
        progress(status.endsWith('_FAILED') ? `${line}: ${ResourceStatusReason}` : line.slice(0, WIDTH));
      };
    },
    end: () => clearInterval(timer),
  };
}
