import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { testStack } from '../testing/stack';
import { cacheConnection } from './cache-connection';

test('a service may sign in as the user of this cache alone, and finds it by its variables', () => {
  const stack = testStack();
  const { network, statements, variables } = cacheConnection(stack, {
    name: 'sessions',
    securityGroup: SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-cache'),
    port: 6379,
    values: { host: 'master.cache', port: '6379', id: 'acme-sessions', user: 'acme-sessions-user' },
    variables: { host: 'HOST', port: 'PORT', id: 'ID', user: 'USER' },
  });
  expect(variables).toEqual({ HOST: 'master.cache', PORT: '6379', ID: 'acme-sessions', USER: 'acme-sessions-user' });
  expect([network?.securityGroup.securityGroupId, network?.port]).toEqual(['sg-cache', 6379]);
  const [statement] = statements.map((each) => stack.resolve(each.toStatementJson()));
  expect(statement.Action).toBe('elasticache:Connect');
  expect(JSON.stringify(statement.Resource)).toContain(':replicationgroup:acme-sessions');
  expect(JSON.stringify(statement.Resource)).toContain(':user:acme-sessions-user');
});
