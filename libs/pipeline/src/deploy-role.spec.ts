import { Template } from 'aws-cdk-lib/assertions';
import { DeployRole } from './deploy-role';
import { deployBuildRoleName, deployRoleName, shortName } from './names';
import { testStack } from './testing/stack';

function synthesize(): Template {
  const stack = testStack();
  new DeployRole(stack, 'DeployRole', {
    roleName: deployRoleName('acme-api', 'production'),
    buildAccount: '999988887777',
    buildRolePath: '/careplane/acme/shared/',
    buildRoleName: deployBuildRoleName('acme-api', 'production'),
    clusterName: 'acme-production',
  });
  return Template.fromStack(stack);
}

test('one build of one account may take it', () => {
  synthesize().hasResourceProperties('AWS::IAM::Role', {
    RoleName: 'acme-api-production-deploy',
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { AWS: 'arn:aws:iam::999988887777:root' },
          Condition: {
            ArnEquals: {
              'aws:PrincipalArn':
                'arn:aws:iam::999988887777:role/careplane/acme/shared/acme-api-production-deploy-build',
            },
          },
        },
      ],
    },
  });
});

test('it may give its own stack new parameters and look at the service: nothing else', () => {
  synthesize().hasResourceProperties('AWS::IAM::ManagedPolicy', {
    PolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Action: [
            'cloudformation:DescribeStackEvents',
            'cloudformation:DescribeStackResources',
            'cloudformation:DescribeStacks',
            'cloudformation:UpdateStack',
          ],
          Resource: ['arn:aws:cloudformation:us-east-2:111122223333:stack/Test/*'],
        },
        {
          Effect: 'Allow',
          Action: ['ecs:DescribeServices'],
          Resource: ['arn:aws:ecs:us-east-2:111122223333:service/acme-production/*'],
        },
      ],
    },
  });
});

test.each([
  ['short', 10, 'short'],
  ['exactly-10', 10, 'exactly-10'],
  ['one-that-is-longer', 16, /^one-tha-[0-9a-f]{8}$/],
])('the name %s, at most %d characters', (name, longest, expected) => {
  expect(shortName(name, longest)).toEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
  expect(shortName(name, longest).length).toBeLessThanOrEqual(longest);
});

test('long names that begin alike stay two, and both roles of an environment have names of their own', () => {
  const unit = `${'p'.repeat(20)}-${'s'.repeat(24)}`;
  const names = ['environment-one-of-2', 'environment-two-of-2'].flatMap((environment) => [
    deployRoleName(unit, environment),
    deployBuildRoleName(unit, environment),
  ]);
  expect(new Set(names).size).toBe(4);
  expect(names.every((name) => name.length <= 64)).toBe(true);
});
