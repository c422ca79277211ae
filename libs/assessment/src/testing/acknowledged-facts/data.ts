import { findKey } from '@careplane/platform/testing';
import type { Facts } from './fact';
import { each, every, text, aMatch, pathOf, databaseIsIsolated } from './fact';
import { isolatedSubnetsHaveNoDefaultRoute } from './network';

/** Reasons about databases, secrets and backups. */
export const DATA_FACTS: Facts = {
  'Not production: an outage of its zone may last until it is restored from the backups, which are taken and tested as in production.':
    {
      'it is not production': (_, where) => where.filter((path) => path.includes('production')),
      'backups are taken and tested in each environment': ({ stacks }) => {
        const data = stacks.filter(({ stack }) => stack.startsWith('medmo-data-'));
        const counted = data.map(({ stack, template }) => {
          const types = Object.values(template.Resources).map(({ Type }) => Type);
          return types.filter((type) => /^AWS::Backup::(BackupPlan|RestoreTesting(Plan|Selection))$/.test(type))
            .length === 3
            ? ''
            : stack;
        });
        return counted.length === 2 ? counted.filter((stack) => stack !== '') : ['not two environments'];
      },
    },
  'The general log holds every statement with its values, so patients’ data would be copied into the log. Connections and changes of tables and rights are in the audit log.':
    {
      'the audit log is written, and the general log is not': each('AWS::RDS::DBInstance', ({ Properties = {} }) => {
        const logs = Properties['EnableCloudwatchLogsExports'] as readonly string[];
        return logs.includes('audit') && !logs.includes('general');
      }),
      'it has connections, and changes of tables and rights': every('AWS::RDS::OptionGroup', ({ Properties = {} }) =>
        text(Properties['OptionConfigurations']).includes('"CONNECT,QUERY_DDL,QUERY_DCL"'),
      ),
    },
  'The value is issued by somebody else (a gateway, a partner) or shared with running sessions, so a rotation would replace it by one that they do not know. Its owner changes it as docs/guides/platform.md says.':
    {
      'the guide says how': aMatch('docs/guides/platform.md', /Secrets of a service[^]*put-secret-value/),
      'they are secrets that a service names': each('AWS::SecretsManager::Secret', (found) =>
        pathOf(found).includes('/Service/Secrets/'),
      ),
    },
  'AWS’s own policy for this service role: it reaches RDS’s log groups and nothing else, and AWS keeps it in step with the agent.':
    {
      'RDS’s monitoring alone may take the role, and it has no other policy': each(
        'AWS::IAM::Role',
        ({ Properties = {} }) =>
          text(Properties['AssumeRolePolicyDocument']).includes(
            '"Principal":{"Service":"monitoring.rds.amazonaws.com"}',
          ) && (Properties['ManagedPolicyArns'] as readonly unknown[]).length === 1,
      ),
    },
  'Another port would not hide the database: it is in subnets without a route out, and its security group admits only named services.':
    {
      'it is in isolated subnets': databaseIsIsolated,
      'these have no route': isolatedSubnetsHaveNoDefaultRoute,
      'it is not public': each(
        'AWS::RDS::DBInstance',
        ({ Properties = {} }) => Properties['PubliclyAccessible'] === false,
      ),
      'its group admits groups of services': every(
        'AWS::EC2::SecurityGroupIngress',
        ({ Properties = {} }) =>
          !text(Properties['GroupId']).includes('Database') ||
          text(Properties['SourceSecurityGroupId']).includes('ServiceSecurityGroup'),
      ),
    },
  'AWS’s own policy for AWS Backup’s service role, kept in step with the service; only AWS Backup in this account may assume the role, and the vault’s lock stands above what it allows.':
    {
      'only AWS Backup in this account may assume it': each('AWS::IAM::Role', ({ Properties = {} }) =>
        /"Condition":\{"StringEquals":\{"aws:SourceAccount":"111122223333"\}\},"Effect":"Allow","Principal":\{"Service":"backup\.amazonaws\.com"\}/.test(
          text(Properties['AssumeRolePolicyDocument']),
        ),
      ),
      'every vault is locked': every(
        'AWS::Backup::BackupVault',
        ({ Properties = {} }) => Properties['LockConfiguration'] !== undefined,
      ),
    },
  'These variables say where things are, such as the port and the database’s host. Secrets come from Secrets Manager, and the loader refuses values that look like one.':
    {
      'secrets of a container come from Secrets Manager': every('AWS::ECS::TaskDefinition', ({ Properties = {} }) =>
        findKey(Properties['ContainerDefinitions'], 'ValueFrom').every((secret) => /Secret/.test(text(secret))),
      ),
      'a rule of the loader refuses values that look like secrets': aMatch(
        'libs/config/src/rules/service/index.ts',
        /secret/i,
      ),
      'no name of a variable speaks of a secret': every('AWS::ECS::TaskDefinition', ({ Properties = {} }) =>
        findKey(Properties['ContainerDefinitions'], 'Environment').every(
          (container) => !/"Name":"[^"]*(PASSWORD|SECRET|TOKEN)[^"]*","Value"/i.test(text(container)),
        ),
      ),
    },
};
