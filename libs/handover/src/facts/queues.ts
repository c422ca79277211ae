import { platformPath } from '@careplane/config';
import type { Environment } from '@careplane/config';
import type { HandoverFacts } from './facts';
import { ofType } from './resources';
import type { NamedResource } from './resources';

/** A queue of an environment, as the templates have it. */
export interface QueueFacts {
  /** As platform.yaml names it. */
  readonly name: string;
  readonly queue: NamedResource;
  /** Where messages go that no one could handle. */
  readonly deadLetters?: NamedResource;
}

/** The queues of an environment, in the order of platform.yaml. The stack publishes each under its name. */
export function queuesOf({ input, resources }: HandoverFacts, environment: Environment): QueueFacts[] {
  const { model } = input;
  const queues = ofType(resources, 'AWS::SQS::Queue');
  return model.queues.flatMap(({ name }) => {
    const parameter = platformPath(model.name, 'environments', environment.name, 'queues', name, 'arn');
    const published = ofType(resources, 'AWS::SSM::Parameter').find(
      ({ properties }) => properties['Name'] === parameter,
    );
    const sibling = (id: string | undefined) =>
      queues.find(({ stack, logicalId }) => stack === published?.stack && logicalId === id);
    const queue = sibling(namedIn(published?.properties['Value']));
    if (queue === undefined) return [];
    const deadLetters = sibling(deadLetterId(queue));
    return [{ name, queue, ...(deadLetters === undefined ? {} : { deadLetters }) }];
  });
}

/** Whether a queue keeps what could not be delivered: another one names it, or nothing but failures comes to it. */
export function keepsDeadLetters({ properties }: NamedResource): boolean {
  return properties['RedrivePolicy'] === undefined;
}

function deadLetterId({ properties }: NamedResource): string | undefined {
  const policy = properties['RedrivePolicy'] as { readonly deadLetterTargetArn?: unknown } | undefined;
  return namedIn(policy?.deadLetterTargetArn);
}

/** Logical id in an Fn::GetAtt. */
function namedIn(value: unknown): string | undefined {
  const found = (value as { readonly 'Fn::GetAtt'?: readonly string[] } | undefined)?.['Fn::GetAtt'];
  return found?.[0];
}
