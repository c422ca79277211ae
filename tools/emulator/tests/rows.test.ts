// `node --test` runs this; tools/nx-plugin's tests start it. Every row against AWS's own list of actions and resources: an
// action that is not there, or that never has such a resource, would refuse every role.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { judge } from '../judge';

/** A resource that an operation is on: an ARN with places to fill in, `*`, or a value of the request. */
interface Entry {
  readonly action: string;
  readonly on?: string | readonly string[];
  readonly else?: string | readonly string[];
}

/** What an operation needs; a text or a list is what it is on. */
type Row =
  | string
  | readonly string[]
  | (Omit<Entry, 'action'> & { readonly action?: string; readonly free?: unknown; readonly also?: readonly Entry[] });

interface Rows {
  readonly prefix: string;
  readonly operations: Readonly<Record<string, Row>>;
}

interface Rights {
  readonly types: Readonly<Record<string, Readonly<Record<string, readonly Entry[]>>>>;
}

const place = join(__dirname, '../emulator/enforce/rows');
const everything = [
  { name: 'all', policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } },
];
const rights = (JSON.parse(readFileSync(join(place, '../../../rights.json'), 'utf8')) as Rights).types;
const files = readdirSync(place).map((file) => ({
  file,
  rows: JSON.parse(readFileSync(join(place, file), 'utf8')) as Rows,
}));

void test('there are rows', () => ok(files.length > 20));

for (const {
  file,
  rows: { prefix, operations },
} of files) {
  void test(file, async () => {
    const faults: string[] = [];
    for (const [operation, row] of Object.entries(operations)) {
      const full = rowOf(row);
      if (full.free) continue;
      for (const entry of [{ action: `${prefix}:${operation}`, ...full }, ...(full.also ?? [])]) {
        for (const pattern of [entry.on ?? '*', entry.else ?? []].flat(2)) {
          const fault = await faultOf(entry.action, pattern);
          if (fault) faults.push(`${operation}: ${entry.action} on ${pattern}: ${fault}`);
        }
      }
    }
    deepEqual(faults, []);
  });
}

void test('rights.json', async () => {
  const faults: string[] = [];
  for (const [type, verbs] of Object.entries(rights)) {
    for (const { action, on, else: otherwise = [] } of Object.values(verbs).flat()) {
      for (const pattern of [on ?? [], otherwise].flat()) {
        const fault = await faultOf(action, pattern);
        if (fault) faults.push(`${type}: ${action} on ${pattern}: ${fault}`);
      }
    }
  }
  deepEqual(faults, []);
});

/** What AWS's list says against it. Whole ARNs that come from the request are whatever the request says. */
async function faultOf(action: string, pattern: string): Promise<string | undefined> {
  const known = pattern === '*' || pattern.startsWith('arn:');
  const resource = known ? filled(pattern) : sampleFor(action);
  if (resource === undefined) return undefined;
  const answer = await judge({
    principal: 'arn:aws:sts::111122223333:assumed-role/r/s',
    action,
    resource,
    account: '111122223333',
    context: {},
    identity: everything,
  });
  return answer.fault;
}

function rowOf(row: Row): Exclude<Row, string | readonly string[]> {
  return typeof row === 'string' || isList(row) ? { on: row } : row;
}

function isList(row: Row): row is readonly string[] {
  return Array.isArray(row);
}

function filled(pattern: string): string {
  return pattern
    .replaceAll('{account}', '111122223333')
    .replaceAll('{region}', 'us-east-2')
    .replace(/\{[^}]*\|target_kind\}/g, 'vpc/vpc-1')
    .replace(/\{[^}]*\|family\}/g, 'x:1')
    .replace('{CopySource|path}', 'x/x')
    .replace(/\{AliasName\}/g, 'alias/x')
    .replace(/\{[^}]*\}/g, 'x');
}

/** What an operation of IAM is about, where the request has the whole ARN; nothing for other services. */
function sampleFor(action: string): string | undefined {
  if (!action.startsWith('iam:')) return undefined;
  if (action.includes('OpenIDConnect')) return 'arn:aws:iam::111122223333:oidc-provider/x';
  const policy = action.includes('Policy') && !/Role|User|Group/.test(action);
  return `arn:aws:iam::111122223333:${policy ? 'policy' : 'role'}/x`;
}

void test('the judge knows what is wrong', async () => {
  equal((await faultOf('ssm:NoSuchAction', '*'))?.startsWith('invalid.action'), true);
  equal(
    (await faultOf('ssm:DescribeParameters', 'arn:aws:ssm:{region}:{account}:parameter/x'))?.split(' ')[0],
    'must.use.wildcard',
  );
  equal((await faultOf('ssm:GetParameter', 'arn:aws:s3:::x'))?.split(' ')[0], 'no.resource.types');
});

void test('the judge compares the encryption context of a key', async () => {
  const own = (bucket: string) => ({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'kms:GenerateDataKey',
        Resource: '*',
        Condition: { StringLike: { 'kms:EncryptionContext:aws:s3:arn': `arn:aws:s3:::${bucket}*` } },
      },
    ],
  });
  const trust = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: '*' },
    ],
  };
  const asked = (bucket: string) => ({
    principal: 'arn:aws:sts::111122223333:assumed-role/r/s',
    action: 'kms:GenerateDataKey',
    resource: 'arn:aws:kms:us-east-2:111122223333:key/1',
    account: '111122223333',
    context: { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::evidence/a' },
    identity: [{ name: 'own', policy: own(bucket) }],
    resourcePolicy: trust,
  });
  equal((await judge(asked('evidence'))).allowed, true);
  equal((await judge(asked('other'))).allowed, false);
});
