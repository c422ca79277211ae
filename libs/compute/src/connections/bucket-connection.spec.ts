import { testStack } from '../testing/stack';
import { bucketConnection } from './bucket-connection';

const bucket = {
  name: 'scans',
  bucketName: 'acme-scans',
  value: 'ref',
  keyArn: 'arn:key',
  variable: 'BUCKET_SCANS_NAME',
};
const connected = (use: 'read' | 'write' | 'both') => bucketConnection(testStack(), { ...bucket, use });
const statementsOf = (use: 'read' | 'write' | 'both') => {
  const stack = testStack();
  return bucketConnection(stack, { ...bucket, use }).statements.map((each) => stack.resolve(each.toStatementJson()));
};

test('a reader reads and decrypts; a writer writes, hides and encrypts; neither deletes a version', () => {
  const actions = (use: 'read' | 'write' | 'both') => statementsOf(use).flatMap(({ Action }) => Action);
  expect(actions('read')).toEqual(expect.arrayContaining(['s3:GetObject', 's3:ListBucket', 'kms:Decrypt']));
  expect(actions('read').filter((each: string) => /Put|Delete|Generate/.test(each))).toEqual([]);
  expect(actions('write')).toEqual(expect.arrayContaining(['s3:PutObject', 's3:DeleteObject', 'kms:GenerateDataKey']));
  expect(actions('write')).not.toContain('s3:GetObject');
  expect(actions('both')).toEqual(expect.arrayContaining(['s3:GetObject', 's3:PutObject']));
  for (const use of ['read', 'write', 'both'] as const) expect(actions(use)).not.toContain('s3:DeleteObjectVersion');
});

test('objects of this bucket alone, and the key through S3 alone', () => {
  const [about, objects, key] = statementsOf('both');
  expect(JSON.stringify(about.Resource)).toContain(':s3:::acme-scans"');
  expect(JSON.stringify(objects.Resource)).toContain(':s3:::acme-scans/*"');
  expect(key).toMatchObject({
    Resource: 'arn:key',
    Condition: { StringEquals: { 'kms:ViaService': 's3.us-east-2.amazonaws.com' } },
  });
});

test('the name is in the variable, and the asterisk has its reason', () => {
  const { variables, wildcards, network } = connected('read');
  expect(variables).toEqual({ BUCKET_SCANS_NAME: 'ref' });
  expect(wildcards).toHaveLength(1);
  expect(network).toBeUndefined();
});
