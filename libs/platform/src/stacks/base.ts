import { DefaultStackSynthesizer, Stack, Tags } from 'aws-cdk-lib';
import type { IStackSynthesizer, StackProps } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { accessRoleName, assetPrefix, MIN_BOOTSTRAP_VERSION, SHARED_SCOPE } from '@careplane/config';
import type { AccessRoleKind, Location, PlatformModel } from '@careplane/config';
import type { Construct } from 'constructs';
import { scopeOfStack } from '../access/scope';
import { networkParameter, read } from '../parameters';
import type { SubnetKind } from '../parameters';

/**
 * Types that CDK tags although their schemas in CloudFormation's registry know no tags (cfn-lint E3002): a deploy may be
 * refused for them.
 */
export const UNTAGGED_TYPES = [
  'AWS::ApplicationAutoScaling::ScalableTarget',
  'AWS::ElasticLoadBalancingV2::Listener',
  'AWS::ElasticLoadBalancingV2::ListenerRule',
];

export interface StackSettings {
  /** Name of the stack in CloudFormation. */
  readonly stackName: string;
  /** Id in the assembly; differs from the name where two accounts or regions have a stack of the same name. */
  readonly id?: string;
  readonly description: string;
  readonly account: string;
  readonly region: string;
  /** Environment the stack belongs to; none for what is shared. */
  readonly environment?: string;
  /**
   * Whether the stack holds data, or what data depends on: CloudFormation then refuses to delete it.
   *
   * @default true
   */
  readonly holdsData?: boolean;
}

/**
 * A stack of the platform. It is deployed with the roles of its scope.
 *
 * @throws Error when its name says another scope than its settings: permissions go by the name
 */
export function newStack(app: Construct, platform: PlatformModel, settings: StackSettings): Stack {
  const scope = scopeOfStack(platform, settings.stackName);
  if (scope !== (settings.environment ?? SHARED_SCOPE)) {
    throw new Error(`by its name, stack ${settings.stackName} belongs to ${scope}, and it is built for another scope`);
  }
  const props: StackProps = {
    stackName: settings.stackName,
    description: settings.description,
    env: { account: settings.account, region: settings.region },
    terminationProtection: settings.holdsData ?? true,
    // The CDK declares `| undefined` in the class and not in the interface that the class implements.
    synthesizer: synthesizerOf(platform, scope, settings.account) as IStackSynthesizer,
  };
  const stack = new Stack(app, settings.id ?? settings.stackName, props);
  if (settings.environment !== undefined) {
    Tags.of(stack).add('careplane:environment', settings.environment, { excludeResourceTypes: UNTAGGED_TYPES });
  }
  return stack;
}

/** Deploys go through the roles that `careplane bootstrap` makes for the scope, not through those of CDK's bootstrap. */
function synthesizerOf(platform: PlatformModel, scope: string, account: string): DefaultStackSynthesizer {
  const role = (kind: AccessRoleKind) =>
    `arn:\${AWS::Partition}:iam::${account}:role/${accessRoleName(platform.name, scope, kind)}`;
  const synthesizer = new DefaultStackSynthesizer({
    qualifier: platform.bootstrapQualifier,
    deployRoleArn: role('deploy'),
    cloudFormationExecutionRole: role('execution'),
    fileAssetPublishingRoleArn: role('publish'),
    lookupRoleArn: role('look'),
    bucketPrefix: assetPrefix(platform.name, scope),
  });
  // The CDK asks for version 6 and has no setting for it. A test sees to it that manifests and templates ask for this one.
  Object.defineProperty(synthesizer, '_requiredBootstrapVersionForDeployment', { value: MIN_BOOTSTRAP_VERSION });
  Object.defineProperty(synthesizer, '_requiredBootstrapVersionForLookup', { value: MIN_BOOTSTRAP_VERSION });
  return synthesizer;
}

/** The VPC of a location, as far as it is needed: its id, and the subnets of these kinds. */
export function importVpc(
  scope: Construct,
  platform: PlatformModel,
  location: Location,
  kinds: readonly SubnetKind[],
): IVpc {
  const { zones } = location.network;
  const subnets = (kind: SubnetKind) =>
    kinds.includes(kind)
      ? zones.map((zone) => read(scope, networkParameter(platform.name, `${kind}-subnet-${zone}`)))
      : undefined;
  const ids = { public: subnets('public'), private: subnets('private'), isolated: subnets('isolated') };
  return Vpc.fromVpcAttributes(scope, 'Vpc', {
    vpcId: read(scope, networkParameter(platform.name, 'vpc-id')),
    availabilityZones: zones.map((zone) => `${location.region}${zone}`),
    ...(ids.public === undefined ? {} : { publicSubnetIds: ids.public, publicSubnetRouteTableIds: unused(zones) }),
    ...(ids.private === undefined ? {} : { privateSubnetIds: ids.private, privateSubnetRouteTableIds: unused(zones) }),
    ...(ids.isolated === undefined
      ? {}
      : { isolatedSubnetIds: ids.isolated, isolatedSubnetRouteTableIds: unused(zones) }),
  });
}

/** CDK warns about imported subnets without a route table; nothing here touches routes. */
function unused(zones: readonly string[]): string[] {
  return zones.map(() => 'not-imported');
}

/** The account and region that an environment lies in, by the id in its `location`. */
export function locationOf(platform: PlatformModel, id: string): Location {
  const location = platform.locations.find((known) => known.id === id);
  if (location === undefined) throw new Error(`no location "${id}" in platform ${platform.name}`);
  return location;
}
