import { Aws, CfnResource, RemovalPolicy, Stack, Tags, Validations } from 'aws-cdk-lib';
import {
  CfnInternetGateway,
  CfnVPCGatewayAttachment,
  FlowLog,
  FlowLogDestination,
  FlowLogResourceType,
  FlowLogTrafficType,
  IpAddresses,
  PrivateSubnet,
  PublicSubnet,
  Subnet,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import type { CfnNatGateway, ISubnet, IVpc } from 'aws-cdk-lib/aws-ec2';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { planSubnets } from './subnet-plan';
import type { ZoneLetter } from './subnet-plan';

export interface NetworkProps {
  /** IPv4 range, /16 to /22. */
  readonly cidr: string;
  /** Availability zones by letter. */
  readonly zones: readonly ZoneLetter[];
  /**
   * One NAT gateway for all zones (in the first), or one in each.
   *
   * @default 'one'
   */
  readonly natGateways?: 'one' | 'per-zone';
  /** Key that encrypts the flow logs; CloudWatch Logs must be allowed to use it. */
  readonly logKey: IKey;
  /** Name of the log group of the flow logs; the key's policy may depend on it. */
  readonly flowLogGroupName: string;
  /**
   * Days for which flow logs are kept, one of CloudWatch Logs' periods.
   *
   * @default 365
   */
  readonly flowLogDays?: number;
}

/**
 * A VPC with three subnets in each zone: public (route to the internet gateway), private (route to a NAT gateway) and
 * isolated (local route only).
 *
 * Subnets are named by the letter of their zone. CDK's own `Vpc` numbers them, so removing the first zone would rename
 * and replace the subnets of the second.
 */
export class Network extends Construct {
  readonly vpc: IVpc;
  /** One for each zone, in the order of the zones. */
  readonly publicSubnets: readonly ISubnet[];
  readonly privateSubnets: readonly ISubnet[];
  readonly isolatedSubnets: readonly ISubnet[];

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    // By the region's pseudo parameter: the template then says the letter, and the region is the stack's own.
    const zoneName = (letter: string) => `${Aws.REGION}${letter}`;
    const vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr(props.cidr),
      availabilityZones: props.zones.map(zoneName),
      subnetConfiguration: [],
      natGateways: 0,
      // The default security group lets its members talk to each other; nothing may be a member of it by accident.
      restrictDefaultSecurityGroup: true,
    });
    dropRedundantDependency(Stack.of(this));
    const gateway = new CfnInternetGateway(this, 'InternetGateway');
    const attachment = new CfnVPCGatewayAttachment(this, 'InternetGatewayAttachment', {
      vpcId: vpc.vpcId,
      internetGatewayId: gateway.ref,
    });

    const plan = planSubnets(props.cidr, props.zones);
    const made = plan.zones.map((ranges) => {
      const suffix = ranges.zone.toUpperCase();
      const subnetProps = (cidrBlock: string) => ({
        vpcId: vpc.vpcId,
        availabilityZone: zoneName(ranges.zone),
        cidrBlock,
      });
      const publicSubnet = new PublicSubnet(this, `Public${suffix}`, {
        ...subnetProps(ranges.public),
        mapPublicIpOnLaunch: false,
      });
      publicSubnet.addDefaultInternetRoute(gateway.ref, attachment);
      acknowledgeInternetRoute(publicSubnet);
      return {
        public: publicSubnet,
        private: new PrivateSubnet(this, `Private${suffix}`, subnetProps(ranges.private)),
        isolated: new Subnet(this, `Isolated${suffix}`, subnetProps(ranges.isolated)),
      };
    });
    let nat: CfnNatGateway | undefined;
    for (const zone of made) {
      if (nat === undefined || props.natGateways === 'per-zone') nat = zone.public.addNatGateway();
      zone.private.addDefaultNatRoute(nat.ref);
      for (const kind of ['public', 'private', 'isolated'] as const) Tags.of(zone[kind]).add('careplane:subnet', kind);
    }

    // The CDK declares `| undefined` in the class and not in the interface that the class implements.
    this.vpc = vpc as IVpc;
    this.publicSubnets = made.map((zone) => zone.public);
    this.privateSubnets = made.map((zone) => zone.private);
    this.isolatedSubnets = made.map((zone) => zone.isolated);
    this.addFlowLog(props);
  }

  private addFlowLog(props: NetworkProps): void {
    const logGroup = new LogGroup(this, 'FlowLogGroup', {
      logGroupName: props.flowLogGroupName,
      retention: (props.flowLogDays ?? 365) as RetentionDays,
      encryptionKey: props.logKey,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const { account, region, partition } = Stack.of(this);
    const role = new Role(this, 'FlowLogRole', {
      assumedBy: new ServicePrincipal('vpc-flow-logs.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': `arn:${partition}:ec2:${region}:${account}:vpc-flow-log/*` },
        },
      }),
    });
    const policy = new ManagedPolicy(this, 'FlowLogPolicy', {
      roles: [role],
      statements: [
        new PolicyStatement({
          // Not logs:DescribeLogGroups: it knows no resource but `*`, and the group is named here.
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
          resources: [logGroup.logGroupArn],
        }),
      ],
    });
    const flowLog = new FlowLog(this, 'FlowLog', {
      resourceType: FlowLogResourceType.fromVpc(this.vpc),
      destination: FlowLogDestination.toCloudWatchLogs(logGroup, role.withoutPolicyUpdates()),
      trafficType: FlowLogTrafficType.ALL,
    });
    flowLog.node.addDependency(policy);
  }
}

/** A public subnet is the one place where a route to the internet gateway belongs. */
function acknowledgeInternetRoute(subnet: PublicSubnet): void {
  Validations.of(subnet.node.findChild('DefaultRoute')).acknowledge({
    id: 'HIPAA.Security::HIPAA.Security-VPCNoUnrestrictedRouteToIGW',
    reason:
      'Only load balancers and NAT gateways stand in this subnet; tasks and databases are in subnets without this route, and the subnet gives out no public addresses by itself.',
  });
}

/** CDK's handler depends on its role twice, by GetAtt and by DependsOn; cfn-lint warns of the second (W3005). */
function dropRedundantDependency(stack: Stack): void {
  const handler = stack.node
    .tryFindChild('Custom::VpcRestrictDefaultSGCustomResourceProvider')
    ?.node.tryFindChild('Handler');
  if (CfnResource.isCfnResource(handler)) handler.addDeletionOverride('DependsOn');
}
