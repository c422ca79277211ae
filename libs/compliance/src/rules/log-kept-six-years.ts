import { only, resource } from './examples';
import { ruleFor } from './rule';
import { isNamedBy, shown, SIX_YEARS_DAYS } from './template-values';
import type { JudgedResource } from './rule';

/** Names that AWS requires: logs of AWS WAF, and the audit log of a database, which PostgreSQL has in its only log. */
const AUDIT_NAME = /^aws-waf-logs-|^\/aws\/rds\/.*\/(?:audit|postgresql)$/;

/**
 * Logs that show who did what: flow logs, AWS WAF, database audit, trail. Whether the six years of 45 CFR 164.316(b)(2)(i) hold for
 * them is disputed; docs/adr/0042-audit-logs-six-years.md decides that they do.
 */
export const logKeptSixYears = ruleFor({
  name: 'LogKeptSixYears',
  control: '164.316(b)(2)(i)',
  sameAs: 'AWS Config: CW_LOGGROUP_RETENTION_PERIOD_CHECK',
  types: ['AWS::Logs::LogGroup'],
  where: isAuditLog,
  wrong: ({ properties: { RetentionInDays } }) =>
    RetentionInDays === undefined || Number(RetentionInDays) >= SIX_YEARS_DAYS
      ? undefined
      : `The audit log is kept for ${shown(RetentionInDays)} days. Allowed: ${SIX_YEARS_DAYS} or more (retention.auditLogDays and network.flowLogDays in platform.yaml).`,
  examples: {
    fails: [
      [
        'the log of PostgreSQL',
        only('AWS::Logs::LogGroup', { LogGroupName: '/aws/rds/instance/x/postgresql', RetentionInDays: 365 }),
      ],
      ['the log of AWS WAF', only('AWS::Logs::LogGroup', { LogGroupName: 'aws-waf-logs-x', RetentionInDays: 365 })],
      [
        'flow logs',
        only(
          'AWS::Logs::LogGroup',
          { RetentionInDays: 365 },
          {
            FlowLog: resource('AWS::EC2::FlowLog', { LogGroupName: { Ref: 'JudgedResource' } }),
          },
        ),
      ],
    ],
    passes: [
      [
        'the audit log of a database',
        only('AWS::Logs::LogGroup', { LogGroupName: '/aws/rds/instance/x/audit', RetentionInDays: 2192 }),
      ],
      ['without an end', only('AWS::Logs::LogGroup', { LogGroupName: 'aws-waf-logs-x' })],
      ['the log of an application', only('AWS::Logs::LogGroup', { LogGroupName: '/app', RetentionInDays: 30 })],
    ],
  },
});

function isAuditLog(subject: JudgedResource): boolean {
  return (
    AUDIT_NAME.test(String(subject.properties['LogGroupName'])) ||
    isNamedBy(subject, 'AWS::EC2::FlowLog', 'LogGroupName') ||
    isNamedBy(subject, 'AWS::CloudTrail::Trail', 'CloudWatchLogsLogGroupArn')
  );
}
