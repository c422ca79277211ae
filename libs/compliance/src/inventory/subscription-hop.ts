import type { CloudFormationTemplate } from '../rules/rule';
import { refersTo } from '../rules/template-values';
import type { Hop } from './flows';
import { queueNames, topicNames } from './published';

type Properties = Readonly<Record<string, unknown>>;

/**
 * Where a subscription of a topic sends messages.
 *
 * @param isEncrypted whether a store refuses what comes without TLS
 */
export function subscriptionHop(
  stackName: string,
  template: CloudFormationTemplate,
  { Protocol, TopicArn, Endpoint }: Properties,
  isEncrypted: (store: string) => boolean,
): Omit<Hop, 'shownBy'> {
  const from = nameOf(topicNames(template), TopicArn) ?? `${stackName} topic`;
  // Mail travels as far as the reader’s server wants it to: the texts of alarms name resources, and no patients.
  if (Protocol === 'email')
    return { from, to: 'e-mail', protocol: 'SMTP', port: '25', encrypted: false, patientData: false };
  const queue = nameOf(queueNames(template), Endpoint);
  return {
    from,
    to: queue ?? String(Protocol),
    protocol: 'HTTPS',
    port: '443',
    encrypted: queue === undefined || isEncrypted(queue),
    // Messages between services go to queues; alarms go to people.
    patientData: Protocol === 'sqs',
  };
}

function nameOf(names: ReadonlyMap<string, string>, reference: unknown): string | undefined {
  return [...names].find(([logicalId]) => refersTo(reference, logicalId))?.[1];
}
