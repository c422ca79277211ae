import { actionClause, resourceClause } from '../properties/ask';
import { concreteTarget } from './concrete';

it.each<[action: string, resource: string, found: string]>([
  ['*', '*', 's3:GetObject on arn:aws:s3:::example/example'],
  ['s3:*', 'arn:aws:s3:::records', 's3:DeleteBucket on arn:aws:s3:::records'],
  ['s3:Get*', 'arn:aws:s3:::records/*', 's3:GetObject on arn:aws:s3:::records/example'],
  ['s3:Get*', 'arn:aws:s3:::records', 's3:GetAccelerateConfiguration on arn:aws:s3:::records'],
  ['iam:PassRole', '*', 'iam:PassRole on arn:aws:iam::111122223333:role/example'],
  ['iam:Create*', 'arn:aws:iam::*:user/*', 'iam:CreateAccessKey on arn:aws:iam::111122223333:user/example'],
  ['s3:ListAllMyBuckets', '*', 's3:ListAllMyBuckets on *'],
  ['ssm:SendCommand', '*', 'ssm:SendCommand on arn:aws:ssm:us-east-1:111122223333:document/example'],
  // A service that the table lacks.
  ['newservice:Do', 'arn:aws:newservice:::thing', 'newservice:Do on arn:aws:newservice:::thing'],
  ['newservice:', '', 'newservice:* on *'],
])('finds of %s on %s: %s', (action, resource, found) => {
  const region = { actions: [actionClause([action])], resources: [resourceClause([resource])], literals: [] };
  // The shortest texts of the sets.
  const plain = { action: action.replaceAll('*', ''), resource: resource.replaceAll('*', '') };
  const target = concreteTarget(region, plain, '111122223333');
  expect(`${target.action} on ${target.resource}`).toBe(found);
});
