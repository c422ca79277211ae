import type { EvidenceStack } from '../evidence/input';
import { placeOf } from '../judges/own-rules';
import { databaseRequiresTls } from '../rules/database-requires-tls';
import { listenerEncrypted } from '../rules/listener-encrypted';
import type { CloudFormationTemplate, PlatformFacts, Rule } from '../rules/rule';
import { targetGroupEncrypted } from '../rules/target-group-encrypted';
import { at, listOf, resourcesOf } from '../rules/template-values';

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
  const plainDatabases = stacks.flatMap(({ template }) => databaseRequiresTls.find(template, facts));
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
          from: 'internet',
          to: `${stackName} load balancer${behindFirewall(template) ? ' (behind AWS WAF)' : ''}`,
          protocol: String(properties['Protocol']),
          port: String(properties['Port']),
          // A redirect carries no data, but the request that it answers is plain.
          encrypted: properties['Protocol'] !== 'HTTP' && clean(listenerEncrypted, id),
          patientData: properties['Protocol'] !== 'HTTP' || !clean(listenerEncrypted, id),
        },
      ]),
      ...hopsOf('AWS::ElasticLoadBalancingV2::LoadBalancer', () => [
        // Addresses of requests may name patients.
        { from: `${stackName} load balancer`, to: 'bucket of access logs', ...AWS_API, patientData: true },
      ]),
      ...hopsOf('AWS::ElasticLoadBalancingV2::TargetGroup', (properties, id) => [
        {
          from: 'load balancer',
          to: `${stackName} tasks`,
          protocol: String(properties['Protocol']),
          port: String(properties['Port']),
          encrypted: clean(targetGroupEncrypted, id),
          patientData: true,
        },
      ]),
      ...hopsOf('AWS::EC2::SecurityGroupIngress', (properties) =>
        /Database/.test(JSON.stringify(properties['GroupId'] ?? ''))
          ? [
              {
                from: `${stackName} tasks`,
                to: 'database',
                protocol: 'TLS',
                port: String(properties['FromPort'] ?? ''),
                encrypted: plainDatabases.length === 0,
                patientData: true,
              },
            ]
          : [],
      ),
      ...hopsOf('AWS::Backup::BackupPlan', (properties) => [
        { from: 'database', to: `${stackName} backup vault`, ...AWS_API, patientData: true },
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
        // Mail travels as far as the reader’s server wants it to: the texts of alarms name resources, and no patients.
        properties['Protocol'] === 'email'
          ? {
              from: `${stackName} topic`,
              to: 'e-mail',
              protocol: 'SMTP',
              port: '25',
              encrypted: false,
              patientData: false,
            }
          : { from: `${stackName} topic`, to: String(properties['Protocol']), ...AWS_API, patientData: false },
      ]),
      ...hopsOf('AWS::Chatbot::SlackChannelConfiguration', () => [
        { from: `${stackName} topic`, to: 'Slack', ...AWS_API, patientData: false },
      ]),
      ...hopsOf('AWS::EC2::SecurityGroupEgress', (properties) => outwards(stackName, [properties])),
      ...hopsOf('AWS::EC2::SecurityGroup', (properties) =>
        outwards(stackName, listOf(properties['SecurityGroupEgress']) as readonly Properties[]),
      ),
    ];
  });
}

type Properties = Readonly<Record<string, unknown>>;

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
