import type { Stack } from 'aws-cdk-lib';
import { queueConnection } from '@careplane/compute';
import type { Connection } from '@careplane/compute';
import { queueVariable } from '@careplane/config';
import { queueParameter, read } from '../../parameters';
import type { QueueKey } from '../../parameters';
import type { Connected } from './connect';

/** The environment's queues that a service names, each with what the service may do there. */
export function connectQueues(stack: Stack, { platform, service, environment }: Connected): Connection[] {
  return Object.entries(service.queues).map(([name, use]) => {
    const about = (key: QueueKey) => read(stack, queueParameter(platform.name, environment.name, name, key));
    return queueConnection(stack, {
      name,
      use,
      url: about('url'),
      arn: about('arn'),
      keyArn: about('key-arn'),
      variable: queueVariable(name),
    });
  });
}
