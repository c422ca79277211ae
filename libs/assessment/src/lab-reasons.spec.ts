import { mergeVerdicts, REVIEWED } from '@careplane/compliance';
import type { JudgeVerdict } from '@careplane/compliance';
import { lab, folderWith, resourcesIn, stacksIn } from '@careplane/platform/testing';
import type { SynthesizedStack } from '@careplane/platform/testing';
import { loadTarget } from '@careplane/platform/target';
import { synthesizeUnits } from './evidence';
import { askBuiltInJudges } from './judges';
import { FACTS } from './testing/acknowledged-facts/facts';

let verdicts: readonly JudgeVerdict[];
let stacks: readonly SynthesizedStack[];

beforeAll(async () => {
  const { model } = loadTarget(lab(), {});
  const assemblies = folderWith();
  const made = synthesizeUnits(model, {}, assemblies, () => undefined).map((unit) => unit.made);
  stacks = stacksIn(assemblies);
  verdicts = mergeVerdicts(await askBuiltInJudges(model, made));
});

const acknowledged = (begin: string) =>
  verdicts
    .flatMap((verdict) => (verdict.ran ? verdict.acknowledged : []))
    .filter(({ reason }) => reason.startsWith(begin));

const placesOf = (begin: string) => new Set(acknowledged(begin).flatMap(({ where }) => where)).size;

it('nothing is open in a platform with MySQL, PostgreSQL and Aurora of both', () => {
  const engines = ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'].flatMap((type) =>
    resourcesIn(stacks, type).map(({ Properties }) => String(Properties?.['Engine'])),
  );
  expect([...new Set(engines)].sort()).toEqual(['aurora-mysql', 'aurora-postgresql', 'mysql', 'postgres']);
  expect(
    verdicts.flatMap((verdict) => (verdict.ran ? verdict.open.map(({ message }) => message) : [verdict.why])),
  ).toEqual([]);
});

/** A reason of the platform's own files, not of the toolkit. */
const OF_LAB = ['lab-partner: mllp, not encrypted: The test system of the laboratory gets made-up messages only.'];

it('each reason has the day of its last review, and no day is left over that medmo does not need either', () => {
  const given = new Set(acknowledged('').map(({ reason }) => reason));
  expect([...given].filter((reason) => REVIEWED[reason] === undefined).sort()).toEqual(OF_LAB);
  const leftOver = Object.keys(REVIEWED).filter((reason) => !given.has(reason) && FACTS[reason] === undefined);
  // calls.spec.ts has it, with what it relies on.
  expect(leftOver.filter((reason) => !reason.startsWith('Only tasks of services that name'))).toEqual([]);
});

it('an instance of Aurora is in no backup selection, and its cluster is', () => {
  expect(placesOf('An instance of Aurora holds no data')).toBe(6);
  for (const { stack, id } of resourcesIn(stacks, 'AWS::RDS::DBCluster')) {
    const selections = resourcesIn(stacks, 'AWS::Backup::BackupSelection').filter((each) => each.stack === stack);
    expect(JSON.stringify(selections)).toContain(`"${id}"`);
  }
});

it('a cluster of MySQL has no backtrack, and automated backups', () => {
  expect(placesOf('Backtrack rewinds')).toBe(2);
  for (const { Properties } of resourcesIn(stacks, 'AWS::RDS::DBCluster'))
    expect(Properties).toMatchObject({ BackupRetentionPeriod: 14, DeleteAutomatedBackups: false });
});
