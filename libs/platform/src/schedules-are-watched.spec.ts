import { assembliesOf, clinic, lab, MEDMO, resourcesIn, stacksIn } from './testing';
import type { SynthesizedStack } from './testing';

type Found = ReturnType<typeof resourcesIn>[number];
type Properties = Readonly<Record<string, unknown>>;

/** What is scheduled, and what tells that it did not happen: an alarm of the same stack, or the reason why there is none. */
interface Watch {
  readonly alarm?: (scheduled: Found, all: readonly SynthesizedStack[]) => Properties | undefined;
  readonly without?: (scheduled: Found) => string | undefined;
}

const valueOf = (properties: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Properties | undefined)?.[key], properties);

/** Alarms of the stack that ring when nothing is counted. */
function alarmsOn(stacks: readonly SynthesizedStack[], stack: string, metric: Properties) {
  return resourcesIn(stacks, 'AWS::CloudWatch::Alarm')
    .filter((alarm) => alarm.stack === stack)
    .map(({ Properties: found = {} }) => found)
    .filter((found) => Object.entries(metric).every(([key, value]) => found[key] === value))
    .filter(({ ComparisonOperator }) => ComparisonOperator === 'LessThanThreshold');
}

const dimensionOf = (alarm: Properties) => JSON.stringify(valueOf(alarm, 'Dimensions', '0', 'Value'));

/** Every type that has a schedule. A new one fails the test until this list names what watches it. */
const WATCHES: Readonly<Record<string, Watch>> = {
  'AWS::Events::Rule': {
    alarm({ stack, Properties: rule }, stacks) {
      // The target is an ARN that ends with the name of a pipeline of the same stack.
      const target = JSON.stringify(valueOf(rule, 'Targets', '0', 'Arn'));
      const pipeline = resourcesIn(stacks, 'AWS::CodePipeline::Pipeline').find((known) =>
        target.includes(`:${String(known.Properties?.['Name'])}"`),
      );
      const project = `${String(pipeline?.Properties?.['Name'])}-scan`;
      return alarmsOn(stacks, stack, { Namespace: 'AWS/CodeBuild', MetricName: 'SucceededBuilds' }).find(
        (alarm) => dimensionOf(alarm) === JSON.stringify(project),
      );
    },
  },
  'AWS::Scheduler::Schedule': {
    alarm: ({ stack, Properties: schedule }, stacks) =>
      alarmsOn(stacks, stack, { Namespace: 'AWS/Scheduler', MetricName: 'InvocationAttemptCount' }).find(
        (alarm) => dimensionOf(alarm) === JSON.stringify(valueOf(schedule, 'Name')),
      ),
    without: ({ Properties: schedule }) =>
      / 1 \* \? \*\)$/.test(String(valueOf(schedule, 'ScheduleExpression')))
        ? 'It runs once a month, and an alarm of CloudWatch looks back seven days at most.'
        : undefined,
  },
  'AWS::Backup::BackupPlan': {
    alarm: ({ stack, Properties: plan }, stacks) =>
      alarmsOn(stacks, stack, { Namespace: 'AWS/Backup', MetricName: 'NumberOfBackupJobsCompleted' }).find(
        (alarm) =>
          dimensionOf(alarm) ===
          JSON.stringify(valueOf(plan, 'BackupPlan', 'BackupPlanRule', '0', 'TargetBackupVault')),
      ),
  },
  'AWS::Backup::RestoreTestingPlan': {
    without: () =>
      'It runs every seven or thirty days, and an alarm of CloudWatch looks back seven days at most. The account’s alerts report a failed test and a deleted plan.',
  },
  'AWS::Config::ConfigRule': {
    without: () => 'AWS Config runs it. The account’s alerts report a deleted rule and a recorder that was stopped.',
  },
  'AWS::ApplicationAutoScaling::ScalableTarget': {
    without: () =>
      'Its times change the bounds of scaling; nothing runs. The alarms of the service see what is too small.',
  },
};

/** Resources that have a schedule, by a key of their properties. */
function scheduledIn(stacks: readonly SynthesizedStack[]): Found[] {
  return resourcesIn(stacks).filter(({ Properties }) =>
    /"(?:Schedule|ScheduleExpression|ScheduledActions|RotationRules|MaximumExecutionFrequency)":/.test(
      JSON.stringify(Properties ?? {}),
    ),
  );
}

function unwatched(stacks: readonly SynthesizedStack[]): string[] {
  return scheduledIn(stacks).flatMap((found) => {
    const watch = WATCHES[found.Type];
    if (watch === undefined)
      return [`${found.where}: the list of this test does not name what watches a ${found.Type}`];
    if (watch.alarm?.(found, stacks) !== undefined || watch.without?.(found) !== undefined) return [];
    return [`${found.where}: nothing tells that it did not run`];
  });
}

describe.each([
  ['medmo', () => MEDMO],
  ['lab', lab],
  ['clinic', clinic],
] as const)('what %s does at its times', (_, folder) => {
  let stacks: SynthesizedStack[];
  beforeAll(() => {
    stacks = stacksIn(assembliesOf(folder()));
  });

  it('is watched: something tells when it did not happen', () => {
    expect(scheduledIn(stacks).length).toBeGreaterThan(0);
    expect(unwatched(stacks)).toEqual([]);
  });

  it('is missed by this test when its alarms are gone', () => {
    const without = stacks.map(({ template, ...stack }) => ({
      ...stack,
      template: {
        ...template,
        Resources: Object.fromEntries(
          Object.entries(template.Resources).filter(([, { Type }]) => Type !== 'AWS::CloudWatch::Alarm'),
        ),
      },
    }));
    expect(unwatched(without)).not.toEqual([]);
  });
});
