import { parseArn } from './arn';

test.each([
  [
    'arn:aws:acm:us-east-2:111122223333:certificate/6f1c2f6e',
    {
      partition: 'aws',
      service: 'acm',
      region: 'us-east-2',
      account: '111122223333',
      resource: 'certificate/6f1c2f6e',
    },
  ],
  [
    'arn:aws-us-gov:iam::111122223333:role/careplane/acme/x',
    { partition: 'aws-us-gov', service: 'iam', region: '', account: '111122223333', resource: 'role/careplane/acme/x' },
  ],
  ['arn:aws:s3:::bucket', { partition: 'aws', service: 's3', region: '', account: '', resource: 'bucket' }],
  [
    'arn:aws:rds-db:us-east-2:111122223333:dbuser:db-ABC/api',
    {
      partition: 'aws',
      service: 'rds-db',
      region: 'us-east-2',
      account: '111122223333',
      resource: 'dbuser:db-ABC/api',
    },
  ],
])('%s has its parts', (arn, parts) => expect(parseArn(arn)).toEqual(parts));

test.each(['', 'bucket', 'arn:aws:s3', 'arn::s3:::bucket', 'urn:aws:s3:::bucket'])('%j is not an ARN', (text) =>
  expect(() => parseArn(text)).toThrow(`"${text}" is not an ARN`),
);
