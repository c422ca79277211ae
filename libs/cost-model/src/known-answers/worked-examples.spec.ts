import { estimate } from '../estimate';
import { exact } from '../exact';
import type { StackTemplate, TemplateBody } from '../template/template';
import type { UsageOfResource } from '../usage/usage-file';

/** A published example with its result, as a template and usage. */
interface Example {
  readonly name: string;
  /** Where it was published. */
  readonly source: string;
  readonly region?: string;
  readonly resources: Record<string, { Type: string; Properties?: Record<string, unknown> }>;
  readonly usage?: Record<string, UsageOfResource>;
  readonly freeTiers?: boolean;
  /** Dollars, by `resource component`; * stands for the sum of all lines. */
  readonly expected: Record<string, string>;
  /** Hours of the example where they are not a month's. */
  readonly hours?: number;
}

const CALCULATOR = 'https://calculator.aws/';
const C3X = 'https://github.com/c3xdev/c3x/tree/5c227c214/resources/aws';
const ASR = 'https://docs.aws.amazon.com/solutions/latest/automated-security-response-on-aws/cost.html';
const task = (Cpu: string, Memory: string, more = {}) => ({
  Type: 'AWS::ECS::TaskDefinition',
  Properties: { Cpu, Memory, RequiresCompatibilities: ['FARGATE'], ...more },
});
const service = (more = {}) => ({
  Type: 'AWS::ECS::Service',
  Properties: { LaunchType: 'FARGATE', TaskDefinition: { Ref: 'Task' }, ...more },
});
const mysql = (DBInstanceClass: string, more = {}) => ({
  Type: 'AWS::RDS::DBInstance',
  Properties: { Engine: 'mysql', DBInstanceClass, AllocatedStorage: 20, ...more },
});

const EXAMPLES: readonly Example[] = [
  {
    name: 'load balancer: 1 new connection a second, 120 open, 1.08 GB an hour, 250 evaluations a second',
    source: 'https://aws.amazon.com/elasticloadbalancing/pricing/',
    resources: {
      Lb: {
        Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
        Properties: { Scheme: 'internal', Subnets: ['a', 'b'] },
      },
    },
    usage: {
      Lb: {
        newConnectionsPerSecond: 1,
        activeConnections: 120,
        monthlyProcessedGb: 788.4,
        ruleEvaluationsPerSecond: 250,
      },
    },
    expected: { 'Lb *': '22.73' },
  },
  {
    name: 'firewall: 19 rules, 10 million requests',
    source: 'https://aws.amazon.com/waf/pricing/',
    resources: {
      Acl: {
        Type: 'AWS::WAFv2::WebACL',
        Properties: { Rules: Array.from({ length: 19 }, () => ({ Statement: { GeoMatchStatement: {} } })) },
      },
    },
    usage: { Acl: { monthlyRequests: 10_000_000 } },
    expected: { 'Acl Web ACL': '5.00', 'Acl Rules': '19.00', 'Acl Requests': '6.00', '*': '30.00' },
  },
  {
    name: 'four standard alarms',
    source: 'https://aws.amazon.com/cloudwatch/pricing/',
    resources: Object.fromEntries(
      ['A', 'B', 'C', 'D'].map((id) => [id, { Type: 'AWS::CloudWatch::Alarm', Properties: { Period: 60 } }]),
    ),
    expected: { '*': '0.40' },
  },
  {
    name: 'NAT gateway with 1 TB',
    source: CALCULATOR,
    resources: { Nat: { Type: 'AWS::EC2::NatGateway', Properties: { ConnectivityType: 'private' } } },
    usage: { Nat: { monthlyDataProcessedGb: 1024 } },
    expected: { 'Nat *': '78.93' },
  },
  {
    name: '1 TB to the internet, of which 1 GB was free at the time',
    source: CALCULATOR,
    resources: {},
    usage: { account: { monthlyOutboundInternetGb: 1023 } },
    expected: { '*': '92.07' },
  },
  {
    name: 'two databases with 199 GB: the storage',
    source: CALCULATOR,
    resources: {
      A: mysql('db.t3.large', { AllocatedStorage: 199 }),
      B: mysql('db.t3.large', { AllocatedStorage: 199 }),
    },
    expected: { 'A Storage (general purpose SSD, gp2)': '22.89', 'B Storage (general purpose SSD, gp2)': '22.89' },
  },
  {
    name: 'five secrets, 2,000 calls',
    source: CALCULATOR,
    region: 'us-west-2',
    resources: Object.fromEntries(
      [1, 2, 3, 4, 5].map((index) => [`S${index}`, { Type: 'AWS::SecretsManager::Secret' }]),
    ),
    usage: {
      S1: { monthlyRequests: 2000 },
      S2: { monthlyRequests: 0 },
      S3: { monthlyRequests: 0 },
      S4: { monthlyRequests: 0 },
      S5: { monthlyRequests: 0 },
    },
    expected: { '*': '2.01' },
  },
  {
    name: '50 GB of images',
    source: CALCULATOR,
    region: 'us-west-2',
    resources: { Images: { Type: 'AWS::ECR::Repository' } },
    usage: { Images: { storageGb: 50 } },
    expected: { '*': '5.00' },
  },
  {
    name: 'tasks of 4 vCPU, 16 GB and 200 GB of storage, for 4,562.5 hours',
    source: CALCULATOR,
    region: 'us-west-2',
    resources: { Task: task('4096', '16384', { EphemeralStorage: { SizeInGiB: 200 } }), Web: service() },
    usage: { Web: { runningTasks: 6.25 } },
    expected: { 'Web *': '1154.40' },
  },
  {
    name: 'two small PostgreSQL databases with 20 GB of gp3',
    source: CALCULATOR,
    region: 'us-east-2',
    resources: {
      A: {
        Type: 'AWS::RDS::DBInstance',
        Properties: { Engine: 'postgres', DBInstanceClass: 'db.t3.micro', AllocatedStorage: 20, StorageType: 'gp3' },
      },
      B: {
        Type: 'AWS::RDS::DBInstance',
        Properties: { Engine: 'postgres', DBInstanceClass: 'db.t3.micro', AllocatedStorage: 20, StorageType: 'gp3' },
      },
    },
    expected: { '*': '30.88' },
  },
  {
    // The calculator says 36.54: it cuts, we round.
    name: 'NAT gateway with its address and 1 GB',
    source: CALCULATOR,
    region: 'us-east-2',
    resources: { Nat: { Type: 'AWS::EC2::NatGateway', Properties: { AllocationId: 'eipalloc-1' } } },
    usage: { Nat: { monthlyDataProcessedGb: 1 } },
    expected: { 'Nat *': '36.55' },
  },
  {
    name: 'a 5 GB volume',
    source: CALCULATOR,
    region: 'us-east-2',
    resources: { Disk: { Type: 'AWS::EC2::Volume', Properties: { Size: 5, VolumeType: 'gp3' } } },
    expected: { '*': '0.40' },
  },
  {
    name: 'an internet-facing balancer in two zones, for a day',
    source: 'https://aws.amazon.com/elasticloadbalancing/pricing/',
    resources: { Lb: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Subnets: ['a', 'b'] } } },
    hours: 24,
    expected: { 'Lb Application load balancer hours': '0.54', 'Lb Public IPv4 addresses': '0.24' },
  },
  {
    name: 'a small task with a public address, for a day',
    source: 'https://aws.amazon.com/fargate/pricing/',
    resources: {
      Task: task('256', '512'),
      Web: service({ NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'ENABLED' } } }),
    },
    hours: 24,
    expected: {
      'Web *': '0.42',
      'Web Fargate vCPU': '0.24',
      'Web Fargate memory': '0.05',
      'Web Public IPv4 addresses': '0.12',
    },
  },
  {
    name: 'a bill of Frankfurt, of 720 hours',
    source: 'a published Cost Explorer month of eu-central-1, 2026',
    region: 'eu-central-1',
    hours: 720,
    resources: {
      Lb: {
        Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
        Properties: { Scheme: 'internal', Subnets: ['a', 'b'] },
      },
      Db: {
        Type: 'AWS::RDS::DBInstance',
        Properties: { Engine: 'postgres', DBInstanceClass: 'db.t4g.micro', AllocatedStorage: 20, StorageType: 'gp3' },
      },
    },
    expected: {
      'Lb Application load balancer hours': '19.44',
      'Db Database instance (on-demand, Single-AZ, db.t4g.micro)': '13.68',
    },
  },
  {
    name: 'GuardDuty: 5 million events, 600 GB of logs',
    source: 'https://aws.amazon.com/guardduty/pricing/',
    resources: { Detector: { Type: 'AWS::GuardDuty::Detector' } },
    usage: { Detector: { monthlyManagementEvents: 5_000_000, monthlyLogGb: 600 } },
    expected: { '*': '570.00' },
  },
  {
    name: 'the security response solution: functions, keys, queue, alarms, dashboard',
    source: ASR,
    resources: {
      Call: { Type: 'AWS::Lambda::Function', Properties: { MemorySize: 512 } },
      ...Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`Key${index}`, { Type: 'AWS::KMS::Key' }])),
      Queue: { Type: 'AWS::SQS::Queue' },
      Metrics: {
        Type: 'AWS::Logs::MetricFilter',
        Properties: { MetricTransformations: [1, 2, 3, 4, 5, 6, 7].map(() => ({})) },
      },
      Board: { Type: 'AWS::CloudWatch::Dashboard' },
    },
    usage: {
      Call: { monthlyRequests: 7100, requestDurationMs: 485.17 },
      Key0: { monthlyRequests: 6180 },
      Queue: { monthlyRequests: 1_000_000 },
    },
    expected: {
      'Call Requests': '0.00',
      'Call Duration (first 6,000,000,000 GB-seconds)': '0.03',
      'Key0 Requests': '0.02',
      'Key9 Key': '1.00',
      'Queue Requests (first 100,000,000,000 requests)': '0.40',
      'Metrics Custom metrics (first 10,000 metrics)': '2.10',
      'Board Dashboard': '3.00',
    },
  },
  {
    name: 'custom events',
    source: C3X,
    resources: { Rule: { Type: 'AWS::Events::Rule' } },
    usage: { Rule: { monthlyCustomEvents: 1_000_000 } },
    expected: { '*': '1.00' },
  },
  {
    name: 'rule evaluations',
    source: C3X,
    resources: { Rule: { Type: 'AWS::Config::ConfigRule' } },
    usage: { Rule: { monthlyRuleEvaluations: 10_000 } },
    expected: { '*': '10.00' },
  },
  {
    name: 'configuration items',
    source: C3X,
    resources: { R: { Type: 'AWS::Config::ConfigurationRecorder' } },
    usage: { R: { monthlyConfigItems: 10_000 } },
    expected: { '*': '30.00' },
  },
  {
    name: '10 GB of images',
    source: C3X,
    resources: { Images: { Type: 'AWS::ECR::Repository' } },
    usage: { Images: { storageGb: 10 } },
    expected: { '*': '1.00' },
  },
  {
    name: 'two tasks of 1 vCPU and 2 GB',
    source: C3X,
    resources: { Task: task('1024', '2048'), Web: service({ DesiredCount: 2 }) },
    expected: { 'Web *': '72.08' },
  },
  { name: 'an address', source: C3X, resources: { Ip: { Type: 'AWS::EC2::EIP' } }, expected: { '*': '3.65' } },
  {
    name: 'detector',
    source: C3X,
    resources: { D: { Type: 'AWS::GuardDuty::Detector' } },
    usage: { D: { monthlyManagementEvents: 10_000_000, monthlyLogGb: 100 } },
    expected: { '*': '140.00' },
  },
  {
    name: 'function of 512 MB',
    source: C3X,
    resources: { F: { Type: 'AWS::Lambda::Function', Properties: { MemorySize: 512 } } },
    usage: { F: { monthlyRequests: 1_000_000, requestDurationMs: 200 } },
    expected: { '*': '1.87' },
  },
  {
    name: 'NAT gateway with 100 GB',
    source: C3X,
    resources: { Nat: { Type: 'AWS::EC2::NatGateway', Properties: { ConnectivityType: 'private' } } },
    usage: { Nat: { monthlyDataProcessedGb: 100 } },
    expected: { 'Nat *': '37.35' },
  },
  {
    name: 'a secret',
    source: C3X,
    resources: { S: { Type: 'AWS::SecretsManager::Secret' } },
    expected: { '*': '0.40' },
  },
  {
    name: 'an interface endpoint in one zone',
    source: C3X,
    resources: { E: { Type: 'AWS::EC2::VPCEndpoint', Properties: { VpcEndpointType: 'Interface', SubnetIds: ['a'] } } },
    expected: { '*': '7.30' },
  },
  {
    // They say 100.00: the first tier's price for all of it; AWS's first tier ends at 100,000, so the two agree just there.
    name: 'security checks',
    source: C3X,
    resources: { Hub: { Type: 'AWS::SecurityHub::Hub' } },
    usage: { Hub: { monthlyChecks: 100_000 } },
    expected: { '*': '100.00' },
  },
  {
    // They say 0.60, the price of deliveries over HTTP; a million requests that publish cost 0.50.
    name: 'a million messages',
    source: C3X,
    resources: { T: { Type: 'AWS::SNS::Topic' } },
    usage: { T: { monthlyRequests: 1_000_000 } },
    expected: { '*': '0.50' },
  },
  {
    // They say 28.75 for 500 GB of EBS snapshots; at the price list's 0.055 of us-west-1 they cost 27.50.
    name: 'EBS backups',
    source: C3X,
    region: 'us-west-1',
    resources: { V: { Type: 'AWS::Backup::BackupVault' } },
    usage: { V: { ebsSnapshotGb: 500 } },
    expected: { '*': '27.50' },
  },
];

test.each(EXAMPLES)(
  '$name ($source)',
  ({ resources, usage = {}, region = 'us-east-1', expected, hours = 730, freeTiers = false }) => {
    const template: StackTemplate = { stack: 's', file: 't', text: '', body: { Resources: resources } as TemplateBody };
    const addressed = Object.fromEntries(
      Object.entries(usage).map(([id, keys]) => [id === 'account' ? id : `s/${id}`, keys]),
    );
    const { lines, problems } = estimate([template], { region, usage: { usage: addressed }, freeTiers });
    expect(problems).toEqual([]);
    const sum = (matches: (line: (typeof lines)[number]) => boolean) =>
      lines
        .filter(matches)
        .reduce((total, { monthlyUsd }) => total.plus(monthlyUsd?.expected ?? 0), exact(0))
        .times(hours)
        .div(730)
        .toFixed(2);
    for (const [place, usd] of Object.entries(expected)) {
      const [, id, component] = /^(\S+) (.*)$/.exec(place) ?? [];
      const ours = sum(
        (line) => place === '*' || (line.logicalId === id && (component === '*' || line.component === component)),
      );
      expect(`${place}: ${ours}`).toBe(`${place}: ${usd}`);
    }
  },
);
