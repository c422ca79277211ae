/**
 * Commands of the AWS command line with the options that documents use, compared with botocore’s service models of 2026-11
 * (https://docs.aws.amazon.com/cli/latest/reference/). A command that a document adds is looked up there, and added here.
 */
export const AWS_COMMANDS: Readonly<Record<string, readonly string[]>> = {
  'backup describe-restore-job': ['restore-job-id'],
  'backup list-recovery-points-by-backup-vault': ['backup-vault-name'],
  'backup list-recovery-points-by-resource': ['resource-arn'],
  'backup start-restore-job': ['iam-role-arn', 'metadata', 'recovery-point-arn'],
  'cloudfront create-invalidation': ['distribution-id', 'paths'],
  'cloudformation continue-update-rollback': ['stack-name'],
  'cloudformation delete-stack': ['stack-name'],
  'cloudformation describe-stack-events': ['stack-name', 'max-items'],
  'cloudformation describe-stack-resource': ['stack-name', 'logical-resource-id'],
  'cloudformation describe-stacks': ['stack-name'],
  'cloudformation rollback-stack': ['stack-name'],
  'cloudformation update-termination-protection': ['stack-name', 'no-enable-termination-protection'],
  'cloudformation wait stack-delete-complete': ['stack-name'],
  'cloudformation wait stack-rollback-complete': ['stack-name'],
  'codepipeline get-pipeline-state': ['name'],
  'codepipeline list-action-executions': ['pipeline-name'],
  'codepipeline list-pipeline-executions': ['pipeline-name', 'max-items'],
  'codepipeline put-approval-result': ['pipeline-name', 'stage-name', 'action-name', 'result', 'token'],
  'codepipeline retry-stage-execution': ['pipeline-name', 'stage-name', 'pipeline-execution-id', 'retry-mode'],
  'codepipeline start-pipeline-execution': ['name'],
  'cloudtrail lookup-events': ['lookup-attributes', 'max-items'],
  'cloudwatch describe-alarms': ['alarm-name-prefix'],
  'ec2 describe-nat-gateways': ['nat-gateway-ids'],
  'ecs describe-services': ['cluster', 'services'],
  'ecs describe-tasks': ['cluster', 'tasks'],
  'ecs list-tasks': ['cluster', 'desired-status', 'family', 'service-name'],
  'ecs run-task': ['cluster', 'group', 'launch-type', 'network-configuration', 'task-definition'],
  'ecs update-service': ['cluster', 'desired-count', 'force-new-deployment', 'service'],
  'efs delete-file-system': ['file-system-id'],
  'efs delete-mount-target': ['mount-target-id'],
  'efs describe-file-systems': ['file-system-id'],
  'efs describe-mount-targets': ['file-system-id'],
  'elbv2 describe-target-health': ['target-group-arn'],
  'logs tail': ['since', 'follow'],
  'ecr describe-images': ['repository-name', 'image-ids'],
  'rds create-db-instance': [
    'db-cluster-identifier',
    'db-instance-class',
    'db-instance-identifier',
    'engine',
    'no-publicly-accessible',
  ],
  'rds delete-db-cluster': ['db-cluster-identifier', 'skip-final-snapshot'],
  'rds restore-db-cluster-to-point-in-time': [
    'db-cluster-identifier',
    'db-subnet-group-name',
    'no-deletion-protection',
    'source-db-cluster-identifier',
    'use-latest-restorable-time',
    'vpc-security-group-ids',
  ],
  'rds delete-db-instance': ['db-instance-identifier', 'skip-final-snapshot'],
  'rds describe-db-instances': ['db-instance-identifier'],
  'rds restore-db-instance-to-point-in-time': [
    'source-db-instance-identifier',
    'target-db-instance-identifier',
    'use-latest-restorable-time',
    'no-publicly-accessible',
    'no-deletion-protection',
    'db-subnet-group-name',
    'vpc-security-group-ids',
  ],
  'rds wait db-instance-available': ['db-instance-identifier'],
  's3 cp': [],
  's3 ls': ['recursive'],
  'secretsmanager put-secret-value': ['secret-id', 'secret-string'],
  'securityhub describe-hub': [],
  'securityhub enable-security-hub': ['no-enable-default-standards'],
  'sns list-subscriptions': [],
  'scheduler get-schedule': ['group-name', 'name'],
  'scheduler update-schedule': ['cli-input-json'],
  'service-quotas list-service-quotas': ['service-code'],
  'sqs delete-message': ['queue-url', 'receipt-handle'],
  'sqs get-queue-attributes': ['queue-url', 'attribute-names'],
  'sqs receive-message': ['queue-url', 'visibility-timeout', 'attribute-names', 'max-number-of-messages'],
  'sqs start-message-move-task': ['source-arn'],
  'ssm get-parameter': ['name'],
  'ssm get-parameters-by-path': ['path', 'recursive'],
};

/** Options of every command. */
const GLOBAL_OPTIONS = ['region', 'query', 'output'];

/** What is wrong with the AWS commands of a shell line; a command may be inside of another. */
export function wrongAwsCommands(line: string): string[] {
  // An expression of --query has parentheses of its own.
  const inner = [...line.matchAll(/\$\((aws (?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)/g)].flatMap(([, command = '']) =>
    wrongAwsCommands(command),
  );
  const [, service, operation, waited = '', rest = ''] =
    /(?:^|=")aws ([a-z0-9-]+) ([a-z0-9-]+)((?<= wait) [a-z-]+)?(.*)/.exec(
      line.replaceAll(/"\$\(aws (?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)"/g, 'VALUE'),
    ) ?? [];
  if (service === undefined) return inner;
  const name = `${service} ${operation}${waited}`;
  const known = AWS_COMMANDS[name];
  if (known === undefined) return [...inner, `aws ${name} is not a known command`];
  const given = [...rest.replaceAll(/"[^"]*"/g, 'VALUE').matchAll(/ --([a-z-]+)/g)].map(([, option = '']) => option);
  return [
    ...inner,
    ...given
      .filter((option) => ![...known, ...GLOBAL_OPTIONS].includes(option))
      .map((option) => `aws ${name} has no option --${option}`),
  ];
}
