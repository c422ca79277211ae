import type { Stack } from 'aws-cdk-lib';
import { allowTopics, MessageTopic, topicArnOf } from '@careplane/data';
import type { MessageQueue } from '@careplane/data';
import type { Environment, PlatformModel } from '@careplane/config';
import { publish, topicParameter } from '../parameters';
import { constructIdOf } from './construct-id';
import type { QueueContext } from './queues';

/** Name of a topic in AWS: permissions of the environment are limited to what begins with the name of its stack. */
export function topicNameOf(platform: PlatformModel, environment: Environment, topic: string): string {
  return `${platform.name}-data-${environment.name}-${topic}`;
}

/** ARNs of the topics of an environment, which the policy of the key of their queues names. */
export function topicArns(stack: Stack, platform: PlatformModel, environment: Environment): string[] {
  return platform.topics.map(({ name }) => topicArnOf(stack, topicNameOf(platform, environment, name)));
}

/** The topics of an environment, in its data stack beside the queues that subscribe to them. */
export function addTopics(
  stack: Stack,
  { platform, environment, key, alarmTopic }: QueueContext,
  queues: ReadonlyMap<string, MessageQueue>,
): void {
  for (const [name, { queue, deadLetters }] of queues) {
    const topics = platform.topics.filter(({ subscribers }) => subscribers[name] !== undefined);
    if (topics.length === 0) continue;
    const arns = topics.map((topic) => topicArnOf(stack, topicNameOf(platform, environment, topic.name)));
    for (const each of [queue, deadLetters]) allowTopics(each, arns);
  }
  for (const { name, subscribers } of platform.topics) {
    const { topic } = new MessageTopic(stack, `Topic${constructIdOf(name)}`, {
      topicName: topicNameOf(platform, environment, name),
      title: `${platform.name} topic ${name} in ${environment.name}`,
      key,
      alarmTopic,
      subscribers: Object.entries(subscribers).map(([queue, subscriber]) => {
        const made = queues.get(queue);
        if (made === undefined) throw new Error(`the topic ${name} has no queue ${queue}`);
        return { ...subscriber, id: constructIdOf(queue), queue: made.queue, deadLetters: made.deadLetters };
      }),
    });
    const parameter = (about: Parameters<typeof topicParameter>[3]) =>
      topicParameter(platform.name, environment.name, name, about);
    publish(stack, { [parameter('arn')]: topic.topicArn, [parameter('key-arn')]: key.keyArn });
  }
}
