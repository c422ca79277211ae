import { SCALED_DIMENSIONS } from '../scaled-dimensions';
import { row, type NotIncludedTable } from './not-included';

const OFF = { unless: ['false'] };

/** @see https://aws.amazon.com/ec2/pricing/, https://aws.amazon.com/ebs/pricing/, https://aws.amazon.com/ecs/pricing/ */
export const COMPUTE: NotIncludedTable = {
  'AWS::EC2::Instance': [
    row('CreditSpecification.CPUCredits', 'CPU credits above the baseline', { unless: ['standard'] }),
    row('ElasticGpuSpecifications', 'Elastic graphics'),
    row('ElasticInferenceAccelerators', 'Elastic inference accelerators'),
    row('HostId', 'Dedicated host'),
    row('HostResourceGroupArn', 'Dedicated host'),
    row('LicenseSpecifications', 'Licences'),
  ],
  'AWS::EC2::LaunchTemplate': [
    row('LaunchTemplateData.CreditSpecification.CpuCredits', 'CPU credits above the baseline', {
      unless: ['standard'],
    }),
    row('LaunchTemplateData.ElasticGpuSpecifications', 'Elastic graphics'),
    row('LaunchTemplateData.ElasticInferenceAccelerators', 'Elastic inference accelerators'),
    row('LaunchTemplateData.LicenseSpecifications', 'Licences'),
    row('LaunchTemplateData.Placement.HostId', 'Dedicated host'),
    row('LaunchTemplateData.Placement.HostResourceGroupArn', 'Dedicated host'),
  ],
  'AWS::EC2::Volume': [
    row('OutpostArn', 'Storage on an Outpost'),
    row('VolumeInitializationRate', 'Volume initialization'),
  ],
  'AWS::EKS::Cluster': [
    row('ComputeConfig.Enabled', 'EKS Auto Mode and its instances', OFF),
    row('OutpostConfig', 'Cluster on an Outpost'),
    row('RemoteNetworkConfig', 'Hybrid nodes'),
  ],
  'AWS::EKS::Addon': [row('AddonName', 'Container Insights', { only: ['amazon-cloudwatch-observability'] })],
  'AWS::EKS::Nodegroup': [row('WarmPoolConfig.Enabled', 'Instances of the warm pool', OFF)],
  'AWS::Batch::ComputeEnvironment': [
    row('ComputeResources.ManagedInstancesProvider', 'ECS Managed Instances'),
    row('EcsSettings.ContainerInsights', 'Container Insights', { unless: ['disabled'] }),
  ],
  'AWS::ECS::Service': [
    row('LaunchType', 'Instances of ECS Anywhere', { only: ['external'] }),
    row('VolumeConfigurations', 'EBS volumes of the tasks'),
    row('Monitoring', 'Monitoring of the service'),
  ],
  'AWS::ECS::CapacityProvider': [row('ManagedInstancesProvider', 'ECS Managed Instances')],
  'AWS::Events::Rule': [row('Targets.EcsParameters.CapacityProviderStrategy', 'Tasks that capacity providers run')],
  'AWS::Scheduler::Schedule': [
    // A target of the SDK that stops what is priced for the whole month.
    row('Target.Arn', 'Hours in which nothing runs, which cost less', {
      only: ['ec2:stopinstances', 'rds:stopdbinstance', 'rds:stopdbcluster'].map(
        (call) => `arn:aws:scheduler:::aws-sdk:${call}`,
      ),
    }),
    row('Target.EcsParameters.CapacityProviderStrategy', 'Tasks that capacity providers run'),
  ],
  'AWS::ECS::TaskDefinition': [row('InferenceAccelerators', 'Elastic inference accelerators')],
  'AWS::ECR::ReplicationConfiguration': [
    row('ReplicationConfiguration.Rules', 'Storage and transfer of the replicated images'),
  ],
  // What scaling adds is calculated with the resources of these dimensions, and named here for the others.
  'AWS::ApplicationAutoScaling::ScalableTarget': [
    row('ScalableDimension', 'What scaling adds', { unless: SCALED_DIMENSIONS.map((each) => each.toLowerCase()) }),
  ],
  'AWS::ApplicationAutoScaling::ScalingPolicy': [
    row('PredictiveScalingPolicyConfiguration', 'Metrics that predictive scaling reads'),
  ],
  'AWS::CodeBuild::Project': [
    row('Environment.Fleet', 'Reserved capacity, which replaces build minutes'),
    row('Environment.DockerServer', 'Docker server'),
  ],
  'AWS::CodeDeploy::DeploymentGroup': [
    row('OnPremisesInstanceTagFilters', 'Updates of on-premises instances'),
    row('OnPremisesTagSet', 'Updates of on-premises instances'),
  ],
  'AWS::Synthetics::Canary': [
    row('BrowserConfigs', 'Runs in further browsers', { included: 1 }),
    row('Replicas', 'Runs of the replicas'),
  ],
  'AWS::MWAA::Environment': [row('MinWebservers', 'Additional web servers', { unless: ['1', '2'] })],
};
