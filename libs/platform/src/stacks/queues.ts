import type { Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { MessageQueue } from '@careplane/data';
import type { Environment, PlatformModel } from '@careplane/config';
import { publish, queueParameter } from '../parameters';
import { constructIdOf } from './construct-id';

/** What the queues of an environment share. */
export interface QueueContext {
  readonly platform: PlatformModel;
  readonly environment: Environment;
  /** Key of the environment's data. */
  readonly key: IKey;
  readonly alarmTopic: ITopic;
}

/**
 * The queues of an environment, in its data stack: their messages may hold patient data.
 *
 * @returns them by name
 */
export function addQueues(
  stack: Stack,
  { platform, environment, key, alarmTopic }: QueueContext,
): ReadonlyMap<string, MessageQueue> {
  const made = new Map<string, MessageQueue>();
  for (const settings of platform.queues) {
    const messageQueue = new MessageQueue(stack, `Queue${constructIdOf(settings.name)}`, {
      ...settings,
      title: `${platform.name} queue ${settings.name} in ${environment.name}`,
      key,
      alarmTopic,
    });
    made.set(settings.name, messageQueue);
    const { queue } = messageQueue;
    const parameter = (about: Parameters<typeof queueParameter>[3]) =>
      queueParameter(platform.name, environment.name, settings.name, about);
    publish(stack, {
      [parameter('name')]: queue.queueName,
      [parameter('url')]: queue.queueUrl,
      [parameter('arn')]: queue.queueArn,
      [parameter('key-arn')]: key.keyArn,
    });
  }
  return made;
}
