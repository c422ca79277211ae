import { textWords } from '../policy/text';
import type { Resolver } from '../template/resolver';
import { isMap, listOf, resourceOf, resourcesOf } from '../template/stack';
import { referencedId } from '../template/references';

type Properties = Readonly<Record<string, unknown>>;

/**
 * The properties of an instance, or of a group of instances, with what its first network interface or its launch template says of the
 * network: `SubnetId`, `SecurityGroupIds`, and `AssociatePublicIpAddress`, which an Elastic IP address makes true.
 */
export function withInterfaces(id: string, type: string, properties: Properties, resolver: Resolver): Properties {
  if (type === 'AWS::AutoScaling::AutoScalingGroup') {
    return {
      ...ofInterface(launchOf(properties, resolver)),
      TargetGroups: properties['TargetGroupARNs'],
      ...properties,
    };
  }
  if (type !== 'AWS::EC2::Instance') return properties;
  const own = { ...ofInterface(properties), ...properties };
  return hasElasticAddress(id, resolver) ? { ...own, AssociatePublicIpAddress: true } : own;
}

/** What an interface says counts more than what stands beside it. */
function ofInterface(properties: Properties): Properties {
  const [first] = listOf(properties['NetworkInterfaces']);
  const found = isMap(first) ? first : {};
  return {
    SubnetId: found['SubnetId'],
    SecurityGroupIds:
      found['GroupSet'] ?? found['Groups'] ?? properties['SecurityGroupIds'] ?? properties['SecurityGroups'],
    AssociatePublicIpAddress: found['AssociatePublicIpAddress'] ?? properties['AssociatePublicIpAddress'],
  };
}

/** The data of the launch template or launch configuration of a group. */
function launchOf(properties: Properties, { stack }: Resolver): Properties {
  const template = properties['LaunchTemplate'];
  const reference = isMap(template) ? template['LaunchTemplateId'] : properties['LaunchConfigurationName'];
  const launch = resourceOf(stack, referencedId(reference) ?? '')?.Properties;
  if (launch === undefined) return {};
  const data = launch['LaunchTemplateData'];
  return isMap(data) ? data : launch;
}

function hasElasticAddress(id: string, resolver: Resolver): boolean {
  const own = textWords(resolver.text({ Ref: id }));
  return resourcesOf(resolver.stack, 'AWS::EC2::EIP', 'AWS::EC2::EIPAssociation').some(
    ({ properties }) =>
      properties['InstanceId'] !== undefined && textWords(resolver.text(properties['InstanceId'])) === own,
  );
}
