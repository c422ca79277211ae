import type { Stack } from 'aws-cdk-lib';
import { topicConnection } from '@careplane/compute';
import type { Connection } from '@careplane/compute';
import { storeVariables } from '@careplane/config';
import { read, topicParameter } from '../../parameters';
import type { TopicKey } from '../../parameters';
import type { Connected } from './connect';

/** The environment's topics that a service publishes to. */
export function connectTopics(stack: Stack, { platform, service, environment }: Connected): Connection[] {
  return service.topics.map((name) => {
    const about = (key: TopicKey) => read(stack, topicParameter(platform.name, environment.name, name, key));
    return topicConnection(stack, {
      name,
      arn: about('arn'),
      keyArn: about('key-arn'),
      variable: storeVariables('topics', name).arn,
    });
  });
}
