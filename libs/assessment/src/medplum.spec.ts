import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mergeVerdicts } from '@careplane/compliance';
import type { JudgeVerdict } from '@careplane/compliance';
import { folderWith, REPOSITORY, stacksIn } from '@careplane/platform/testing';
import type { SynthesizedStack } from '@careplane/platform/testing';
import { loadTarget } from '@careplane/platform/target';
import { synthesizeUnits } from './evidence';
import { askBuiltInJudges } from './judges';

const MEDPLUM = join(REPOSITORY, 'apps/medplum');

interface Row {
  readonly type: string;
  readonly count: number;
  readonly theirs: string;
  readonly verdict: 'present' | 'stronger' | 'absent';
  readonly why: string;
  /** Resources of ours that stand for theirs, each with what it must have. */
  readonly ours?: readonly { readonly stack: string; readonly type: string; readonly has?: object }[];
}

/** What Medplum's own CDK package makes, and what stands for it here. */
const { types, rows, trailAlarms } = JSON.parse(readFileSync(join(MEDPLUM, 'medplum-cdk.json'), 'utf8')) as {
  readonly types: Readonly<Record<string, number>>;
  readonly rows: readonly Row[];
  readonly trailAlarms: Readonly<Record<string, readonly string[]>>;
};

let verdicts: readonly JudgeVerdict[];
let stacks: readonly SynthesizedStack[];

beforeAll(async () => {
  const { model } = loadTarget(MEDPLUM, {});
  const assemblies = folderWith();
  const made = synthesizeUnits(model, {}, assemblies, () => undefined).map((unit) => unit.made);
  stacks = stacksIn(assemblies);
  verdicts = mergeVerdicts(await askBuiltInJudges(model, made));
});

const resourcesOf = (stack: string, type: string) =>
  stacks
    .filter((each) => each.stack === stack)
    .flatMap(({ template }) => Object.values(template.Resources))
    .filter((resource) => resource.Type === type);

it('no judge has an open finding', () => {
  expect(
    verdicts.flatMap((verdict) => (verdict.ran ? verdict.open.map(({ message }) => message) : [verdict.why])),
  ).toEqual([]);
});

it('every resource of theirs is in one row', () => {
  const counted: Record<string, number> = {};
  for (const { type, count } of rows) counted[type] = (counted[type] ?? 0) + count;
  expect(counted).toEqual(types);
});

it('what is absent has a reason, and nothing else that stands for it', () => {
  const wrong = rows.filter(({ verdict, why, ours }) =>
    verdict === 'absent' ? why.length < 20 || ours !== undefined : (ours ?? []).length === 0,
  );
  expect(wrong).toEqual([]);
});

it('what is present or stronger is a resource of ours, with what the row says', () => {
  const missing = rows.flatMap(({ theirs, ours = [] }) =>
    ours
      .filter(({ stack, type, has = {} }) => !resourcesOf(stack, type).some((found) => contains(found.Properties, has)))
      .map(({ stack, type }) => `${type} of ${stack}, for: ${theirs}`),
  );
  expect(missing).toEqual([]);
});

it('the audit trail has an alarm on every call of theirs', () => {
  const ours = JSON.stringify(resourcesOf('medplum-baseline', 'AWS::Logs::MetricFilter'));
  expect(Object.values(trailAlarms)).toHaveLength(types['AWS::Logs::MetricFilter'] ?? 0);
  expect(Object.values(trailAlarms).flat()).not.toHaveLength(0);
  expect(
    Object.values(trailAlarms).flatMap((calls) => calls.filter((call) => !ours.includes(`\\"${call}\\"`))),
  ).toEqual([]);
});

it('the server gets every variable that it needs, in both services', () => {
  for (const stack of ['medplum-api-production', 'medplum-jobs-production']) {
    const [task] = resourcesOf(stack, 'AWS::ECS::TaskDefinition');
    const [container] = task?.Properties?.['ContainerDefinitions'] as {
      readonly Environment: readonly { readonly Name: string }[];
      readonly Secrets: readonly { readonly Name: string }[];
    }[];
    const names = [...(container?.Environment ?? []), ...(container?.Secrets ?? [])].map(({ Name }) => Name);
    const { NEEDED } = jest.requireActual<{ NEEDED: readonly string[] }>(join(MEDPLUM, 'server/settings.cjs'));
    // Fargate sets the region itself.
    expect(NEEDED.filter((name) => !names.includes(name))).toEqual(['AWS_REGION']);
    expect(container?.Secrets.map(({ Name }) => Name)).toEqual(['CACHE_WORK_PASSWORD']);
  }
});

/** Whether a value has all that another one has. */
function contains(value: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return value === wanted;
  return Object.entries(wanted).every(([key, below]) =>
    contains((value as Readonly<Record<string, unknown>> | undefined)?.[key], below),
  );
}
