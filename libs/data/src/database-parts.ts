import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { SecurityGroup, SubnetType } from 'aws-cdk-lib/aws-ec2';
import type { IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { SubnetGroup } from 'aws-cdk-lib/aws-rds';
import type { Construct } from 'constructs';

/** Parts that an instance of RDS and a cluster of Aurora have in common. Their ids are parts of logical ids. */

/** Storage, backup and maintenance times (UTC) that do not meet AWS Backup's at midnight and noon. */
export const AUTOMATED_BACKUP_WINDOW = '02:30-03:00';
export const MAINTENANCE_WINDOW = 'sun:08:00-sun:09:00';

export const ISOLATED: SubnetSelection = { subnetType: SubnetType.PRIVATE_ISOLATED };

export const PORT_REASON =
  'Another port would not hide the database: it is in subnets without a route out, and its security group admits only named services.';
export const GENERAL_LOG_REASON =
  'The general log holds every statement with its values, so patients’ data would be copied into the log. Connections and changes of tables and rights are in the audit log.';

interface Placed {
  readonly identifier: string;
  readonly vpc: IVpc;
}

export function databaseSecurityGroup(scope: Construct, { identifier, vpc }: Placed): SecurityGroup {
  return new SecurityGroup(scope, 'SecurityGroup', {
    vpc,
    description: `Database ${identifier}: each service that may reach it adds its own rule`,
    allowAllOutbound: false,
  });
}

export function databaseSubnetGroup(scope: Construct, { identifier, vpc }: Placed): SubnetGroup {
  return new SubnetGroup(scope, 'SubnetGroup', {
    vpc,
    vpcSubnets: ISOLATED,
    description: `Isolated subnets of ${identifier}`,
  });
}

/**
 * RDS writes into log groups of these names; made here, they are encrypted and do not grow for ever.
 *
 * @param prefix such as `/aws/rds/instance/acme-production`
 */
export function addLogGroups(
  scope: Construct,
  prefix: string,
  logs: Readonly<Record<string, 'audit' | 'operations'>>,
  { logDays, auditLogDays, key }: { readonly logDays: number; readonly auditLogDays: number; readonly key: IKey },
): LogGroup[] {
  return Object.entries(logs).map(
    ([name, kind]) =>
      new LogGroup(scope, `Log-${name}`, {
        logGroupName: `${prefix}/${name}`,
        retention: (kind === 'audit' ? auditLogDays : logDays) as RetentionDays,
        encryptionKey: key,
        removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      }),
  );
}

export function monitoringRole(scope: Construct): Role {
  const role = new Role(scope, 'MonitoringRole', {
    assumedBy: new ServicePrincipal('monitoring.rds.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
    managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonRDSEnhancedMonitoringRole')],
  });
  Validations.of(role).acknowledge({
    id: 'AwsSolutions::AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole]',
    reason:
      'AWS’s own policy for this service role: it reaches RDS’s log groups and nothing else, and AWS keeps it in step with the agent.',
  });
  return role;
}
