import type { Line } from '../estimate-types';
import { late } from '../late';

interface Service {
  readonly name: string;
  /** Names that bills use: product names, product codes, Cost Explorer's short names. */
  readonly billed: RegExp;
  /** CloudFormation types whose lines a bill lists here. */
  readonly types?: RegExp;
  /** Every line of its types belongs here, whatever its usage type. @default false */
  readonly isWhole?: boolean;
  /** Components of its types that a bill lists here, although their usage types are those of another service. */
  readonly components?: RegExp;
  /** Usage types that a bill lists here whatever their resource is; looked at first. */
  readonly usage?: RegExp;
}

/** AWS services as bills list them, each with all of its names. One more is one more row. */
const services = late((): readonly Service[] => [
  // Its traffic has usage types like any transfer, and is billed as CloudFront.
  { name: 'CloudFront', billed: /cloud ?front/i, types: /^AWS::CloudFront::/, isWhole: true },
  { name: 'EMR', billed: /elastic ?map ?reduce|^(amazon ?)?emr$/i, types: /^AWS::EMR::/, components: /^EMR on / },
  {
    name: 'Data transfer',
    billed: /data ?transfer/i,
    usage: /DataTransfer|-Out-Bytes|-In-Bytes|Regional-Bytes/i,
  },
  {
    name: 'VPC',
    billed: /^(amazon )?(vpc|virtual private cloud)$|^amazonvpc$/i,
    types: /^AWS::EC2::(VPCEndpoint|EIP|FlowLog|VPC|Subnet|TransitGateway|VPN|ClientVpn)/,
    usage: /PublicIPv4|VpcEndpoint/i,
  },
  {
    name: 'EC2 and NAT gateways',
    billed: /^ec2[- ](instances|other)|elastic compute cloud|^amazonec2$|^ec2$/i,
    types: /^AWS::(EC2|AutoScaling|EKS::Nodegroup|Cloud9|DLM)/,
    usage: /NatGateway|BoxUsage|DedicatedUsage|EBS:|EBSOptimized/i,
  },
  {
    name: 'ECS Fargate',
    billed: /elastic container service$|^amazonecs$|^ecs$|fargate/i,
    types: /^AWS::ECS::/,
    usage: /Fargate/,
  },
  { name: 'ECR', billed: /container registry|^amazonecr$|^ecr$/i, types: /^AWS::ECR::/ },
  {
    name: 'Elastic Load Balancing',
    billed: /elastic load balancing|load ?balanc|^awselb$|^(ec2[- ])?elb$/i,
    types: /^AWS::ElasticLoadBalancing/,
  },
  { name: 'RDS', billed: /relational database|^amazonrds$|^rds$|aurora/i, types: /^AWS::RDS::/ },
  { name: 'S3', billed: /simple storage service|^amazons3$|^s3$/i, types: /^AWS::S3::/ },
  { name: 'KMS', billed: /key management|^awskms$|^kms$/i, types: /^AWS::KMS::/ },
  { name: 'Secrets Manager', billed: /secrets ?manager/i, types: /^AWS::SecretsManager::/ },
  {
    name: 'CloudWatch',
    billed: /cloudwatch(?! events)/i,
    types: /^AWS::(CloudWatch|Logs|Synthetics|ApplicationInsights)::/,
    usage: /CW:|ContainerInsights|VendedLog/i,
  },
  { name: 'CloudTrail', billed: /cloudtrail/i, types: /^AWS::CloudTrail::/ },
  { name: 'Config', billed: /^(aws )?config$|^awsconfig$/i, types: /^AWS::Config::/ },
  { name: 'Security Hub', billed: /security ?hub/i, types: /^AWS::SecurityHub::/ },
  { name: 'GuardDuty', billed: /guard ?duty/i, types: /^AWS::GuardDuty::/ },
  { name: 'Inspector', billed: /inspector/i, types: /^AWS::Inspector/ },
  { name: 'WAF', billed: /\bwaf|^awswaf/i, types: /^AWS::WAF/ },
  { name: 'CodePipeline', billed: /codepipeline/i, types: /^AWS::CodePipeline::/ },
  { name: 'CodeBuild', billed: /codebuild/i, types: /^AWS::CodeBuild::/ },
  { name: 'CodeCommit', billed: /codecommit/i, types: /^AWS::CodeCommit::/ },
  { name: 'SNS', billed: /simple notification|^amazonsns$|^sns$/i, types: /^AWS::SNS::/ },
  { name: 'SQS', billed: /simple queue|^awsqueueservice$|^sqs$/i, types: /^AWS::SQS::/ },
  {
    name: 'EventBridge',
    billed: /eventbridge|cloudwatch ?events|^awsevents$/i,
    types: /^AWS::(Events|EventSchemas|Scheduler|Pipes)::/,
  },
  { name: 'Lambda', billed: /lambda/i, types: /^AWS::(Lambda|Serverless::Function)/ },
  { name: 'DynamoDB', billed: /dynamo ?db/i, types: /^AWS::DynamoDB::/ },
  { name: 'Backup', billed: /^(aws )?backup$|^awsbackup$/i, types: /^AWS::Backup::/ },
  { name: 'Route 53', billed: /route ?53/i, types: /^AWS::Route53/ },
  { name: 'EFS', billed: /elastic file|^amazonefs$|^efs$/i, types: /^AWS::EFS::/ },
  { name: 'ElastiCache', billed: /elasticache/i, types: /^AWS::ElastiCache::/ },
  { name: 'Systems Manager', billed: /systems ?manager/i, types: /^AWS::SSM::/ },
  { name: 'Budgets', billed: /budgets/i, types: /^AWS::Budgets::/ },
  { name: 'EKS', billed: /kubernetes|^amazoneks$|^eks$/i, types: /^AWS::EKS::/ },
  { name: 'API Gateway', billed: /api ?gateway/i, types: /^AWS::ApiGateway/ },
  { name: 'Step Functions', billed: /step ?functions|^amazonstates$/i, types: /^AWS::StepFunctions::/ },
  { name: 'X-Ray', billed: /x-?ray/i, usage: /TracesStored/ },
  { name: 'AppSync', billed: /app ?sync/i, types: /^AWS::AppSync::/ },
  { name: 'Cognito', billed: /cognito/i, types: /^AWS::Cognito::/ },
  { name: 'Kinesis', billed: /^(amazon ?)?kinesis$/i, types: /^AWS::Kinesis::/ },
  { name: 'Data Firehose', billed: /firehose/i, types: /^AWS::KinesisFirehose::/ },
  { name: 'MSK', billed: /managed streaming|^(amazon)?msk$/i, types: /^AWS::MSK::/ },
  { name: 'Amazon MQ', billed: /^(amazon ?)?mq$/i, types: /^AWS::AmazonMQ::/ },
  {
    name: 'OpenSearch',
    billed: /open ?search|elasticsearch|^amazones$/i,
    types: /^AWS::(OpenSearchService|OpenSearchServerless|Elasticsearch)::/,
  },
  { name: 'DocumentDB', billed: /document ?db|^amazondocdb$/i, types: /^AWS::DocDB::/ },
  { name: 'Neptune', billed: /neptune/i, types: /^AWS::Neptune::/ },
  { name: 'Redshift', billed: /redshift/i, types: /^AWS::Redshift(Serverless)?::/ },
  { name: 'Glue', billed: /^(aws ?)?glue$/i, types: /^AWS::Glue::/ },
  { name: 'Transfer Family', billed: /transfer family|^awstransfer$/i, types: /^AWS::Transfer::/ },
  { name: 'Network Firewall', billed: /network ?firewall/i, types: /^AWS::NetworkFirewall::/ },
  { name: 'Directory Service', billed: /directory ?service/i, types: /^AWS::DirectoryService::/ },
  { name: 'Amplify', billed: /amplify/i, types: /^AWS::Amplify::/ },
  { name: 'Kendra', billed: /kendra/i, types: /^AWS::Kendra::/ },
  { name: 'Firewall Manager', billed: /firewall ?manager|^awsfms$/i, types: /^AWS::FMS::/ },
  { name: 'IoT', billed: /^(aws ?)?iot/i, types: /^AWS::IoT::/ },
  { name: 'Global Accelerator', billed: /global ?accelerator/i, types: /^AWS::GlobalAccelerator::/ },
  { name: 'FSx', billed: /^(amazon ?)?fsx$/i, types: /^AWS::FSx::/ },
  { name: 'Managed Airflow', billed: /managed workflows|^(amazon ?)?mwaa$/i, types: /^AWS::MWAA::/ },
  { name: 'SageMaker', billed: /sagemaker/i, types: /^AWS::SageMaker::/ },
  { name: 'Athena', billed: /athena/i, types: /^AWS::Athena::/ },
  { name: 'Managed Grafana', billed: /grafana/i, types: /^AWS::Grafana::/ },
  { name: 'Managed Prometheus', billed: /prometheus/i, types: /^AWS::APS::/ },
  { name: 'Macie', billed: /macie/i, types: /^AWS::Macie::/ },
  { name: 'CodeArtifact', billed: /codeartifact/i, types: /^AWS::CodeArtifact::/ },
  { name: 'Pinpoint', billed: /pinpoint|end user messaging/i, types: /^AWS::Pinpoint::/ },
  { name: 'Cloud Map', billed: /cloud ?map|service ?discovery/i, types: /^AWS::ServiceDiscovery::/ },
  { name: 'Certificate Manager', billed: /certificate ?manager/i, types: /^AWS::(CertificateManager|ACMPCA)::/ },
]);

/** The service of a line of the bill; that of its type if the name is unknown. */
export function serviceOf({ resourceType, component, price }: Line): string {
  const usageType = price?.usageType ?? '';
  return (
    services().find(({ types, isWhole }) => isWhole === true && types?.test(resourceType))?.name ??
    services().find(({ types, components }) => components?.test(component) === true && types?.test(resourceType))
      ?.name ??
    services().find(({ usage }) => usage?.test(usageType))?.name ??
    services().find(({ types }) => types?.test(resourceType))?.name ??
    resourceType.split('::').slice(0, 2).join('::')
  );
}

/** The same of a service as a bill names it; undefined for one that is not known here. */
export function billedService(name: string): string | undefined {
  return services().find(({ billed }) => billed.test(name.trim()))?.name;
}
