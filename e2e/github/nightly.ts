// What GitHub starts at night: the workflow scans what runs in both environments, under the one role of the night, and counts in AWS.
import { same } from '../deploy/first';
import { mustSucceed } from '../deploy/world';
import { report } from '../harness';
import { LEARNED } from '../scan/database';
import { ALARMS, PLATFORM, SERVICE } from './hub';
import type { Hub, Run } from './hub';
import { outputOf } from './runs';

const NAMESPACE = `Careplane/${PLATFORM}`;
const METRIC = 'NightlyScanSucceeded';
const ENVIRONMENTS = ['staging', 'production'];
const SCANS = ENVIRONMENTS.map((environment) => `scan-${environment}`);

/** Three nights: one without news, one with a vulnerability that nobody knew at the push, and one in which it is known. */
export async function nights(hub: Hub): Promise<void> {
  await hub.createStack(`${PLATFORM}-github-alarms`, ALARMS);
  for (const branch of ['main', 'stable'])
    mustSucceed(hub.world.inClone('git', ['update-ref', `refs/heads/${branch}`, 'HEAD']));
  const quiet = await hub.night();
  report(
    'a quiet night: what runs in each environment is scanned, under the role of the night',
    same(
      Object.fromEntries(Object.entries(quiet.jobs).map(([name, { result, roles }]) => [name, [result, ...roles]])),
      {
        services: ['success'],
        ...Object.fromEntries([...SCANS, 'count'].map((name) => [name, ['success', `${PLATFORM}-github-nightly`]])),
      },
    ),
    outputOf(quiet),
  );
  const keys = await hub.evidence();
  report(
    'its evidence is kept, below the folder of the nights of each environment',
    ENVIRONMENTS.every((environment) =>
      ['report.json', 'findings.json', 'verdict.json'].every((file) =>
        keys.some((key) => key.startsWith(`${nightOf(environment)}/${quiet.id}-`) && key.endsWith(`/scan/${file}`)),
      ),
    ),
    keys.join('\n'),
  );
  report(
    'and it counts for each environment',
    same(leastOf(hub), { staging: 1, production: 1 }),
    JSON.stringify(leastOf(hub)),
  );
  alarms(hub);
  const database = await hub.learnedDatabase();
  const loud = await hub.night(database);
  report(
    'a night with a new critical vulnerability: the scans fail with its name, and the night is counted all the same',
    SCANS.every((scan) => isNews(loud, scan)) && loud.jobs['count']?.result === 'success',
    outputOf(loud),
  );
  report(
    'as one that has not succeeded',
    same(leastOf(hub), { staging: 0, production: 0 }),
    JSON.stringify(leastOf(hub)),
  );
  report(
    'Security Hub has the finding of both environments, active',
    activeStreams(hub).length === 2,
    activeStreams(hub),
  );
  const known = await hub.night(database);
  report(
    'the next night: what is known fails nothing',
    Object.values(known.jobs).every(({ result }) => result === 'success') && activeStreams(hub).length === 2,
    outputOf(known),
  );
}

function nightOf(environment: string): string {
  return `${PLATFORM}/${SERVICE}/${environment}/nightly`;
}

function isNews({ jobs }: Run, scan: string): boolean {
  const { result, output = '' } = jobs[scan] ?? {};
  return result === 'failure' && output.includes(`New critical: 1 finding (${LEARNED}).`);
}

/** The least value that the metric has had in each environment, as the alarm on failed nights sees it. */
function leastOf(hub: Hub): Record<string, number | undefined> {
  const day = 24 * 60 * 60 * 1000;
  const [from, to] = [Date.now() - day, Date.now() + day].map((time) => new Date(time).toISOString());
  const span = ['--start-time', from ?? '', '--end-time', to ?? '', '--period', String((2 * day) / 1000)];
  return Object.fromEntries(
    ENVIRONMENTS.map((environment) => {
      const { Datapoints } = hub.aws<{ Datapoints: readonly { Minimum: number }[] }>(
        ...['cloudwatch', 'get-metric-statistics', '--namespace', NAMESPACE, '--metric-name', METRIC],
        ...['--dimensions', `Name=Environment,Value=${environment}`, '--statistics', 'Minimum', ...span],
      );
      return [environment, Datapoints.map(({ Minimum }) => Minimum).sort()[0]];
    }),
  );
}

interface MetricAlarm {
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Dimensions?: readonly { readonly Value: string }[];
  readonly TreatMissingData?: string;
  readonly AlarmActions?: readonly string[];
}

/** Two alarms for each environment look at the metric, and reach the topic that the shared stacks have made. */
function alarms(hub: Hub): void {
  const { MetricAlarms } = hub.aws<{ MetricAlarms: readonly MetricAlarm[] }>('cloudwatch', 'describe-alarms');
  const ours = MetricAlarms.filter(({ Namespace, MetricName }) => Namespace === NAMESPACE && MetricName === METRIC);
  const kinds = ours.map(({ Dimensions, TreatMissingData }) => `${Dimensions?.[0]?.Value} ${TreatMissingData}`).sort();
  report(
    'the alarms look at this metric, and their topic is that of the pipelines’ news',
    same(kinds, ENVIRONMENTS.flatMap((name) => [`${name} breaching`, `${name} notBreaching`]).sort()) &&
      ours.every(({ AlarmActions = [] }) => AlarmActions.length === 1 && /^arn:aws:sns:/.test(AlarmActions[0] ?? '')),
    JSON.stringify(MetricAlarms),
  );
}

interface Finding {
  readonly Id: string;
  readonly RecordState?: string;
}

/** Ids of the active findings with the vulnerability that the database has learned of. */
function activeStreams(hub: Hub): string[] {
  const { Findings } = hub.aws<{ Findings: readonly Finding[] }>('securityhub', 'get-findings');
  const active = Findings.filter(
    (finding) => finding.RecordState === 'ACTIVE' && JSON.stringify(finding).includes(LEARNED),
  );
  return active.map(({ Id }) => Id);
}
