import { paragraph, tableOf, toChapter } from '../document/block';
import type { Chapter, Text } from '../document/block';
import type { HandoverFacts } from '../facts/facts';
import { keepsDeadLetters } from '../facts/queues';
import { ofType } from '../facts/resources';
import { quotas } from './quotas';
import { stores } from './stores';

/** The purpose of the parts that people ask about, by type. */
const PURPOSES: Readonly<Record<string, readonly [name: string, purpose: string]>> = {
  'AWS::EC2::VPC': ['VPC', 'The private network of the platform.'],
  'AWS::EC2::NatGateway': ['NAT gateway', 'Lets tasks call addresses on the internet, and lets no connection in.'],
  'AWS::EC2::VPCEndpoint': ['VPC endpoint', 'Reaches a service of AWS without the internet.'],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': [
    'Load balancer',
    'Ends TLS from the internet and sends each request to a healthy task.',
  ],
  'AWS::WAFv2::WebACL': [
    'Web application firewall',
    'Blocks known attacks and addresses with too many requests before the load balancer.',
  ],
  'AWS::CertificateManager::Certificate': ['Certificate', 'Proves the domain to browsers; AWS renews it.'],
  'AWS::ECS::Cluster': ['Cluster', 'Runs the tasks of an environment on Fargate, without servers to maintain.'],
  'AWS::ECR::Repository': ['Image repository', 'Keeps the scanned images of a service.'],
  'AWS::RDS::DBCluster': [
    'Database cluster',
    'Holds the data of patients in a volume of Aurora, encrypted, without a route to the internet.',
  ],
  'AWS::RDS::DBInstance': ['Database', 'Holds the data of patients, encrypted, without a route to the internet.'],
  'AWS::ElastiCache::ReplicationGroup': [
    'Cache',
    'Valkey with data that services keep at hand, encrypted, without a route to the internet.',
  ],
  'AWS::Backup::BackupVault': ['Backup vault', 'Keeps backups that cannot be deleted early.'],
  'AWS::Backup::BackupPlan': ['Backup plan', 'Takes the backups of a database on a schedule.'],
  'AWS::Backup::RestoreTestingPlan': [
    'Restore test',
    'Restores the newest backup on a schedule, to prove that restoring works.',
  ],
  'AWS::EFS::FileSystem': ['File system', 'Keeps files that several tasks share; each service has a folder of it.'],
  'AWS::CodePipeline::Pipeline': ['Pipeline', 'Takes a commit to an environment.'],
  'AWS::CodeBuild::Project': ['Build', 'Does one step of a pipeline, with the permissions of this step alone.'],
  'AWS::CodeCommit::Repository': ['Repository', 'Holds the files that describe the platform.'],
  'AWS::SecretsManager::Secret': ['Secret', 'Holds a value that a service needs and that no file may contain.'],
  'AWS::KMS::Key': ['Encryption key', 'Encrypts data at rest; AWS rotates it every year.'],
  'AWS::Logs::LogGroup': ['Log group', 'Keeps log lines for a fixed time.'],
  'AWS::CloudWatch::Alarm': ['Alarm', 'Tells people when a measured value leaves its limits.'],
  'AWS::SNS::Topic': [
    'Topic',
    'Passes messages on: alarms and pipeline messages to e-mail and chat, messages of services to queues.',
  ],
  'AWS::CloudTrail::Trail': ['Audit trail', 'Records who did what in the account, in all regions.'],
  'AWS::Config::ConfigurationRecorder': ['Configuration recorder', 'Records every resource and each of its changes.'],
  'AWS::Config::ConformancePack': ['Conformance pack', 'Watches the HIPAA rules of AWS Config in the account.'],
  'AWS::SecurityHub::Hub': ['Security Hub', 'Collects findings of scans, of Config and of GuardDuty.'],
  'AWS::GuardDuty::Detector': ['GuardDuty', 'Looks for threats in logs and in running tasks.'],
  'AWS::AccessAnalyzer::Analyzer': ['Access Analyzer', 'Finds what principals outside of the account can reach.'],
  'AWS::Budgets::Budget': ['Budget', 'Tells people before the account costs more than planned.'],
  'AWS::S3::Bucket': ['Bucket', 'Keeps access logs, artifacts, evidence or the files of a static site.'],
  'AWS::CloudFront::Distribution': [
    'Distribution',
    'Serves the files of a static site from places near its visitors, over HTTPS only.',
  ],
  'AWS::CloudFront::Function': ['CloudFront function', 'Finds the file of a static site for a path.'],
  'AWS::Lambda::Function': ['Function', 'Makes a setting for which CloudFormation has no resource.'],
  'AWS::SSM::Parameter': ['Parameter', 'Tells a stack a value of another one, so that each is deployed by itself.'],
};

/** A load balancer is one of two parts. */
const PRIVATE_BALANCER = [
  'Private load balancer',
  'Takes the requests of services that call other services, over TLS, inside of the VPC.',
] as const;

/** A queue is one of two parts. */
const QUEUE = ['Queue', 'Holds messages of a service until another one has handled them.'] as const;
const DEAD_LETTERS = [
  'Dead-letter queue',
  'Keeps events and messages that could not be delivered or handled, until a person has read them.',
] as const;

/** Every kind of part with its purpose, and the services. */
export function components(facts: HandoverFacts): Chapter {
  const { input, resources } = facts;
  const { model } = input;
  return {
    id: 'components',
    title: 'Components',
    blocks: [
      tableOf(
        'Services',
        ['service', 'purpose', 'addresses in production'],
        model.services.map(({ name, description }) => [
          toChapter(name, `service-${name}`),
          description ?? 'No purpose is written down: write description in its service.yaml.',
          addressesOf(model, name),
        ]),
        'the platform has no service yet. Add a folder with a service.yaml.',
      ),
      tableOf('Parts of AWS', ['part', 'purpose', 'number', 'stacks'], partRows(resources)),
      paragraph(
        'Other resources of the templates connect these parts: routes, rules of security groups, policies, roles. The places are in ',
        toChapter('where everything is', 'index'),
        '.',
      ),
      ...stores(facts),
      ...quotas(facts),
    ],
  };
}

function addressesOf(model: HandoverFacts['input']['model'], service: string): string {
  const names = model.environments.filter(({ production }) => production).map(({ name }) => name);
  const found = model.services.find(({ name }) => name === service);
  if (found?.kind === 'static') {
    return found.deployments
      .filter(({ environment }) => names.includes(environment))
      .map(({ hostname }) => hostname)
      .join(', ');
  }
  if (found?.kind !== 'web') return found === undefined ? '' : 'no address: it takes no requests';
  const { deployments } = found;
  const routes = deployments.filter(({ environment }) => names.includes(environment)).flatMap((each) => each.routes);
  if (routes.length === 0 && names.length > 0) return 'internal: other services call it';
  return routes.map(({ hostname, path }) => `${hostname}${path === '/*' ? '' : path}`).join(', ');
}

function partRows(resources: HandoverFacts['resources']): Text[][] {
  const queues = ofType(resources, 'AWS::SQS::Queue');
  return [
    ...Object.entries(PURPOSES).map(([type, part]) =>
      partRow(
        part,
        ofType(resources, type).filter((each) => !isPrivateBalancer(each)),
      ),
    ),
    partRow(PRIVATE_BALANCER, resources.filter(isPrivateBalancer)),
    partRow(
      QUEUE,
      queues.filter((queue) => !keepsDeadLetters(queue)),
    ),
    partRow(DEAD_LETTERS, queues.filter(keepsDeadLetters)),
  ].flat();
}

function isPrivateBalancer({ type, properties }: HandoverFacts['resources'][number]): boolean {
  return type === 'AWS::ElasticLoadBalancingV2::LoadBalancer' && properties['Scheme'] === 'internal';
}

/** A row, or none where the platform has no such part. */
function partRow([name, purpose]: readonly [string, string], found: HandoverFacts['resources']): Text[][] {
  const stacks = [...new Set(found.map(({ stack }) => stack))];
  return found.length === 0 ? [] : [[name, purpose, String(found.length), folded(stacks)]];
}

const SHOWN = 4;

/** The first of many names, and how many more there are. */
export function folded(names: readonly string[]): string {
  if (names.length <= SHOWN) return names.join(', ');
  return `${names.slice(0, SHOWN).join(', ')} and ${names.length - SHOWN} more`;
}
