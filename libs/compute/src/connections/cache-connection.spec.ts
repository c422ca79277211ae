import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { synthesizeService } from '../testing/service';
import { testStack } from '../testing/stack';
import { cacheConnection } from './cache-connection';

test('a service may sign in as the user of this cache alone, and finds it by its variables', () => {
  const stack = testStack();
  const { network, statements, variables } = cacheConnection(stack, {
    name: 'sessions',
    securityGroup: SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-cache'),
    port: 6379,
    values: { host: 'master.cache', port: '6379', id: 'acme-sessions', user: 'acme-sessions-user' },
    variables: { host: 'HOST', port: 'PORT', id: 'ID', user: 'USER', password: 'PASSWORD' },
  });
  expect(variables).toEqual({ HOST: 'master.cache', PORT: '6379', ID: 'acme-sessions', USER: 'acme-sessions-user' });
  expect([network?.securityGroup.securityGroupId, network?.port]).toEqual(['sg-cache', 6379]);
  const [statement] = statements.map((each) => stack.resolve(each.toStatementJson()));
  expect(statement.Action).toBe('elasticache:Connect');
  expect(JSON.stringify(statement.Resource)).toContain(':replicationgroup:acme-sessions');
  expect(JSON.stringify(statement.Resource)).toContain(':user:acme-sessions-user');
});

test('with a password, the container gets it, the execution role decrypts it with its key, and IAM opens nothing', () => {
  const stack = testStack();
  const connection = cacheConnection(stack, {
    name: 'work',
    securityGroup: SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-cache'),
    port: 6379,
    values: { host: 'master.cache', port: '6379', id: 'acme-work', user: 'acme-work' },
    variables: { host: 'HOST', port: 'PORT', id: 'ID', user: 'USER', password: 'PASSWORD' },
    password: Secret.fromSecretAttributes(stack, 'Password', {
      secretCompleteArn: 'arn:aws:secretsmanager:us-east-2:111122223333:secret:/acme/password-AbCdEf',
      encryptionKey: Key.fromKeyArn(stack, 'DataKey', DATA_KEY),
    }),
  });
  expect(connection.statements).toEqual([]);
  expect(Object.keys(connection.secrets ?? {})).toEqual(['PASSWORD']);
  const policies = (secretNames: string[]) =>
    JSON.stringify(
      synthesizeService({ connections: [connection], secretNames }).template.findResources('AWS::IAM::ManagedPolicy'),
    );
  expect(policies([])).toContain(
    `"Action":"kms:Decrypt","Condition":{"StringEquals":{"kms:ViaService":"secretsmanager.us-east-2.amazonaws.com"}},"Effect":"Allow","Resource":"${DATA_KEY}"`,
  );
  expect(policies(['OWN'])).toMatch(
    new RegExp(`"kms:Decrypt"[^}]*\\}[^}]*\\},"Effect":"Allow","Resource":\\[[^\\]]*"${DATA_KEY}"`),
  );
});

const DATA_KEY = 'arn:aws:kms:us-east-2:111122223333:key/data';
