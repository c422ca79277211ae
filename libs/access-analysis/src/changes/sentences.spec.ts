import type { AccessChange } from './access-changes';
import { accessSentences } from './sentences';

const CHANGE: AccessChange = {
  direction: 'gains',
  who: 'task',
  isWhole: false,
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::records/*',
  verdict: 'yes',
  witness: { action: 's3:GetObject', resource: 'arn:aws:s3:::records/', context: {}, allowedBy: [] },
  reasons: [],
};

it.each<[what: string, changes: readonly Partial<AccessChange>[], sentences: readonly string[]]>([
  ['nothing', [], []],
  [
    'a request',
    [{}],
    ['task can now s3:GetObject on arn:aws:s3:::records/*, for example s3:GetObject on arn:aws:s3:::records/'],
  ],
  [
    'a request that is the statement',
    [{ resource: 'arn:aws:s3:::records/' }],
    ['task can now s3:GetObject on arn:aws:s3:::records/'],
  ],
  [
    'conditions of the request',
    [
      {
        resource: 'arn:aws:s3:::records/',
        witness: {
          action: 's3:GetObject',
          resource: 'arn:aws:s3:::records/',
          context: { 'aws:sourcevpc': ['vpc-1'], 'aws:principaltag/team': null },
          allowedBy: [],
        },
      },
    ],
    [
      'task can now s3:GetObject on arn:aws:s3:::records/, for example s3:GetObject on arn:aws:s3:::records/ with aws:sourcevpc = vpc-1 without aws:principaltag/team',
    ],
  ],
  [
    'several actions on one resource, of which one is lost',
    [...'abcdef'].map((letter): Partial<AccessChange> => ({ action: `s3:${letter}` })).concat({ direction: 'loses' }),
    [
      'task can now s3:a, s3:b, s3:c, s3:d and 2 more on arn:aws:s3:::records/*, for example s3:GetObject on arn:aws:s3:::records/',
      'task can no longer s3:GetObject on arn:aws:s3:::records/*, for example s3:GetObject on arn:aws:s3:::records/',
    ],
  ],
  [
    'a new principal, after the others',
    [{ who: 'job', isWhole: true }, { who: 'job', isWhole: true, resource: '*' }, { resource: '*' }],
    [
      'task can now s3:GetObject on any resource, for example s3:GetObject on arn:aws:s3:::records/',
      'job is new: it can do 2 things on 2 resources, for example s3:GetObject on arn:aws:s3:::records/',
    ],
  ],
  [
    'what is undecided',
    [{ verdict: 'undecided', reasons: ['the parameter Bucket has no value'] }],
    [
      'task can now perhaps s3:GetObject on arn:aws:s3:::records/*, for example s3:GetObject on arn:aws:s3:::records/ (it depends: the parameter Bucket has no value)',
    ],
  ],
])('%s', (_, changes, sentences) => {
  expect(accessSentences(changes.map((change) => ({ ...CHANGE, ...change })))).toEqual(sentences);
});
