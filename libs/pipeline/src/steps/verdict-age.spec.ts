import type { Build } from '../buildspec';
import { machineWith, runBuild } from '../testing/run-build';
import { compareAge, compareAgeOf } from './verdict-age';

const COMMIT = 'a'.repeat(40);
const HOUR = 3600;
/** Seconds since 1970. */
const NOW = 1_796_040_000;

/** It says what time it is, and reads the times that are given to it with -d as the real one does. */
const DATE = `case "$*" in *-d*) exec /usr/bin/env -i PATH=/usr/bin:/bin date "$@" ;; *) echo ${NOW} ;; esac`;
const iso = (hoursAgo: number) =>
  new Date((NOW - hoursAgo * HOUR) * 1000).toISOString().replace('.000Z', '.123000+00:00');

function compared(recorded: string, variables: Readonly<Record<string, string>> = {}) {
  const build: Build = { steps: [compareAge], variables: { APPROVAL: 'required' } };
  const machine = machineWith({ aws: 'printf "%s\\n" "$RECORDED"; test "$RECORDED" != refused', date: DATE });
  return runBuild(machine, build, {
    COMMIT,
    EXECUTION: 'run-1',
    PIPELINE: 'acme-api-production',
    VERDICT_HOURS: '72',
    RECORDED: recorded,
    ...variables,
  });
}

it.each([
  ['an hour ago', iso(1), {}],
  ['almost 72 hours ago', iso(71.99), {}],
  ['as seconds', `${NOW - HOUR}.25`, {}],
  ['long ago, and no one has to approve', iso(1000), { APPROVAL: 'none' }],
])('goes on with an image that was scanned %s', (_, recorded, variables) => {
  const ran = compared(recorded, variables);
  expect([ran.succeeded, ran.output]).toEqual([true, '']);
});

it.each([
  ['73 hours ago', iso(73), {}, `was scanned 73 h ago, and a verdict counts for 72 h (trivy.verdictHours`],
  [
    'longer ago than this platform says',
    iso(2),
    { VERDICT_HOURS: '1' },
    'was scanned 2 h ago, and a verdict counts for 1 h',
  ],
  ['in seconds, long ago', String(NOW - 200 * HOUR), {}, 'was scanned 200 h ago'],
  ['at a time that the record does not have', 'None', {}, 'does not say when the image was scanned'],
  ['at a time that CodePipeline does not tell', 'refused', {}, 'does not say when the image was scanned'],
])('stops with an image that was scanned %s', (_, recorded, variables, printed) => {
  const ran = compared(recorded, variables);
  expect(ran.succeeded).toBe(false);
  expect(ran.output).toContain(printed);
  expect(ran.output).toContain('nothing is deployed');
});

it('asks the record of this run alone, and says the command that scans again', () => {
  const ran = compared(iso(100));
  expect(ran.calls[0]).toContain('--pipeline-name acme-api-production --filter pipelineExecutionId=run-1');
  expect(ran.output).toContain(
    `aws codepipeline start-pipeline-execution --name acme-api-production --source-revisions actionName=Source,revisionType=COMMIT_ID,revisionValue=${COMMIT}`,
  );
});

it('stops when the platform does not say how long a verdict counts', () => {
  expect(compared(iso(1), { VERDICT_HOURS: '' }).succeeded).toBe(false);
});

describe('a workflow that hands on the time', () => {
  const run = (scannedAt: string) =>
    runBuild(
      machineWith({ date: DATE }),
      { steps: [compareAgeOf('Run all jobs again.')], variables: {} },
      {
        COMMIT,
        VERDICT_HOURS: '24',
        SCANNED_AT: scannedAt,
      },
    );

  it('goes on while it is new', () => expect(run(String(NOW - 23 * HOUR)).succeeded).toBe(true));

  it.each([String(NOW - 25 * HOUR), '', '$(reboot)', '-1'])('stops with %j, and says what to do', (scannedAt) => {
    const ran = run(scannedAt);
    expect(ran.succeeded).toBe(false);
    expect(ran.output).toMatch(/nothing is deployed.* Run all jobs again\.$/m);
  });
});
