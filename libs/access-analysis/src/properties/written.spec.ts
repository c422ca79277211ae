import { accessWorld } from '../template/world';
import { problemsOf } from './written';
import type { WrittenProperty } from './written';

const world = accessWorld([
  {
    ...{ name: 'app', account: '111122223333', region: 'us-east-2' },
    template: {
      Resources: {
        Records: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'records' } },
        Worker: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'worker' } },
      },
    },
  },
]);

function problemsIn(property: Partial<WrittenProperty>) {
  const whole: WrittenProperty = {
    ...{ name: 'own', words: 'a property of a team', who: {}, cannot: ['read'], on: { types: ['bucket'] } },
    ...{ withSteps: false, except: [], ...property },
  };
  return problemsOf([whole], world, { environments: [] }).map(({ path, given, fix }) => ({
    path: path.join('.'),
    given,
    fix,
  }));
}

it.each<[what: string, property: Partial<WrittenProperty>]>([
  ['actions that exist', { cannot: ['s3:GetObject', 's3:Put*', 's3:getobject', 'delete'] }],
  [
    'an action of a service that is not in the table',
    { cannot: ['newservice:Do'], on: { arn: ['arn:aws:newservice:*'] } },
  ],
  ['sessions on instances', { cannot: ['ssm:StartSession'], on: { arn: ['arn:aws:ec2:*:*:instance/*'] } }],
  ['roles that are taken', { cannot: ['sts:AssumeRole'], on: { types: ['role'] } }],
])('takes %s', (_, property) => {
  expect(problemsIn(property)).toEqual([]);
});

it.each<[what: string, property: Partial<WrittenProperty>, problem: object]>([
  [
    'a mistyped action',
    { cannot: ['s3:GetObjekt'] },
    { path: '0.cannot', given: 's3:GetObjekt', fix: 'Did you mean s3:GetObject?' },
  ],
  [
    'wildcards that no action fits',
    { cannot: ['s3:Fetch*'] },
    { path: '0.cannot', given: 's3:Fetch*', fix: 'Write an action of the Service Authorization Reference.' },
  ],
  [
    'an action on resources that it does not take',
    { cannot: ['read', 'kms:Decrypt'] },
    {
      path: '0.cannot',
      given: 'kms:Decrypt',
      fix: 'Name resources in "on" that the action takes, or another action.',
    },
  ],
  [
    'a role that does not exist',
    { who: { name: ['werker'] } },
    { path: '0.who.name', given: 'werker', fix: 'Did you mean worker?' },
  ],
])('refuses %s', (_, property, problem) => {
  expect(problemsIn(property)).toEqual([problem]);
});
