import type { StackEvent } from '@aws-sdk/client-cloudformation';
import { showProgress } from './progress';
import { stackOf } from '../testing/stacks';

const event = (ResourceStatus: string, LogicalResourceId: string, ResourceStatusReason?: string) =>
  ({ ResourceStatus, LogicalResourceId, ResourceStatusReason }) as StackEvent;

describe('showProgress', () => {
  let message: string[];

  beforeEach(() => {
    message = [];
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('counts what is finished, says why something failed, and is silent about the stack itself', () => {
    const progress = showProgress((text) => message.push(text), new Map([['medmo-network', 43]]));
    const watch = progress.watch(stackOf('medmo-network'));
    for (const each of [
      event('CREATE_IN_PROGRESS', 'medmo-network'),
      event('CREATE_IN_PROGRESS', 'Vpc'),
      event('CREATE_COMPLETE', 'Vpc'),
      event('CREATE_FAILED', 'Eip', 'The maximum number of addresses has been reached'),
      event('ROLLBACK_COMPLETE', 'medmo-network'),
    ])
      watch(each);
    progress.end();
    expect(message).toEqual([
      'medmo-network  1/43  CREATE_COMPLETE Vpc',
      'medmo-network  1/43  CREATE_FAILED Eip: The maximum number of addresses has been reached',
    ]);
  });

  it('says every minute what is still being worked on', () => {
    const progress = showProgress((text) => message.push(text), new Map());
    const watch = progress.watch(stackOf('medmo-data'));
    watch(event('CREATE_IN_PROGRESS', 'Database'));
    jest.advanceTimersByTime(125_000);
    watch(event('CREATE_COMPLETE', 'Database'));
    jest.advanceTimersByTime(125_000);
    progress.end();
    expect(message).toEqual([
      'medmo-data  still working on Database, for 1 min',
      'medmo-data  still working on Database, for 2 min',
      'medmo-data  1  CREATE_COMPLETE Database',
    ]);
  });
});
