import * as z from 'zod';
import { nameOf } from './primitives';
import { queueName } from './queue';

export const topicName = nameOf('Name of a topic', 30);

/** Limits of a filter policy. https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html */
const MAX_ATTRIBUTES = 5;
const MAX_COMBINATIONS = 150;

const text = z.string().min(1).max(256);
/** https://docs.aws.amazon.com/sns/latest/dg/numeric-value-matching.html */
const number = z.number().min(-1e9).max(1e9);

/** One way in which an attribute may match. https://docs.aws.amazon.com/sns/latest/dg/example-filter-policies.html */
const condition = z.union([
  text,
  number,
  z.boolean(),
  z.strictObject({ prefix: text.describe('Texts that begin with it.') }),
  z.strictObject({ suffix: text.describe('Texts that end with it.') }),
  z.strictObject({ 'equals-ignore-case': text.describe('The text, in capitals or not.') }),
  z.strictObject({ exists: z.boolean().describe('Whether messages have the attribute at all.') }),
  z.strictObject({
    'anything-but': z
      .array(z.union([text, number]))
      .min(1)
      .describe('Every value but these.'),
  }),
  z.strictObject({
    numeric: z
      .union([
        z.tuple([z.enum(['=', '<', '<=', '>', '>=']), number]),
        z.tuple([z.enum(['>', '>=']), number, z.enum(['<', '<=']), number]),
      ])
      .describe('Numbers in a range: ["=", 5], [">", 0] or [">=", 0, "<", 100].'),
  }),
]);

const filterSchema = z
  .record(
    z
      .string()
      .max(256)
      .regex(/^(?!AWS\.|Amazon\.)[A-Za-z0-9_.-]+$/i, {
        error: 'must be the name of a message attribute: letters, digits and . _ -, not beginning with AWS. or Amazon.',
      }),
    z.array(condition).min(1).max(MAX_COMBINATIONS),
  )
  .refine((filter) => Object.keys(filter).length > 0, { error: 'must name at least one attribute' })
  .refine((filter) => Object.keys(filter).length <= MAX_ATTRIBUTES, {
    error: `must name at most ${MAX_ATTRIBUTES} attributes, as SNS allows`,
  })
  .refine(
    (filter) => Object.values(filter).reduce((product, values) => product * values.length, 1) <= MAX_COMBINATIONS,
    { error: `must have at most ${MAX_COMBINATIONS} combinations of values, as SNS allows` },
  );

const subscriberSchema = z
  .strictObject({
    raw: z
      .boolean()
      .default(true)
      .describe(
        'Whether the queue gets the message as it was published. Otherwise SNS wraps it into JSON with its id, its topic and its attributes.',
      ),
    filter: filterSchema
      .optional()
      .describe(
        'Messages that the queue gets, by their attributes: each named attribute must match one of its values. Default: all messages.',
      ),
  })
  .describe('A queue that gets the messages of the topic.');

export const topicSchema = z
  .strictObject({
    subscribers: z
      .record(queueName, subscriberSchema)
      .refine((subscribers) => Object.keys(subscribers).length > 0, {
        error: 'must have at least one subscriber: messages of a topic without one are lost',
      })
      .refine((subscribers) => Object.keys(subscribers).length <= 20, { error: 'must have at most 20 subscribers' })
      .describe('Queues of the platform that each get a copy of every message, by their names.'),
  })
  .describe('A topic of Amazon SNS in every environment, encrypted, with alarms. What cannot be delivered is kept.');
