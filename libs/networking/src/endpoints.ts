import { Stack } from 'aws-cdk-lib';
import {
  GatewayVpcEndpoint,
  GatewayVpcEndpointAwsService,
  InterfaceVpcEndpoint,
  InterfaceVpcEndpointAwsService,
  Peer,
  Port,
  SecurityGroup,
} from 'aws-cdk-lib/aws-ec2';
import type { ISubnet, IVpc } from 'aws-cdk-lib/aws-ec2';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

export interface EndpointsProps {
  readonly vpc: IVpc;
  /** IPv4 range of the VPC. */
  readonly cidr: string;
  /** Subnets of the tasks: their route tables get the gateway endpoint, and they hold the interface endpoints. */
  readonly subnets: readonly ISubnet[];
  /** gateway: S3 alone. all: interface endpoints too. */
  readonly kind: 'gateway' | 'all';
  /** Accounts whose buckets may be reached through the S3 endpoint. */
  readonly accounts: readonly string[];
}

/** The services that a Fargate task needs to start: image, secrets, keys, logs. */
const INTERFACE_SERVICES = {
  EcrApi: InterfaceVpcEndpointAwsService.ECR,
  EcrDocker: InterfaceVpcEndpointAwsService.ECR_DOCKER,
  Logs: InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS,
  SecretsManager: InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
  Kms: InterfaceVpcEndpointAwsService.KMS,
};

/**
 * VPC endpoints, so that traffic to AWS services does not leave the VPC.
 *
 * The S3 endpoint reaches the platform's own buckets in this region and the one that ECR keeps image layers in, no
 * others: This closes one way to exfiltrate data. HTTPS to the internet through the NAT gateway stays open.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 */
export class Endpoints extends Construct {
  constructor(scope: Construct, id: string, props: EndpointsProps) {
    super(scope, id);
    const s3 = new GatewayVpcEndpoint(this, 'S3', {
      vpc: props.vpc,
      service: GatewayVpcEndpointAwsService.S3,
      subnets: [{ subnets: [...props.subnets] }],
    });
    const { region, partition } = Stack.of(this);
    s3.addToPolicy(
      new PolicyStatement({
        principals: [new AnyPrincipal()],
        actions: ['s3:*'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:ResourceAccount': [...props.accounts] } },
      }),
    );
    s3.addToPolicy(
      new PolicyStatement({
        principals: [new AnyPrincipal()],
        actions: ['s3:GetObject'],
        resources: [`arn:${partition}:s3:::prod-${region}-starport-layer-bucket/*`],
      }),
    );
    if (props.kind === 'all') this.addInterfaces(props);
  }

  private addInterfaces(props: EndpointsProps): void {
    const securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc: props.vpc,
      description: 'Interface endpoints: HTTPS from inside the VPC',
      allowAllOutbound: false,
    });
    securityGroup.addIngressRule(Peer.ipv4(props.cidr), Port.tcp(443), 'HTTPS from the VPC');
    for (const [name, service] of Object.entries(INTERFACE_SERVICES)) {
      new InterfaceVpcEndpoint(this, name, {
        vpc: props.vpc,
        service,
        subnets: { subnets: [...props.subnets] },
        securityGroups: [securityGroup],
        open: false,
      });
    }
  }
}
