import { only } from './examples';
import { ruleFor } from './rule';
import { at, listOf, shown } from './template-values';

const HOURS_OF_DAY = 24;

/** Backups are often enough for the promised recovery point, with the time in which one may start. */
export const recoveryPointInTime = ruleFor({
  name: 'RecoveryPointInTime',
  control: '164.308(a)(7)(ii)(B)',
  sameAs: 'AWS Config: BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK',
  types: ['AWS::Backup::BackupPlan'],
  wrong: ({ properties, facts: { rpoHours } }) => {
    const worst = listOf(at(properties, 'BackupPlan', 'BackupPlanRule')).map(worstGapHours);
    return worst.some((hours) => hours !== undefined && hours <= rpoHours)
      ? undefined
      : `Up to ${shown(worst[0])} hours of data may be lost, but recovery.rpoHours promises ${rpoHours}. Lower backup.intervalHours.`;
  },
  examples: {
    fails: [
      ['once a week', planWith('cron(0 5 ? * MON *)')],
      ['once a day, with an hour to start', planWith('cron(0 5 * * ? *)')],
      ['a schedule that is not known', planWith('rate(3 days)')],
    ],
    passes: [
      ['twice a day', planWith('cron(0 0,12 * * ? *)')],
      ['every hour', planWith('cron(0 * * * ? *)')],
      ['every six hours', planWith('cron(0 0/6 * * ? *)')],
    ],
  },
});

/** The longest time without a backup: the largest gap between two hours of the schedule, and the time to start; undefined if unknown. */
function worstGapHours(rule: unknown): number | undefined {
  const [, hours] = /^cron\(\d+ (\S+) \* \* \? \*\)$/.exec(String(at(rule, 'ScheduleExpression'))) ?? [];
  if (hours === undefined) return undefined;
  const times = hoursOf(hours);
  const gaps = times.map((hour, index) => (times[index + 1] ?? (times[0] ?? 0) + HOURS_OF_DAY) - hour);
  return Math.max(...gaps) + Number(at(rule, 'StartWindowMinutes') ?? 480) / 60;
}

function hoursOf(field: string): number[] {
  const [start = '', step] = field.split('/');
  if (step === undefined && start !== '*') return start.split(',').map(Number);
  const first = start === '*' ? 0 : Number(start);
  return Array.from({ length: HOURS_OF_DAY }, (_, hour) => hour).filter(
    (hour) => hour >= first && (hour - first) % Number(step ?? 1) === 0,
  );
}

function planWith(ScheduleExpression: string) {
  const rule = { ScheduleExpression, StartWindowMinutes: 60 };
  return only('AWS::Backup::BackupPlan', { BackupPlan: { BackupPlanRule: [rule] } });
}
