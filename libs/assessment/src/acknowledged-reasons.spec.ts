import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { mergeVerdicts, REVIEWED } from '@careplane/compliance';
import type { JudgeVerdict } from '@careplane/compliance';
import { loadTarget } from '@careplane/platform/target';
import { FACTS } from './testing/acknowledged-facts/facts';
import type { Platform } from './testing/acknowledged-facts/fact';
import { folderWith, stacksIn, MEDMO, REPOSITORY } from '@careplane/platform/testing';
import { synthesizeUnits } from './evidence';
import { askBuiltInJudges, networkProofs } from './judges';

let platform: Platform;
let verdicts: readonly JudgeVerdict[];
/** Reason → paths of the resources that it is given for. */
let given: ReadonlyMap<string, readonly string[]>;

beforeAll(async () => {
  const { model } = loadTarget(MEDMO, {});
  const assemblies = folderWith();
  const made = synthesizeUnits(model, {}, assemblies, () => undefined).map((unit) => unit.made);
  platform = { stacks: stacksIn(assemblies) };
  verdicts = [...mergeVerdicts(await askBuiltInJudges(model, made)), networkProofs(model, assemblies)];
  const found = new Map<string, string[]>();
  for (const { reason, where } of verdicts.flatMap((verdict) => (verdict.ran ? verdict.acknowledged : []))) {
    found.set(reason, [...(found.get(reason) ?? []), ...where]);
  }
  given = found;
});

it('nothing is open in medmo', () => {
  expect(
    verdicts.flatMap((verdict) => (verdict.ran ? verdict.open.map(({ message }) => message) : [verdict.why])),
  ).toEqual([]);
  expect(given.size).toBeGreaterThan(10);
});

it('what each reason relies on is in the table, and the table has nothing else', () => {
  expect([...given.keys()].sort()).toEqual(Object.keys(FACTS).sort());
});

it('each reason has the day of its last review', () => {
  // Days that are left over: lab-reasons.spec.ts.
  expect([...given.keys()].filter((reason) => REVIEWED[reason] === undefined)).toEqual([]);
});

it('each document that a reason names exists', () => {
  const named = [...given.keys()].flatMap((reason) => reason.match(/docs\/[\w./-]+\w/g) ?? []);
  expect(named.filter((file) => !existsSync(join(REPOSITORY, file)))).toEqual([]);
  expect([...given.keys()].filter((reason) => /runbook|handover/i.test(reason))).toEqual([]);
});

it('each reason has a claim, and no claim about templates holds where there are none', () => {
  expect(Object.values(FACTS).filter((facts) => Object.keys(facts).length === 0)).toEqual([]);
  const held = Object.values(FACTS).flatMap((facts) =>
    Object.entries(facts).flatMap(([claim, untrue]) => (untrue({ stacks: [] }, []).length === 0 ? [claim] : [])),
  );
  // These are about files of the repository, about names, and about what no template may have.
  expect(held.sort()).toEqual([
    'a rule of the loader refuses values that look like secrets',
    'it is not production',
    'nothing consumes it',
    'nothing shortens the seven years, which are the default',
    'the boundary denies what carries the tag of another environment',
    'the guide says how',
  ]);
});

describe.each(Object.entries(FACTS))('%s', (reason, facts) => {
  it.each(Object.entries(facts))('%s', (_, untrue) => {
    const where = given.get(reason) ?? [];
    expect(untrue(platform, where)).toEqual([]);
  });
});
