// Random policies and requests, the same for the same seed.
import type { Statement } from '../../tools/emulator/judge';

export const ACCOUNT = '111122223333';
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/app`;
export const BUCKET = 'arn:aws:s3:::medmo-records-production';

/** A source of random choices. */
export class Chance {
  constructor(private state: number) {}

  /** From 0 to 1, without 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  one<T>(from: readonly T[]): T {
    return from[Math.floor(this.next() * from.length)] as T;
  }

  some<T>(from: readonly T[], most: number): T[] {
    return Array.from({ length: 1 + Math.floor(this.next() * most) }, () => this.one(from));
  }

  happens(probability: number): boolean {
    return this.next() < probability;
  }
}

export const ACTIONS = [
  's3:GetObject',
  's3:GetObjectVersion',
  's3:PutObject',
  's3:DeleteObject',
  's3:PutObjectTagging',
];
const ACTION_PATTERNS = [...ACTIONS, '*', 's3:*', 's3:Get*', 's3:?etObject', 's3:*Object', 'S3:getobject', 'sqs:*'];

export const RESOURCES = ['a', 'ab', 'team/labs/a', 'team/billing/b', 'x:y'].map((key) => `${BUCKET}/${key}`);
const RESOURCE_PATTERNS = [
  ...RESOURCES,
  ...[
    '*',
    `${BUCKET}/*`,
    `${BUCKET}/team/*`,
    `${BUCKET}/?`,
    'arn:aws:s3:::medmo-*/team/labs/*',
    'arn:aws:s3:::medmo-*',
  ],
];
/** Not for NotResource: AWS does not say what it leaves out when the variable has no value. */
const WITH_VARIABLES = [
  ...RESOURCE_PATTERNS,
  `${BUCKET}/team/\${aws:PrincipalTag/team}/*`,
  `${BUCKET}/team/\${aws:PrincipalTag/absent, 'billing'}/*`,
];

/** Condition keys with the values that requests have; undefined: the request does not have the key. */
export const KEYS: Readonly<Record<string, readonly (string | undefined)[]>> = {
  'aws:RequestedRegion': ['us-east-2', 'eu-central-1'],
  'aws:SecureTransport': ['true', 'false'],
  'aws:SourceIp': ['10.0.0.1', '10.9.0.1', '192.0.2.1', undefined],
  'aws:PrincipalTag/team': ['labs', 'billing', undefined],
  's3:TlsVersion': ['5', '10', undefined],
  'aws:CurrentTime': ['2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z'],
};

const CONDITIONS: readonly (readonly [operator: string, key: string, values: readonly string[]])[] = [
  ['StringEquals', 'aws:RequestedRegion', ['us-east-2', 'eu-central-1', 'us-west-2']],
  ['StringNotEquals', 'aws:RequestedRegion', ['us-east-2', 'us-west-2']],
  ['StringLike', 'aws:RequestedRegion', ['us-*', '*-central-?', 'eu-central-1']],
  ['StringNotLike', 'aws:RequestedRegion', ['us-*', 'eu-*']],
  ['StringEqualsIgnoreCase', 'aws:RequestedRegion', ['US-EAST-2', 'EU-central-1']],
  ['StringEqualsIfExists', 'aws:PrincipalTag/team', ['labs', 'billing']],
  ['StringEquals', 'aws:PrincipalTag/team', ['labs', 'billing']],
  ['StringNotEquals', 'aws:PrincipalTag/team', ['labs']],
  ['Null', 'aws:PrincipalTag/team', ['true', 'false']],
  ['Null', 's3:TlsVersion', ['true', 'false']],
  ['Bool', 'aws:SecureTransport', ['true', 'false']],
  ['BoolIfExists', 'aws:SecureTransport', ['true', 'false']],
  ['IpAddress', 'aws:SourceIp', ['10.0.0.0/8', '10.9.0.0/16', '192.0.2.1/32']],
  ['NotIpAddress', 'aws:SourceIp', ['10.0.0.0/8', '192.0.2.0/24']],
  ['NumericLessThan', 's3:TlsVersion', ['6', '10', '11']],
  ['NumericGreaterThanEquals', 's3:TlsVersion', ['5', '6']],
  ['DateLessThan', 'aws:CurrentTime', ['2026-06-01T00:00:00Z', '2028-01-01T00:00:00Z']],
  ['ArnLike', 'aws:PrincipalArn', [ROLE, 'arn:aws:iam::*:role/*', 'arn:aws:iam::*:role/other']],
  ['ArnNotEquals', 'aws:PrincipalArn', ['arn:aws:iam::*:role/other', ROLE]],
];

/** A statement; with a principal, for the policy of a resource. */
export function randomStatement(chance: Chance, hasPrincipal = false): Statement {
  const actions = chance.some(ACTION_PATTERNS, 3);
  const leavesOut = chance.happens(0.15);
  const resources = chance.some(leavesOut ? RESOURCE_PATTERNS : WITH_VARIABLES, 2);
  const conditions = chance.happens(0.5) ? chance.some(CONDITIONS, 2) : [];
  const condition: Record<string, Record<string, string[]>> = {};
  for (const [operator, key, values] of conditions) {
    const count = operator.startsWith('Null') || operator.startsWith('Bool') ? 1 : 2;
    condition[operator] = { ...condition[operator], [key]: chance.some(values, count) };
  }
  const principals = [
    { AWS: ROLE },
    { AWS: `arn:aws:iam::${ACCOUNT}:root` },
    '*',
    { AWS: `arn:aws:iam::${ACCOUNT}:role/other` },
  ];
  return {
    Effect: chance.happens(0.7) ? 'Allow' : 'Deny',
    ...(hasPrincipal ? { Principal: chance.one(principals) } : {}),
    ...(chance.happens(0.15) ? { NotAction: actions } : { Action: actions }),
    ...(leavesOut ? { NotResource: resources } : { Resource: resources }),
    ...(conditions.length === 0 ? {} : { Condition: condition }),
  };
}
