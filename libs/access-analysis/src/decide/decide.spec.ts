import { ACCOUNT, asked, document, guardOf, ROLE, roleWith } from '../testing/callers';
import { decide } from './decide';
import type { Caller, Guard, Question } from './question';

const allow = (Action: unknown, Resource: unknown = '*', more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const deny = (Action: unknown, Resource: unknown = '*', more: object = {}) => ({
  Effect: 'Deny',
  Action,
  Resource,
  ...more,
});
const BUCKET = 'arn:aws:s3:::records';
const KEY = `arn:aws:kms:us-east-2:${ACCOUNT}:key/k`;

interface Case {
  readonly caller: Caller;
  readonly question: Question;
  readonly guards?: readonly Guard[];
  readonly verdict: 'yes' | 'no' | 'undecided';
}

const CASES: Readonly<Record<string, Case>> = {
  'an allow': {
    caller: roleWith({ identity: document(allow('s3:Get*')) }),
    question: asked('s3:getobject', BUCKET),
    verdict: 'yes',
  },
  'nothing that allows': {
    caller: roleWith({ identity: document(allow('s3:Put*')) }),
    question: asked('s3:GetObject', BUCKET),
    verdict: 'no',
  },
  'a deny of everything asked': {
    caller: roleWith({ identity: document(allow('s3:*'), deny('s3:*', 'arn:aws:s3:::rec*')) }),
    question: asked('s3:GetObject', BUCKET),
    verdict: 'no',
  },
  'a deny that leaves something': {
    caller: roleWith({ identity: document(allow('s3:*'), deny('s3:*', `${BUCKET}/private/*`)) }),
    question: asked('s3:GetObject', `${BUCKET}/*`),
    verdict: 'yes',
  },
  'denies that together leave nothing': {
    caller: roleWith({
      identity: document(
        allow('s3:*'),
        deny('s3:*', '*', { Condition: { Bool: { 'aws:SecureTransport': 'true' } } }),
        deny('s3:*', '*', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      ),
    }),
    question: asked('s3:GetObject', BUCKET),
    verdict: 'no',
  },
  NotAction: {
    caller: roleWith({ identity: document({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }) }),
    question: asked('iam:CreateUser', '*'),
    verdict: 'no',
  },
  'a deny with NotResource': {
    caller: roleWith({
      identity: document(allow('s3:*'), { Effect: 'Deny', Action: 's3:*', NotResource: `${BUCKET}/*` }),
    }),
    question: asked('s3:GetObject', 'arn:aws:s3:::other/*'),
    verdict: 'no',
  },
  'a boundary that does not allow it': {
    caller: roleWith({ identity: document(allow('*')), boundary: document(allow('s3:*')) }),
    question: asked('iam:CreateUser', '*'),
    verdict: 'no',
  },
  'conditions of identity and boundary that exclude each other': {
    caller: roleWith({
      identity: document(allow('s3:*', '*', { Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-2' } } })),
      boundary: document(allow('s3:*', '*', { Condition: { StringNotLike: { 'aws:RequestedRegion': 'us-*' } } })),
    }),
    question: asked('s3:GetObject', BUCKET),
    verdict: 'no',
  },
  'numbers that leave a gap': {
    caller: roleWith({
      identity: document(
        allow('s3:*', '*', {
          Condition: { NumericGreaterThan: { 's3:max-keys': '5' }, NumericLessThan: { 's3:max-keys': '6' } },
        }),
      ),
    }),
    question: asked('s3:ListBucket', BUCKET),
    verdict: 'yes',
  },
  'addresses outside of the allowed range': {
    caller: roleWith({
      identity: document(
        allow('s3:*', '*', { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/16' } } }),
        deny('s3:*', '*', { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }),
      ),
    }),
    question: asked('s3:GetObject', BUCKET),
    verdict: 'no',
  },
  'a variable with a known value': {
    caller: roleWith({
      identity: document(allow('s3:*', `${BUCKET}/\${aws:PrincipalTag/team}/*`)),
      known: { 'aws:principaltag/team': 'labs' },
    }),
    question: asked('s3:GetObject', `${BUCKET}/billing/*`),
    verdict: 'no',
  },
  'a variable that a request can choose': {
    caller: roleWith({ identity: document(allow('s3:*', `${BUCKET}/\${aws:RequestTag/team}/*`)) }),
    question: asked('s3:GetObject', `${BUCKET}/*`),
    verdict: 'yes',
  },
  'a policy of the bucket that names the role': {
    caller: roleWith({ identity: document() }),
    question: asked('s3:GetObject', `${BUCKET}/*`),
    guards: [
      guardOf(BUCKET, document(allow('s3:GetObject', `${BUCKET}/*`, { Principal: { AWS: ROLE } })), {
        alsoCovers: [`${BUCKET}/*`],
      }),
    ],
    verdict: 'yes',
  },
  'a policy of the bucket that names the account': {
    caller: roleWith({ identity: document() }),
    question: asked('s3:GetObject', `${BUCKET}/*`),
    guards: [
      guardOf(
        BUCKET,
        document(allow('s3:GetObject', `${BUCKET}/*`, { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } })),
        { alsoCovers: [`${BUCKET}/*`] },
      ),
    ],
    verdict: 'no',
  },
  'a key whose policy leaves it to the account': {
    caller: roleWith({ identity: document(allow('kms:Decrypt', KEY)) }),
    question: asked('kms:Decrypt', KEY),
    guards: [
      guardOf(KEY, document(allow('kms:*', '*', { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } })), {
        isRequired: true,
      }),
    ],
    verdict: 'yes',
  },
  'a key whose policy is for others': {
    caller: roleWith({ identity: document(allow('kms:Decrypt', KEY)) }),
    question: asked('kms:Decrypt', KEY),
    guards: [
      guardOf(KEY, document(allow('kms:*', '*', { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/other` } })), {
        isRequired: true,
      }),
    ],
    verdict: 'no',
  },
  'a key that is in no template': {
    caller: roleWith({ identity: document(allow('kms:Decrypt', KEY)) }),
    question: asked('kms:Decrypt', KEY),
    verdict: 'undecided',
  },
  'a bucket of another account needs both sides': {
    caller: roleWith({ identity: document() }),
    question: asked('s3:GetObject', `${BUCKET}/*`),
    guards: [
      guardOf(BUCKET, document(allow('s3:GetObject', `${BUCKET}/*`, { Principal: { AWS: ROLE } })), {
        account: '444455556666',
        alsoCovers: [`${BUCKET}/*`],
      }),
    ],
    verdict: 'no',
  },
  'several values of a key': {
    caller: roleWith({
      identity: document(
        allow('dynamodb:GetItem', '*', {
          Condition: {
            'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['id', 'name'] },
            'ForAnyValue:StringLike': { 'dynamodb:Attributes': 'n*' },
          },
        }),
      ),
    }),
    question: asked('dynamodb:GetItem', '*'),
    verdict: 'yes',
  },
};

it.each(Object.entries(CASES))('%s', (_, { caller, question, guards = [], verdict }) => {
  expect(decide(caller, question, guards).verdict).toBe(verdict);
});

it('says which request is allowed, in which context, and by which statements', () => {
  const identity = document({
    Sid: 'Read',
    ...allow('s3:GetObject', `${BUCKET}/*`, { Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-2' } } }),
  });
  expect(decide(roleWith({ identity }), asked('s3:*', '*'), [])).toMatchObject({
    verdict: 'yes',
    witness: {
      action: 's3:GetObject',
      resource: `${BUCKET}/example`,
      context: { 'aws:RequestedRegion': ['us-east-2'] },
      allowedBy: [{ statement: 'Read' }],
    },
  });
});
