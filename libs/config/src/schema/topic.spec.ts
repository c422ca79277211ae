import { topicSchema } from './topic';

const messages = (topic: unknown) => topicSchema.safeParse(topic).error?.issues.map(({ message }) => message) ?? [];
const filtered = (filter: unknown) => ({ subscribers: { letters: { filter } } });

test('each form of a condition is taken', () => {
  expect(
    messages(
      filtered({
        kind: ['lab', 5, true, { prefix: 'a' }, { suffix: 'b' }, { 'equals-ignore-case': 'C' }, { exists: false }],
        size: [{ numeric: ['>=', 0, '<', 100] }, { numeric: ['=', 5] }, { 'anything-but': ['x', 3] }],
      }),
    ),
  ).toEqual([]);
});

const many = (count: number) => Array.from({ length: count }, (_, index) => `value${index}`);

test.each<[what: string, topic: unknown, message: string]>([
  ['no subscriber', { subscribers: {} }, 'must have at least one subscriber: messages of a topic without one are lost'],
  ['no attribute', filtered({}), 'must name at least one attribute'],
  [
    'six attributes',
    filtered(Object.fromEntries(many(6).map((name) => [name, ['x']]))),
    'must name at most 5 attributes, as SNS allows',
  ],
  [
    '151 combinations',
    filtered({ a: many(16), b: many(10) }),
    'must have at most 150 combinations of values, as SNS allows',
  ],
])('%s is refused', (_, topic, message) => expect(messages(topic)).toEqual([message]));

test.each([
  ['an unknown condition', { kind: [{ like: 'x' }] }],
  ['a range that is none', { kind: [{ numeric: ['<', 0, '>', 5] }] }],
  ['a name that AWS keeps', { 'AWS.kind': ['x'] }],
  ['a text in place of a list', { kind: 'lab' }],
])('%s is refused', (_, filter) => expect(messages(filtered(filter))).toHaveLength(1));
