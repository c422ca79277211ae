import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { SecurityGroup, SubnetType } from 'aws-cdk-lib/aws-ec2';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import {
  CfnParameterGroup,
  CfnReplicationGroup,
  CfnSubnetGroup,
  CfnUser,
  CfnUserGroup,
} from 'aws-cdk-lib/aws-elasticache';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { CacheAlarms } from './cache-alarms';

export interface CacheProps {
  /** Id of the replication group, of its user and of the user group: at most 40 characters. Another id replaces the cache. */
  readonly identifier: string;
  /** What alarm texts call it, for example "medmo cache sessions in production". */
  readonly title: string;
  /** Version of Valkey, for example "8.1". */
  readonly engineVersion: string;
  readonly vpc: IVpc;
  /** Node type of ElastiCache, for example "cache.t4g.small". */
  readonly nodeType: string;
  /** Nodes in all, 1 to 6. With two or more, a replica in another zone takes over. */
  readonly nodes: number;
  /** What is removed when the memory is full: maxmemory-policy of Valkey. */
  readonly eviction: string;
  /** Days for which daily snapshots are kept, 1 to 35. */
  readonly snapshotDays: number;
  readonly port: number;
  /** Name of the secret with the password of the user. @default - the user signs in through IAM */
  readonly passwordName?: string;
  /** Key that encrypts the data, the snapshots, the password and the logs. CloudWatch Logs must be allowed to use it. */
  readonly key: IKey;
  /** What the names of the two log groups begin with. */
  readonly logPrefix: string;
  /** Days for which logs are kept, one of CloudWatch Logs' periods. */
  readonly logDays: number;
  readonly alarmTopic: ITopic;
}

/** Storage and maintenance times (UTC) that do not meet those of the database. */
const SNAPSHOT_WINDOW = '03:30-04:30';
const MAINTENANCE_WINDOW = 'sun:09:30-sun:10:30';

/**
 * What a service may do: everything with keys and channels, but nothing that stops, copies or empties the cache or changes its users
 * (the categories admin and dangerous). Client libraries call INFO when they connect. https://valkey.io/topics/acl/
 */
const ACCESS = 'on ~* &* +@all -@admin -@dangerous +info';

/**
 * Valkey on ElastiCache in the isolated subnets: encrypted at rest and in transit, sign-in as its one user, through IAM or with
 * a password, daily snapshots, and a security group that nothing may enter until a service's stack opens it for that service. Deleting the stack leaves a snapshot.
 */
export class Cache extends Construct {
  readonly replicationGroup: CfnReplicationGroup;
  readonly securityGroup: SecurityGroup;
  readonly user: CfnUser;
  /** The password of the user. @default - it signs in through IAM */
  readonly password?: Secret;

  constructor(scope: Construct, id: string, props: CacheProps) {
    super(scope, id);
    const { identifier, nodes } = props;
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc: props.vpc,
      description: `Cache ${identifier}: each service that may reach it adds its own rule`,
      allowAllOutbound: false,
    });
    if (props.passwordName !== undefined) this.password = passwordOf(this, props.passwordName, props);
    this.user = new CfnUser(this, 'User', {
      engine: 'valkey',
      // IAM asks for the same id and name.
      userId: identifier,
      userName: identifier,
      accessString: ACCESS,
      authenticationMode:
        this.password === undefined
          ? { Type: 'iam' }
          : // CloudFormation reads the secret; the template has a reference.
            { Type: 'password', Passwords: [this.password.secretValue.unsafeUnwrap()] },
    });
    const logGroups = LOGS.map((name) => this.addLogGroup(name, props));
    this.replicationGroup = new CfnReplicationGroup(this, 'Group', {
      replicationGroupId: identifier,
      replicationGroupDescription: props.title,
      engine: 'valkey',
      engineVersion: props.engineVersion,
      cacheParameterGroupName: parameterGroup(this, props).ref,
      cacheNodeType: props.nodeType,
      numCacheClusters: nodes,
      automaticFailoverEnabled: nodes > 1,
      multiAzEnabled: nodes > 1,
      port: props.port,
      cacheSubnetGroupName: subnetGroup(this, props).ref,
      securityGroupIds: [this.securityGroup.securityGroupId],
      atRestEncryptionEnabled: true,
      kmsKeyId: props.key.keyArn,
      transitEncryptionEnabled: true,
      transitEncryptionMode: 'required',
      userGroupIds: [userGroup(this, identifier, this.user).ref],
      snapshotRetentionLimit: props.snapshotDays,
      snapshotWindow: SNAPSHOT_WINDOW,
      preferredMaintenanceWindow: MAINTENANCE_WINDOW,
      autoMinorVersionUpgrade: true,
      logDeliveryConfigurations: LOGS.map((logType, index) => ({
        logType,
        logFormat: 'json',
        destinationType: 'cloudwatch-logs',
        destinationDetails: { cloudWatchLogsDetails: { logGroup: logGroups[index]?.logGroupName ?? '' } },
      })),
    });
    // A snapshot is the data without the cost of nodes; ElastiCache would not delete groups that a kept cache uses.
    this.replicationGroup.applyRemovalPolicy(RemovalPolicy.SNAPSHOT);
    acknowledge(this.replicationGroup, nodes, this.password);
    new CacheAlarms(this, 'Alarms', { title: props.title, identifier, nodes, topic: props.alarmTopic });
  }

  private addLogGroup(name: string, { logPrefix, logDays, key }: CacheProps): LogGroup {
    return new LogGroup(this, `Log-${name}`, {
      logGroupName: `${logPrefix}${name}`,
      retention: logDays as RetentionDays,
      encryptionKey: key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }
}

/** Logs that go to CloudWatch. The slow log has the first words of slow commands, as the database's has slow statements. */
const LOGS = ['engine-log', 'slow-log'] as const;

function subnetGroup(scope: Construct, { identifier, vpc }: CacheProps): CfnSubnetGroup {
  return new CfnSubnetGroup(scope, 'SubnetGroup', {
    description: `Isolated subnets of ${identifier}`,
    subnetIds: vpc.selectSubnets({ subnetType: SubnetType.PRIVATE_ISOLATED }).subnetIds,
  });
}

function parameterGroup(scope: Construct, { engineVersion, eviction, identifier }: CacheProps): CfnParameterGroup {
  return new CfnParameterGroup(scope, 'Parameters', {
    cacheParameterGroupFamily: `valkey${engineVersion.split('.')[0] ?? ''}`,
    description: `What ${identifier} removes when its memory is full`,
    properties: { 'maxmemory-policy': eviction },
  });
}

/** A group of Valkey has no default user: who does not sign in may do nothing. */
function userGroup(scope: Construct, identifier: string, user: CfnUser): CfnUserGroup {
  return new CfnUserGroup(scope, 'Users', { engine: 'valkey', userGroupId: identifier, userIds: [user.ref] });
}

/**
 * A random password, within what ElastiCache takes: 16 to 128 printable characters. The user goes with the cache, and so does its password.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
 */
function passwordOf(scope: Construct, secretName: string, { identifier, key }: CacheProps): Secret {
  return new Secret(scope, 'Password', {
    secretName,
    description: `Password of the user ${identifier} of the cache; random, made with the cache`,
    encryptionKey: key,
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
    removalPolicy: RemovalPolicy.DESTROY,
  });
}

interface Acknowledged {
  readonly id: string;
  readonly reason: string;
}

function acknowledge(group: CfnReplicationGroup, nodes: number, password: Secret | undefined): void {
  const ofGroup: Acknowledged[] = [
    {
      id: 'AwsSolutions::AwsSolutions-AEC6',
      reason: password === undefined ? SIGNED_IN_BY_IAM : SIGNED_IN_BY_PASSWORD,
    },
    ...(nodes > 1
      ? []
      : [
          {
            id: 'AwsSolutions::AwsSolutions-AEC4',
            reason:
              'Not production: the cache has one node, and its services do without it until ElastiCache has replaced a node that failed.',
          },
        ]),
  ];
  const ofPassword = [
    'HIPAA.Security::HIPAA.Security-SecretsManagerRotationEnabled',
    'AwsSolutions::AwsSolutions-SMG4',
  ].map((id) => ({ id, reason: NOT_ROTATED }));
  const found: readonly (readonly [Construct, readonly Acknowledged[]])[] = [
    [group, ofGroup],
    ...(password === undefined ? [] : [[password, ofPassword] as const]),
  ];
  for (const [construct, findings] of found) Validations.of(construct).acknowledge(...findings);
}

const SIGNED_IN_BY_IAM =
  'Services sign in through IAM as the user of the cache, whose rights are limited, and no one else gets in. A token for AUTH would be one password for everything; ElastiCache takes either of the two.';

const SIGNED_IN_BY_PASSWORD =
  'Services sign in with a password as the user of the cache, whose rights are limited, and no one else gets in. A token for AUTH would have all rights; ElastiCache takes either of the two.';

const NOT_ROTATED =
  'The software of the service reads the password once, when it starts, so a rotation by itself would stop it. Secrets Manager has no rotation function for ElastiCache either. The password opens one cache, from the security groups of its services alone; docs/guides/connections.md says how it is changed without an outage.';
