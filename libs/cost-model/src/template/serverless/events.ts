import { isMap, type Value } from '../value';
import type { ResourceDeclaration } from '../template';

type Properties = Readonly<Record<string, unknown>>;
type Generated = readonly [id: string, declaration: ResourceDeclaration];

/** An event of a function or a state machine, as far as it is a map. */
export interface ServerlessEvent {
  readonly Type?: unknown;
  readonly Properties?: Properties;
}

/** The events of a resource by name; none where the template has something else there. */
export function eventsOf(declaration: ResourceDeclaration): readonly (readonly [string, ServerlessEvent])[] {
  const events = declaration.Properties?.['Events'];
  return Object.entries(mapOf(events)).filter((entry): entry is [string, ServerlessEvent] => isMap(entry[1] as Value));
}

/**
 * Charged resources that the Serverless transform makes of the events of a function or a state machine: schedules of EventBridge
 * Scheduler, queues between a topic and a function, queues of undelivered events, rules of IoT, and event sources that cost.
 *
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
 */
export function resourcesOfEvents(id: string, declaration: ResourceDeclaration): readonly Generated[] {
  return eventsOf(declaration).flatMap(([name, { Type: type, Properties: given }]) => {
    const properties = mapOf(given);
    const own = `${id}${name}`;
    const make = (suffix: string, resourceType: string, ofResource: Properties): Generated => [
      `${own}${suffix}`,
      generated(declaration, resourceType, ofResource),
    ];
    const { ProvisionedPollerConfig, MetricsConfig } = properties;
    return [
      ...(type === 'ScheduleV2' ? [make('', 'AWS::Scheduler::Schedule', {})] : []),
      ...(type === 'IoTRule' ? [make('', 'AWS::IoT::TopicRule', {})] : []),
      ...(ProvisionedPollerConfig === undefined && MetricsConfig === undefined
        ? []
        : [make('', 'AWS::Lambda::EventSourceMapping', { ProvisionedPollerConfig, MetricsConfig })]),
      ...(needsQueue(type, properties) ? [make('Queue', 'AWS::SQS::Queue', {})] : []),
    ];
  });
}

/** Queues and topics that the transform makes for the results of asynchronous calls. */
export function resourcesOfDestinations(id: string, declaration: ResourceDeclaration): readonly Generated[] {
  const config = mapOf(mapOf(declaration.Properties?.['EventInvokeConfig'])['DestinationConfig']);
  return ['OnSuccess', 'OnFailure'].flatMap((outcome): Generated[] => {
    const { Type: type, Destination: destination } = mapOf(config[outcome]);
    const made = destination === undefined ? DESTINATIONS.find((each) => each.type === type) : undefined;
    if (made === undefined) return [];
    return [[`${id}EventInvokeConfig${outcome}${made.suffix}`, generated(declaration, made.resourceType, {})]];
  });
}

const DESTINATIONS = [
  { type: 'SQS', suffix: 'Queue', resourceType: 'AWS::SQS::Queue' },
  { type: 'SNS', suffix: 'Topic', resourceType: 'AWS::SNS::Topic' },
] as const;

function needsQueue(
  type: unknown,
  { SqsSubscription: subscription, DeadLetterConfig: undelivered }: Properties,
): boolean {
  if (type === 'SNS') {
    return subscription === true || subscription === 'true' || hasNone(subscription, 'QueueArn');
  }
  return mapOf(undelivered)['Type'] === 'SQS' && hasNone(undelivered, 'Arn');
}

function hasNone(value: unknown, key: string): boolean {
  return isMap(value as Value) && !Object.hasOwn(value as object, key);
}

function generated(declaration: ResourceDeclaration, type: string, properties: Properties): ResourceDeclaration {
  const given = Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
  return { ...declaration, Type: type, Properties: given };
}

/** A value as a map. @default none of its keys, if it is something else */
export function mapOf(value: unknown): Properties {
  return isMap(value as Value) ? (value as Properties) : {};
}
