// What runs is scanned again every night: with a database that has learned of a critical vulnerability since the push.
import { report } from '../../harness';
import { publishDatabase, HIGH, LEARNED, MEDIUM } from '../database';
import { tagsOf } from '../registry';
import { checkOut, evidenceOf, findingsOf, REPOSITORY, scanAtNight } from '../stage';
import type { BuildResult } from '../codebuild';
import type { Parts } from '../parts';
import type { Finding, Stage } from '../stage';
import { FIXED } from './verdict';

const NIGHTLY_PIPELINE = 'medmo-api-production-nightly';

/** One night: a run of the nightly pipeline of medmo-api in production. */
async function night(stage: Stage, name: string, database?: string): Promise<BuildResult> {
  return scanAtNight(stage, {
    name,
    source: checkOut(stage, name, { packages: FIXED }),
    env: {
      COMMIT: 'd'.repeat(40),
      EXECUTION: `run-${name}`,
      ...(database === undefined ? {} : { TRIVY_DB_REPOSITORY: database }),
    },
  });
}

/** An image is in the registry, and none is deployed: there is nothing to scan, and that is no failure. */
export async function nightBeforeTheFirstDeploy(stage: Stage): Promise<void> {
  const first = await night(stage, 'night-0');
  report(
    'a night before the first deploy: succeeds without a scan',
    first.succeeded && first.ran.includes('build') && !evidenceOf(stage).some((key) => key.includes('/nightly/')),
    first.output,
  );
}

/** The database learns of a critical vulnerability in the running image, and a finding is withdrawn. */
export async function nights(stage: Stage, parts: Parts): Promise<void> {
  const { trivyDb } = parts;
  const before = ofProduction(stage);
  report(
    'night: the findings of the push are active',
    isActive(before[HIGH]) && isActive(before[MEDIUM]) && !(LEARNED in before),
    JSON.stringify(before),
  );
  const { registry, scratch } = stage;
  const database = await publishDatabase({ trivyDb, registry, scratch, tag: 'learned', hasLearned: true });
  const first = await night(stage, 'night-1', database);
  const { failed, output } = first;
  report(
    'night: a critical vulnerability that is new fails the build, with its name',
    failed?.code === 1 &&
      failed.command.includes('--fail-on-new-critical') &&
      output.includes(`New critical: 1 finding (${LEARNED}).`),
    output,
  );
  const after = ofProduction(stage);
  const digest = (await tagsOf(stage.registry.url, REPOSITORY))[stage.builds.ScanRunningImage.env['BRANCH_TAG'] ?? ''];
  report(
    'night: Security Hub has it, active, for the digest that runs',
    isActive(after[LEARNED]) && digest !== undefined && digestOf(after[LEARNED]) === digest,
    JSON.stringify([after[LEARNED], digest]),
  );
  report(
    'night: what was withdrawn is archived, and what is left stays active',
    after[MEDIUM]?.RecordState === 'ARCHIVED' && isActive(after[HIGH]),
    JSON.stringify(after),
  );
  const kept = evidenceOf(stage).filter((key) => key.includes('/nightly/run-night-1/scan/'));
  report(
    'night: the evidence is kept',
    ['report.json', 'findings.json'].every((name) => kept.some((key) => key.endsWith(`/${name}`))),
    kept.join('\n'),
  );
  alarm(stage, 'FAILED');
  const second = await night(stage, 'night-2', database);
  report(
    'the next night: what is known is no alarm',
    second.succeeded && isActive(ofProduction(stage)[LEARNED]),
    second.output,
  );
  alarm(stage, 'SUCCEEDED');
}

/** Findings of the image that the stage's pipeline deploys, by rule: other services have the same rules. */
function ofProduction(stage: Stage): Record<string, Finding> {
  return findingsOf(stage, 'careplane/medmo:api/production/');
}

function isActive(finding: Finding | undefined): boolean {
  return finding?.RecordState === 'ACTIVE';
}

function digestOf(finding: Finding | undefined): string | undefined {
  return finding?.Resources?.[0]?.Details.AwsEcrContainerImage.ImageDigest;
}

interface Rule {
  readonly EventPattern: string;
}

interface Target {
  readonly Arn: string;
  readonly InputTransformer: { readonly InputTemplate: string };
}

/**
 * The deployed rule for the end of the scan: the event is the one that CodePipeline sends for an action that ends in this state.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html
 */
function alarm(stage: Stage, state: 'FAILED' | 'SUCCEEDED'): void {
  const name =
    stage.account
      .idOf('medmo-api-pipelines', /^NewsNightly/)
      .split('|')
      .at(-1) ?? '';
  const { EventPattern } = stage.aws<Rule>('events', 'describe-rule', '--name', name);
  const { Targets } = stage.aws<{ Targets: Target[] }>('events', 'list-targets-by-rule', '--rule', name);
  const event = {
    source: 'aws.codepipeline',
    'detail-type': 'CodePipeline Action Execution State Change',
    detail: { pipeline: NIGHTLY_PIPELINE, stage: 'Scan', action: 'ScanRunningImage', state },
  };
  const [email] = Targets;
  const { Subscriptions } = stage.aws<{ Subscriptions: object[] }>(
    ...['sns', 'list-subscriptions-by-topic', '--topic-arn', email?.Arn ?? ''],
  );
  const reaches = matches(JSON.parse(EventPattern), event) && Subscriptions.length > 0;
  const says = email?.InputTransformer.InputTemplate.includes('new critical finding') ?? false;
  report(
    state === 'FAILED' ? 'night: the alarm reaches the subscribers of the topic' : 'the next night: no alarm',
    reaches === (state === 'FAILED') && says,
    JSON.stringify([EventPattern, event, Targets, Subscriptions]),
  );
}

/** Whether an event fits a pattern of EventBridge that has only lists of exact values. */
function matches(pattern: unknown, event: unknown): boolean {
  if (Array.isArray(pattern)) return pattern.includes(event);
  const values = event as Readonly<Record<string, unknown>>;
  return Object.entries(pattern as object).every(([key, inner]) => matches(inner, values[key]));
}
