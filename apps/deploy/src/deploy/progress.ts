import type { StackEvent } from '@aws-sdk/client-cloudformation';
import type { AssembledStack } from './assembly';
import type { Watch } from './execute';

const WIDTH = 79;

/** A line for each resource that CloudFormation has finished with; on a terminal, they take each other's place. */
export function watching(progress: (text: string) => void): (stack: AssembledStack) => Watch {
  return (stack) => {
    let finished = 0;
    return ({ ResourceStatus, LogicalResourceId, ResourceStatusReason }: StackEvent) => {
      if (ResourceStatus === undefined || LogicalResourceId === stack.name || ResourceStatus.endsWith('_IN_PROGRESS'))
        return;
      if (ResourceStatus.endsWith('_COMPLETE')) finished += 1;
      const reason = ResourceStatus.endsWith('_FAILED') ? `: ${ResourceStatusReason ?? ''}` : '';
      progress(
        `${stack.name}  ${finished}  ${ResourceStatus} ${LogicalResourceId}${reason}`.slice(
          0,
          reason === '' ? WIDTH : undefined,
        ),
      );
    };
  };
}
