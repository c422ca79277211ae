import type { EvidenceStack } from '../evidence/input';
import { placeOf } from '../judges/own-rules';
import { cacheRequiresTls } from '../rules/cache-requires-tls';
import { databaseRequiresTls } from '../rules/database-requires-tls';
import { WAY_OUT } from '../rules/egress-is-encrypted';
import { listenerEncrypted } from '../rules/listener-encrypted';
import type { CloudFormationTemplate, PlatformFacts, Rule } from '../rules/rule';
import { sitesServeOnlyThroughCloudFront } from '../rules/sites-serve-only-through-cloud-front';
import { targetGroupEncrypted } from '../rules/target-group-encrypted';
import { HOLDS } from '../rules/patient-bucket-is-complete';
import { allowed, at, listOf, resourcesOf, tagOf } from '../rules/template-values';
import { isForCalls, isInternal, isOfInternalBalancer, plainCallPorts } from './calls';
import { aFileSystemIsPlain, aQueueIsPlain, queueNames, storeOf } from './published';
import { subscriptionHop } from './subscription-hop';

/** One hop on which data moves. */
export interface Hop {
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  readonly port: string;
  readonly encrypted: boolean;
  /** Whether patient data takes this hop. */
  readonly patientData: boolean;
  /** Construct path that shows it. */
  readonly shownBy: string;
}

const AWS_API = { protocol: 'HTTPS', port: '443', encrypted: true };

/** Where data moves, read from the templates: from the internet to the tasks, the database, its backups, the logs, and out again. */
export function flowsOf(stacks: readonly EvidenceStack[], facts: PlatformFacts): Hop[] {
  const isPlain = (rule: Rule) => stacks.some(({ template }) => rule.find(template, facts).length > 0);
  const plain: Readonly<Record<string, boolean>> = {
    database: isPlain(databaseRequiresTls),
    cache: isPlain(cacheRequiresTls),
    queue: aQueueIsPlain(stacks),
    file: aFileSystemIsPlain(stacks),
  };
  const isEncrypted = (store: string) => plain[store.split(' ')[0] ?? ''] !== true;
  const plainPorts = plainCallPorts(stacks, facts);
  const patientBuckets = stacks.flatMap(({ template }) => patientBucketsOf(template));
  return stacks.flatMap(({ stackName, template }) => {
    const hopsOf = (type: string, make: (properties: Properties, id: string) => Omit<Hop, 'shownBy'>[]): Hop[] =>
      resourcesOf(template, type).flatMap(({ properties, logicalId }) =>
        make(properties, logicalId).map((hop) => ({
          ...hop,
          shownBy: placeOf(stackName, logicalId, template.Resources?.[logicalId]),
        })),
      );
    const clean = (rule: Rule, id: string): boolean =>
      !rule.find(template, facts).some(({ logicalId }) => logicalId === id);
    return [
      ...hopsOf('AWS::ElasticLoadBalancingV2::Listener', (properties, id) => [
        {
          ...(isInternal(template, properties['LoadBalancerArn'])
            ? { from: 'services that call it', to: `private load balancer for ${stackName}` }
            : {
                from: 'internet',
                to: `${stackName} load balancer${behindFirewall(template) ? ' (behind AWS WAF)' : ''}`,
              }),
          protocol: String(properties['Protocol']),
          port: String(properties['Port']),
          // A redirect carries no data, but the request that it answers is plain.
          encrypted: properties['Protocol'] !== 'HTTP' && clean(listenerEncrypted, id),
          patientData: properties['Protocol'] !== 'HTTP' || !clean(listenerEncrypted, id),
        },
      ]),
      ...hopsOf('AWS::CloudFront::Distribution', (properties, id) => [
        {
          from: 'internet',
          to: `${stackName} CloudFront${at(properties, 'DistributionConfig', 'WebACLId') === undefined ? '' : ' (behind AWS WAF)'}`,
          protocol: 'HTTPS',
          port: '443',
          encrypted: clean(sitesServeOnlyThroughCloudFront, id),
          // The site is public, and it is no place for patient data.
          patientData: false,
        },
        { from: `${stackName} CloudFront`, to: 'bucket of the site', ...AWS_API, patientData: false },
      ]),
      ...hopsOf('AWS::ElasticLoadBalancingV2::LoadBalancer', ({ Scheme }) => [
        // Addresses of requests may name patients.
        {
          from: `${stackName} ${Scheme === 'internal' ? 'private ' : ''}load balancer`,
          to: 'bucket of access logs',
          ...AWS_API,
          patientData: true,
        },
      ]),
      ...hopsOf('AWS::ElasticLoadBalancingV2::TargetGroup', (properties, id) => [
        {
          from: isForCalls(template, id) ? 'private load balancer' : 'load balancer',
          to: `${stackName} tasks`,
          protocol: String(properties['Protocol']),
          port: String(properties['Port']),
          encrypted: clean(targetGroupEncrypted, id),
          patientData: true,
        },
      ]),
      ...hopsOf('AWS::EC2::SecurityGroupIngress', (properties) =>
        // The listener at this port decides about its encryption, in the stack of the called service.
        isOfInternalBalancer(template, properties['GroupId'])
          ? [
              {
                from: `${stackName} tasks`,
                to: 'private load balancer',
                protocol: 'HTTPS',
                port: String(properties['FromPort'] ?? ''),
                encrypted: !plainPorts.has(properties['FromPort']),
                patientData: true,
              },
            ]
          : known(storeOf(template, properties['GroupId'])).map((to) => ({
              from: `${stackName} tasks`,
              to,
              protocol: 'TLS',
              port: String(properties['FromPort'] ?? ''),
              encrypted: isEncrypted(to),
              patientData: true,
            })),
      ),
      // The task role: its policy names the buckets, queues and topics that the service may use.
      ...hopsOf('AWS::IAM::ManagedPolicy', (properties) =>
        [
          ...bucketsNamedIn(properties, patientBuckets).map((bucket) => `bucket ${bucket}`),
          ...queuesNamedIn(properties, template),
          ...topicsNamedIn(properties, template),
        ].map((to) => ({ from: `${stackName} tasks`, to, ...AWS_API, encrypted: isEncrypted(to), patientData: true })),
      ),
      ...hopsOf('AWS::SQS::Queue', (properties, id) =>
        // SQS moves a message that no one could handle by itself, inside of the region.
        properties['RedrivePolicy'] === undefined
          ? []
          : known(queueNames(template).get(id)).map((from) => ({
              from: `${stackName} ${from}`,
              to: `${stackName} dead letters of ${from}`,
              ...AWS_API,
              patientData: true,
            })),
      ),
      ...hopsOf('AWS::Backup::BackupPlan', (properties) => [
        { from: savedBy(properties, template), to: `${stackName} backup vault`, ...AWS_API, patientData: true },
        ...copiesOf(properties).map((region) => ({
          from: `${stackName} backup vault`,
          to: `backup vault in ${region}`,
          ...AWS_API,
          patientData: true,
        })),
      ]),
      ...hopsOf('AWS::Logs::LogGroup', (properties) => [
        {
          from: stackName,
          to: `log ${String(properties['LogGroupName'])}`,
          ...AWS_API,
          patientData: isPatientLog(template),
        },
      ]),
      ...hopsOf('AWS::SNS::Subscription', (properties) => [
        subscriptionHop(stackName, template, properties, isEncrypted),
      ]),
      ...hopsOf('AWS::Chatbot::SlackChannelConfiguration', () => [
        { from: `${stackName} topic`, to: 'Slack', ...AWS_API, patientData: false },
      ]),
      ...hopsOf('AWS::EC2::SecurityGroupEgress', (properties) => outwards(stackName, [properties])),
      ...hopsOf('AWS::EC2::SecurityGroup', (properties) => {
        const rules = listOf(properties['SecurityGroupEgress']) as readonly Properties[];
        return [...outwards(stackName, rules), ...toPartners(stackName, rules)];
      }),
    ];
  });
}

type Properties = Readonly<Record<string, unknown>>;

/** Names of the buckets with patient data that a template makes. */
function patientBucketsOf(template: CloudFormationTemplate): string[] {
  return Object.values(template.Resources ?? {}).flatMap((resource) => {
    const name = resource.Type === 'AWS::S3::Bucket' && resource.Properties?.['BucketName'];
    return typeof name === 'string' && tagOf(resource, HOLDS.key) === HOLDS.value ? [name] : [];
  });
}

/** The buckets whose objects a policy allows to read or write. */
function bucketsNamedIn({ PolicyDocument }: Properties, buckets: readonly string[]): string[] {
  const text = JSON.stringify(
    allowed(PolicyDocument).filter(({ Action }) => /s3:(?:GetObject|PutObject)"/.test(JSON.stringify(Action))),
  );
  return buckets.filter((name) => text.includes(`:s3:::${name}/*`));
}

/** The queues that a policy allows to send to or to receive from, each once. */
function queuesNamedIn(properties: Properties, template: CloudFormationTemplate): string[] {
  return storesNamedIn(properties, template, /"sqs:(?:SendMessage|ReceiveMessage)"/);
}

/** The topics that a policy allows to publish to, each once. */
function topicsNamedIn(properties: Properties, template: CloudFormationTemplate): string[] {
  return storesNamedIn(properties, template, /"sns:Publish"/);
}

function storesNamedIn({ PolicyDocument }: Properties, template: CloudFormationTemplate, actions: RegExp): string[] {
  const used = allowed(PolicyDocument)
    .filter(({ Action }) => actions.test(JSON.stringify(Action)))
    .flatMap(({ Resource }) => listOf(Resource))
    .map((resource) => storeOf(template, resource));
  return [...new Set(used.flatMap(known))];
}

/** A list of what may be missing. */
function known<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value];
}

/** Ways out to any address of the internet. */
function outwards(stackName: string, rules: readonly Properties[]): Omit<Hop, 'shownBy'>[] {
  return rules
    .filter(({ CidrIp, CidrIpv6 }) => CidrIp === '0.0.0.0/0' || CidrIpv6 === '::/0')
    .map(({ FromPort, ToPort }) => ({
      from: `${stackName} tasks`,
      to: 'any address of the internet',
      protocol: FromPort === 443 ? 'HTTPS' : 'any',
      port: FromPort === ToPort ? String(FromPort ?? 'all') : `${String(FromPort)}-${String(ToPort)}`,
      encrypted: FromPort === 443 && ToPort === 443,
      patientData: true,
    }));
}

/** Ways out to partners that a service names. */
function toPartners(stackName: string, rules: readonly Properties[]): Omit<Hop, 'shownBy'>[] {
  return rules.flatMap(({ Description, CidrIp, FromPort }) => {
    const [, partner, protocol = '', how] = WAY_OUT.exec(String(Description)) ?? [];
    if (partner === undefined) return [];
    return [
      {
        from: `${stackName} tasks`,
        to: `partner ${partner} at ${String(CidrIp)}`,
        protocol: protocol.toUpperCase(),
        port: String(FromPort),
        encrypted: how === 'encrypted',
        patientData: true,
      },
    ];
  });
}

/** What a backup plan saves: buckets and file systems have a plan of their own beside that of the database. */
function savedBy(properties: Properties, template: CloudFormationTemplate): string {
  if (!String(at(properties, 'BackupPlan', 'BackupPlanName')).endsWith('-stores')) return 'database';
  const files = resourcesOf(template, 'AWS::EFS::FileSystem').length > 0 ? ['file systems'] : [];
  return [...(patientBucketsOf(template).length > 0 || files.length === 0 ? ['buckets'] : []), ...files].join(' and ');
}

/** Regions that a backup plan copies to. */
function copiesOf(properties: Properties): string[] {
  return listOf(at(properties, 'BackupPlan', 'BackupPlanRule'))
    .flatMap((rule) => listOf(at(rule, 'CopyActions')))
    .map((copy) => JSON.stringify(at(copy, 'DestinationBackupVaultArn') ?? '').split(':')[3] ?? 'another region');
}

/** Whether AWS WAF looks at what a load balancer of the template receives. */
function behindFirewall(template: CloudFormationTemplate): boolean {
  return resourcesOf(template, 'AWS::WAFv2::WebACLAssociation').length > 0;
}

/** Whether an application or a database writes the logs of a template. */
function isPatientLog(template: CloudFormationTemplate): boolean {
  return ['AWS::ECS::Service', 'AWS::RDS::DBInstance'].some((type) => resourcesOf(template, type).length > 0);
}
