// The first run: an empty account, and everything is affected.
import { appendFileSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { same } from '../deploy/first.mjs';
import { report } from '../harness.mjs';

const UNITS = ['medmo', 'medmo-admin', 'medmo-api', 'medmo-frontend'];
export const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** Check, price, compare, scan and prepare: what the approver gets to read, and what is handed on. */
export async function preparesEverything(stage) {
  const prepared = await stage.prepare('first');
  const { output, exported } = prepared;
  const told = `${JSON.stringify([prepared.failed, exported])}\n${output}`;
  if (!report('prepare, on an empty account: the build succeeds', prepared.succeeded, told)) {
    throw new Error('the other runs need the first');
  }
  report('the base is the empty tree: everything is affected', exported.BASE === EMPTY_TREE, told);
  const tasks = UNITS.flatMap((unit) => ['synth', 'check', 'cost', 'diff'].map((task) => `nx run ${unit}:${task}`));
  const missing = tasks.filter((task) => !output.includes(task));
  report('synth, check, cost and diff of every unit', missing.length === 0, missing.join());

  const text = stage.readEvidence(prepared, 'prepared/report.txt');
  report('the report in the evidence bucket has prices and changes, not only names of tasks', says(text), text);
  report('it names the change sets', /Prepared: careplane-[0-9a-f]{12}/.test(text), text);
  const verdict = JSON.parse(stage.readEvidence(prepared, 'prepared/templates/verdict.json'));
  const scanned = /Detected config files num=(\d+)/.exec(output)?.[1];
  report(`Trivy reads ${scanned} templates, and its verdict is kept`, verdict.passed === true && scanned > 0, told);

  const sets = Object.values(await stage.world.changeSets());
  const stacks = sets.map(({ stack }) => stack).sort();
  report(
    'change sets of all stacks that wait for no other, and none is executed',
    stacks.includes('medmo-network') &&
      stacks.includes('medmo-api-repository') &&
      sets.every(({ execution }) => execution === 'AVAILABLE'),
    JSON.stringify(sets),
  );
  const { stacks: proposed } = JSON.parse(stage.readEvidence(prepared, 'prepared/change-sets/medmo/staging.json'));
  const network = proposed.find(({ key }) => key.endsWith('/medmo-network'));
  report(
    'what was prepared is kept as evidence, with the ARN of each change set',
    sets.some(({ stack }) => stack === 'medmo-network') && network.changeSet in (await stage.world.changeSets()),
    JSON.stringify(network, null, 1),
  );
  return prepared;
}

function says(text) {
  return /USD a month/.test(text) && /^medmo-network +\d+/m.test(text);
}

/** Nobody approved, or the archive is another one: before anything changes. */
export async function refuses(stage, prepared) {
  const before = await stage.world.changeSets();
  const unapproved = await stage.deploy(prepared, false);
  await nothingHappened(stage, before, 'no approval in the record of the run', unapproved, /APPROVAL/);
  report('the log says why', unapproved.output.includes('shows no approval'), unapproved.output);

  const other = `${prepared.artifacts}-other`;
  cpSync(prepared.artifacts, other, { recursive: true });
  appendFileSync(join(other, 'workspace.tar.gz'), 'x');
  const forged = await stage.deploy({ ...prepared, artifacts: other }, true);
  await nothingHappened(stage, before, 'an archive with a byte more', forged, /sha256sum/);
}

async function nothingHappened(stage, before, why, build, command) {
  const after = await stage.world.changeSets();
  report(
    `${why}: the deploy build fails, and nothing has changed`,
    !build.succeeded &&
      build.failed.phase === 'pre_build' &&
      command.test(build.failed.command) &&
      same(after, before) &&
      same(stage.world.ledger(), {}),
    `${JSON.stringify(build.failed)}\n${build.output}`,
  );
}

/** The same archive, approved, its packages fetched by npm itself. */
export async function deploysEverything(stage, prepared) {
  const waiting = Object.keys(await stage.world.changeSets());
  const build = await stage.deploy(prepared, true, { INSTALLED: '' });
  if (!report('deploy, approved: the build succeeds', build.succeeded, `${build.failed?.command}\n${build.output}`)) {
    throw new Error('the other runs need the first deploy');
  }
  const { output } = build;
  report('packages come from npm ci --ignore-scripts', /added \d+ packages/.test(output), output);
  report('nothing is synthesized, checked or bundled again', !/nx run \S+:(synth|check|bundle)/.test(output), output);
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
    medmo.length >= 18 && medmo.every(([, status]) => status === 'CREATE_COMPLETE'),
    JSON.stringify(stacks),
  );
  const records = stage.world.ledger();
  report(
    'the ledger has every unit and environment, with the commit that was prepared',
    Object.keys(records).length === UNITS.length * 2 &&
      Object.values(records).every(({ revision, dirty }) => revision === prepared.commit && !dirty),
    JSON.stringify(records),
  );
  report('who approved is kept', stage.readEvidence(prepared, 'deploy/actions.json').includes('Approve'));
}
