import type { ResourceDeclaration } from '../template/template';
import { editType } from './template-edit';

type Resources = Readonly<Record<string, ResourceDeclaration>>;

/** Features that log groups of Infrequent Access lack. */
const NEED_STANDARD = new Set(['AWS::Logs::MetricFilter', 'AWS::Logs::SubscriptionFilter']);

/**
 * Log groups of the standard class in Infrequent Access, but for those with a metric or subscription filter, which that class does not
 * have.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html
 */
export function infrequentLogs(resources: Resources): Resources {
  const filtered = new Set(
    Object.values(resources)
      .filter(({ Type = '' }) => NEED_STANDARD.has(Type))
      .map(({ Properties }) => JSON.stringify((Properties as Record<string, unknown> | undefined)?.['LogGroupName'])),
  );
  const ids = new Set(
    Object.entries(resources)
      .filter(([id, { Properties }]) => {
        const name = (Properties as Record<string, unknown> | undefined)?.['LogGroupName'];
        return filtered.has(JSON.stringify({ Ref: id })) || (name !== undefined && filtered.has(JSON.stringify(name)));
      })
      .map(([id]) => id),
  );
  return editType(resources, 'AWS::Logs::LogGroup', (properties, id) =>
    ids.has(id) || (properties['LogGroupClass'] ?? 'STANDARD') !== 'STANDARD'
      ? undefined
      : { ...properties, LogGroupClass: 'INFREQUENT_ACCESS' },
  );
}
