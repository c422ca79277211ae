// The first run: an empty account, and everything is affected.
import { appendFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { same } from '../deploy/first';
import { ACCOUNT, REGION } from '../deploy/world';
import { left, report } from '../harness';
import type { BuildResult } from '../scan/codebuild';
import { APPROVER, REPOSITORY } from './stage';
import type { Build, PreparedBuild, Stage } from './stage';

const UNITS = ['medmo', 'medmo-admin', 'medmo-api', 'medmo-frontend'];

/** Check, price, compare, scan and prepare: what the approver gets to read, and what is handed on. */
export async function preparesEverything(stage: Stage): Promise<Build> {
  const checked = await stage.check('first');
  const { output } = checked;
  const printed = `${JSON.stringify(checked.failed)}\n${output}`;
  if (!report('check, of a platform that is not deployed: the build succeeds', checked.succeeded, printed)) {
    throw new Error('the other runs need the first');
  }
  const tasks = UNITS.flatMap((unit) => ['synth', 'check', 'cost'].map((task) => `nx run ${unit}:${task}`));
  const missing = tasks.filter((task) => !output.includes(task));
  report('everything is affected: synth, check and cost of every unit', missing.length === 0, missing.join());
  report(
    'cfn-lint is installed by its checksums, and is among the judges',
    /cfn-lint +\d+ +\d+ +1\./.test(output),
    printed,
  );
  report('no install script has run', !/npm ci without/.test(output), printed);

  const prepared = await stage.prepareOf(checked);
  const details = `${JSON.stringify([prepared.failed, prepared.exported])}\n${prepared.output}`;
  if (!report('prepare: the build succeeds', prepared.succeeded, details))
    throw new Error('the other runs need the first');
  report('it runs nothing of the workspace', !/nx run|npm /.test(prepared.output), details);
  const text = stage.readEvidence(prepared, 'prepared/report.txt');
  report(
    'the report in the evidence bucket has changes, not only names',
    /^medmo-cluster-staging +\d+/m.test(text),
    text,
  );
  report('it names the change sets', /Prepared: careplane-[0-9a-f]{12}/.test(text), text);
  const checks = stage.readEvidence(prepared, 'prepared/checks/report.txt');
  report('what the check printed is kept beside it, with prices', /USD a month/.test(checks), checks);
  const verdict = JSON.parse(stage.readEvidence(prepared, 'prepared/checks/templates/verdict.json')) as {
    passed: boolean;
  };
  const scanned = /Detected config files num=(\d+)/.exec(output)?.[1];
  report(`Trivy reads ${scanned} templates, and its verdict is kept`, verdict.passed && Number(scanned) > 0, printed);

  const sets = Object.values(await stage.world.changeSets());
  const waiting = sets.filter(({ execution }) => execution === 'AVAILABLE');
  const stacks = waiting.map(({ stack }) => stack).sort();
  report(
    'change sets of stacks that wait for no other, and none of them is executed',
    stacks.includes('medmo-cluster-staging') && stacks.length > 2,
    JSON.stringify(sets),
  );
  return prepared;
}

/** Nobody approved, or the archive is another one: before anything changes. */
export async function refuses(stage: Stage, prepared: Build): Promise<void> {
  const before = [await stage.world.changeSets(), stage.world.ledger()];
  const unapproved = await stage.deploy(prepared, undefined);
  await nothingHappened(stage, before, 'no approval in the record of the run', unapproved, /APPROVAL/);
  report('the log says why', unapproved.output.includes('shows no approval'), unapproved.output);

  const [author = ''] = stage.authorOf(prepared.commit).email.split('@');
  const own = await stage.deploy(prepared, author);
  await nothingHappened(stage, before, 'the author of the commit approved', own, /APPROVER/);
  report('the log names the approver', own.output.includes(`${author} approved run`), own.output);

  const { emulator } = stage.world;
  const newest = { account: ACCOUNT, region: REGION, repository: REPOSITORY, commit: 'e'.repeat(40), branch: 'main' };
  await emulator.commit({ ...newest, author: stage.authorOf(prepared.commit), parents: ['d'.repeat(40)] });
  const unmerged = await stage.deploy(prepared, APPROVER, 'draft');
  await nothingHappened(
    stage,
    before,
    'the run was started with a commit of another branch',
    unmerged,
    /SOURCE_BRANCH/,
  );
  report(
    'the log names the branch',
    unmerged.output.includes('of the branch main of medmo-platform, so nothing is deployed'),
    unmerged.output,
  );

  const other = `${prepared.artifacts}-other`;
  cpSync(left(prepared.artifacts, 'the artifact'), other, { recursive: true });
  appendFileSync(join(other, 'prepared.tar.gz'), 'x');
  const forged = await stage.deploy({ ...prepared, stored: stage.store(other) }, APPROVER);
  await nothingHappened(stage, before, 'an archive with a byte more', forged, /sha256sum/);
}

/** Files that a commit could hand on to make the next build do something for it. */
export async function dataIsData(stage: Stage, { checked }: PreparedBuild): Promise<void> {
  const before = [await stage.world.changeSets(), stage.world.ledger()];
  const forged = `${checked.artifacts}-forged`;
  cpSync(left(checked.artifacts, 'the artifact'), forged, { recursive: true });
  const manifest = join(forged, 'assemblies/medmo-api/manifest.json');
  mkdirSync(dirname(manifest), { recursive: true });
  writeFileSync(
    join(forged, 'assemblies/medmo-api/medmo-api-staging.assets.json'),
    JSON.stringify({
      version: '48.0.0',
      files: { x: { source: { executable: ['touch', '/tmp/owned'] }, destinations: {} } },
    }),
  );
  const prepared = await stage.prepareOf({ ...checked, stored: stage.store(forged) });
  report(
    'an assembly with a program as an asset: prepare refuses it, and says so',
    !prepared.succeeded && /executable|assets/.test(prepared.output),
    prepared.output,
  );
  report('nothing has changed', same([await stage.world.changeSets(), stage.world.ledger()], before));
}

async function nothingHappened(
  stage: Stage,
  before: unknown,
  why: string,
  build: BuildResult,
  command: RegExp,
): Promise<void> {
  const after = [await stage.world.changeSets(), stage.world.ledger()];
  report(
    `${why}: the deploy build fails, and nothing has changed`,
    !build.succeeded &&
      build.failed?.phase === 'pre_build' &&
      command.test(build.failed.command) &&
      same(after, before),
    `${JSON.stringify(build.failed)}\n${build.output}`,
  );
}

/** The same archive, approved. */
export async function deploysEverything(stage: Stage, prepared: Build): Promise<void> {
  const sets = await stage.world.changeSets();
  const waiting = Object.keys(sets).filter((arn) => sets[arn]?.execution === 'AVAILABLE');
  const build = await stage.deploy(prepared, APPROVER);
  if (!report('deploy, approved: the build succeeds', build.succeeded, `${build.failed?.command}\n${build.output}`)) {
    throw new Error('the other runs need the first deploy');
  }
  const { output } = build;
  report(
    'nothing is synthesized, checked, installed or bundled',
    !/nx run|npm |added \d+ packages/.test(output),
    output,
  );
  const after = await stage.world.changeSets();
  report(
    `all ${waiting.length} change sets that were prepared are those that were executed, by their ARNs`,
    waiting.every((arn) => after[arn]?.execution === 'EXECUTE_COMPLETE'),
    JSON.stringify([waiting, after], null, 1),
  );
  const stacks = await stage.world.stacks();
  const medmo = Object.entries(stacks).filter(([name]) => name.startsWith('medmo'));
  report(
    `${medmo.length} stacks are there`,
    medmo.length >= 18 && medmo.every(([, status]) => /^(CREATE|UPDATE)_COMPLETE$/.test(status)),
    JSON.stringify(stacks),
  );
  const records = stage.world.ledger();
  report(
    'the ledger has every unit and environment, with the commit that was prepared',
    UNITS.every((unit) => ['staging', 'production'].every((name) => records[`${unit}/${name}`] !== undefined)) &&
      Object.values(records).every(({ revision, dirty }) => revision === prepared.commit && !dirty),
    JSON.stringify(records),
  );
  report('who approved is kept', stage.readEvidence(prepared, 'deploy/actions.json').includes('Approve'));
}
