import { CfnCondition, CfnParameter, CfnResource, Duration, Fn, RemovalPolicy } from 'aws-cdk-lib';
import { Peer, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import {
  AlarmBehavior,
  AvailabilityZoneRebalancing,
  FargatePlatformVersion,
  FargateService,
  PropagatedTagSource,
} from 'aws-cdk-lib/aws-ecs';
import type { ICluster } from 'aws-cdk-lib/aws-ecs';
import type { ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ILogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Connection } from '../../connections/connection';
import { TaskAlarms, TrafficAlarms } from './service-alarms';
import { ServiceRoles } from '../task/service-roles';
import { addScaling } from './service-scaling';
import type { Scaling } from './service-scaling';
import { ServiceSecrets } from '../task/service-secrets';
import { addTaskDefinition } from '../task/task-definition';
import type { TaskProps } from '../task/task-definition';

/** Logical id of the parameter that names the image. The pipeline sets it; nothing else does. */
export const IMAGE_DIGEST_PARAMETER = 'ImageDigest';

export interface ServiceProps extends TaskProps {
  /** What alarm texts call it, for example "api in production". */
  readonly title: string;
  readonly cluster: ICluster;
  /** Where the tasks register; a listener must send requests to it already. */
  readonly targetGroup: ApplicationTargetGroup;
  /** Private subnets. */
  readonly subnets: SubnetSelection;
  readonly repositoryArn: string;
  readonly scaling: Scaling;
  /** Variables whose values come from Secrets Manager, and what the secrets' names begin with. */
  readonly secretNames: readonly string[];
  readonly secretPrefix: string;
  /** Key that encrypts secrets and logs. */
  readonly key: IKey;
  readonly logGroupName: string;
  /** One of CloudWatch Logs' periods. */
  readonly logDays: number;
  readonly alarmTopic: ITopic;
  /** Name of the rule about tasks that stop; at most 64 characters. */
  readonly taskRuleName: string;
  /** Customer-managed policies for the running code besides its own. */
  readonly taskPolicyArns: readonly string[];
  /** What it may reach beside AWS and the internet, such as the database. */
  readonly connections: readonly Connection[];
}

/**
 * A Fargate service behind a target group.
 *
 * The digest of the image is a parameter of the stack, empty at first. While it is empty, everything exists except the
 * running service. A first deploy into an empty account therefore succeeds, and the pipeline has a repository to push
 * to. Every later deploy of the infrastructure keeps the value the pipeline set (docs/adr/0003).
 */
export class Service extends Construct {
  readonly securityGroup: SecurityGroup;
  readonly logGroup: ILogGroup;
  /** ARNs of the two roles of the tasks. */
  readonly roleArns: readonly string[];

  constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id);
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc: props.cluster.vpc,
      description: `Tasks of ${props.title}`,
      allowAllOutbound: false,
    });
    // AWS's own endpoints (image, secrets, logs) and partners on the internet; there is no group to refer to.
    this.securityGroup.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'HTTPS to AWS and partners');
    for (const connection of props.connections) this.openTo(connection);

    this.logGroup = new LogGroup(this, 'LogGroup', {
      logGroupName: props.logGroupName,
      retention: props.logDays as RetentionDays,
      encryptionKey: props.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const secrets = new ServiceSecrets(this, 'Secrets', {
      names: props.secretNames,
      prefix: props.secretPrefix,
      key: props.key,
    });
    const connected = props.connections.flatMap((each) => Object.entries(each.secrets ?? {}));
    const secretsByName = { ...secrets.byName, ...Object.fromEntries(connected) };
    const roles = new ServiceRoles(this, 'Roles', {
      repositoryArn: props.repositoryArn,
      logGroup: this.logGroup,
      secrets: Object.values(secretsByName),
      key: props.key,
      taskStatements: props.connections.flatMap(({ statements }) => statements),
      taskPolicyArns: props.taskPolicyArns,
    });
    this.roleArns = [roles.execution.roleArn, roles.task.roleArn];
    const alarms = new TrafficAlarms(this, 'TrafficAlarms', {
      targetGroup: props.targetGroup,
      topic: props.alarmTopic,
      title: props.title,
    });

    const digest = imageDigestParameter(this);
    const running = new Construct(this, 'Running');
    const taskDefinition = addTaskDefinition(
      running,
      {
        ...props,
        variables: Object.fromEntries([props, ...props.connections].flatMap((each) => Object.entries(each.variables))),
      },
      { digest: digest.valueAsString, roles, logGroup: this.logGroup, secrets: secretsByName },
    );
    const service = new FargateService(running, 'Service', {
      cluster: props.cluster,
      taskDefinition,
      platformVersion: FargatePlatformVersion.VERSION1_4,
      vpcSubnets: props.subnets,
      securityGroups: [this.securityGroup],
      assignPublicIp: false,
      enableExecuteCommand: false,
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      availabilityZoneRebalancing: AvailabilityZoneRebalancing.ENABLED,
      healthCheckGracePeriod: Duration.seconds(props.healthCheck.graceSeconds),
      circuitBreaker: { enable: true, rollback: true },
      deploymentAlarms: {
        alarmNames: alarms.rollback.map((alarm) => alarm.alarmName),
        behavior: AlarmBehavior.ROLLBACK_ON_ALARM,
      },
      enableECSManagedTags: true,
      propagateTags: PropagatedTagSource.SERVICE,
    });
    // ECS does not see that a role without its policy is of no use: tasks would fail to start until it is attached.
    service.node.addDependency(roles);
    props.targetGroup.addTarget(service.loadBalancerTarget({ containerName: props.name, containerPort: props.port }));
    addScaling(service, props.targetGroup, props.scaling);
    new TaskAlarms(running, 'Alarms', {
      service,
      topic: props.alarmTopic,
      title: props.title,
      ruleName: props.taskRuleName,
    });
    onlyWithImage(this, digest, running);
  }

  private openTo({ to, network }: Connection): void {
    if (network === undefined) return;
    const port = Port.tcp(network.port);
    network.securityGroup.addIngressRule(this.securityGroup, port, `From ${this.node.path}`);
    this.securityGroup.addEgressRule(network.securityGroup, port, `To ${to}`);
  }
}

function imageDigestParameter(scope: Construct): CfnParameter {
  const parameter = new CfnParameter(scope, 'ImageDigestParameter', {
    type: 'String',
    default: '',
    allowedPattern: '^(sha256:[0-9a-f]{64})?$',
    constraintDescription: 'must be empty or sha256: with 64 hexadecimal digits',
    description: 'Digest of the image that runs. Set by the service’s pipeline only; empty until its first run.',
  });
  parameter.overrideLogicalId(IMAGE_DIGEST_PARAMETER);
  return parameter;
}

/** Everything below the construct exists only once there is an image. */
function onlyWithImage(scope: Construct, digest: CfnParameter, running: Construct): void {
  const hasImage = new CfnCondition(scope, 'HasImage', {
    expression: Fn.conditionNot(Fn.conditionEquals(digest.valueAsString, '')),
  });
  hasImage.overrideLogicalId('HasImage');
  for (const construct of running.node.findAll()) {
    if (CfnResource.isCfnResource(construct)) construct.cfnOptions.condition = hasImage;
  }
}
