import { Worker } from '@careplane/compute';
import type { WorkerWorkload } from '@careplane/config';
import { queueParameter, read } from '../../parameters';
import { importVpc, locationOf } from '../base';
import { commonProps } from './common';
import type { BuildWorkload } from './workload';

/** A container that runs all the time and that no request reaches. */
export const worker: BuildWorkload<WorkerWorkload> = (stack, workload) => {
  const { platform, service, environment, deployment } = workload;
  const vpc = importVpc(stack, platform, locationOf(platform, environment.location), ['private']);
  const { queue, ...scaling } = deployment.scaling;
  // The construct has the id that a web service has: the role that rolls out images is limited to names that begin with it.
  return new Worker(stack, 'Service', {
    ...commonProps(stack, vpc, workload),
    ...(deployment.healthCheck === undefined ? {} : { check: deployment.healthCheck }),
    singleton: service.singleton,
    scaling: {
      ...scaling,
      ...(queue === undefined
        ? {}
        : {
            queue: {
              queueName: read(stack, queueParameter(platform.name, environment.name, queue.name, 'name')),
              messagesPerTask: queue.messagesPerTask,
            },
          }),
    },
  });
};
