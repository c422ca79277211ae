// What comes after the first run: nothing to do, and one service.
import { same } from '../deploy/first';
import { pipelineSetsTheImage } from '../deploy/image';
import { mustSucceed } from '../deploy/world';
import { report } from '../harness';
import { APPROVER } from './stage';
import type { PreparedBuild, Stage } from './stage';

/** A commit that concerns no unit. */
export async function nothingAffected(stage: Stage): Promise<void> {
  stage.world.commit('docs: a note', 'docs/note.md', () => '# A note\n');
  const before = await stage.world.changeSets();
  const prepared = await stage.prepare('nothing');
  report(
    'a commit that concerns no unit: prepare ends well, says so, and makes no change set',
    prepared.succeeded &&
      /No tasks were run/.test(prepared.checked.output) &&
      /No unit is affected/.test(prepared.output) &&
      same(await stage.world.changeSets(), before),
    `${JSON.stringify([prepared.failed, prepared.exported])}\n${prepared.output}`,
  );
  const deployed = await stage.deploy(prepared, APPROVER);
  report(
    'its deploy build ends well, says so, and executes nothing',
    deployed.succeeded && /No unit is affected/.test(deployed.output) && same(await stage.world.changeSets(), before),
    `${JSON.stringify(deployed.failed)}\n${deployed.output}`,
  );
}

/** One service in one environment: what is prepared is what is executed, by its ARN. */
export async function oneService(stage: Stage): Promise<void> {
  // Without an image nothing runs, and no variable of it is a change.
  await pipelineSetsTheImage(stage.world);
  const before = await stage.world.changeSets();
  const records = stage.world.ledger();
  const edit = (text: string) => text.replace('LOG_LEVEL: debug', 'LOG_LEVEL: trace');
  const revision = stage.world.commit('feat: trace the API in staging', 'apps/medmo/api/service.yaml', edit);
  const prepared = await stage.prepare('one');
  const then = await stage.world.changeSets();
  const made = Object.keys(then).filter((arn) => !(arn in before));
  const [only = ''] = made;
  report(
    'one service changes: one change set is prepared, of its stack in that environment',
    prepared.succeeded && made.length === 1 && same(then[only]?.stack, 'medmo-api-staging'),
    `${JSON.stringify([prepared.failed, made.map((arn) => then[arn])])}\n${prepared.output}`,
  );
  const text = stage.readEvidence(prepared, 'prepared/report.txt');
  report('the approver can read how many resources it changes', /^medmo-api-staging +\d/m.test(text), text);
  const asked = await stage.world.asked('ExecuteChangeSet');
  const deployed = await stage.deploy(prepared, APPROVER);
  const executions = (await stage.world.asked('ExecuteChangeSet')) - asked;
  const after = await stage.world.changeSets();
  report(
    'the deploy build executes that very change set, by its ARN, and no other',
    deployed.succeeded &&
      executions === 1 &&
      after[only]?.execution === 'EXECUTE_COMPLETE' &&
      Object.keys(after).every((arn) => arn in before || arn === only),
    `${made}: ${executions} executed\n${JSON.stringify([deployed.failed, after])}\n${deployed.output}`,
  );
  const ledger = stage.world.ledger();
  const moved = Object.keys(ledger).filter((pair) => !same(ledger[pair], records[pair]));
  report(
    'the ledger has the new commit for that service, and nothing else moved',
    same(moved.sort(), ['medmo-api/production', 'medmo-api/staging']) &&
      moved.every((pair) => ledger[pair]?.revision === revision),
    JSON.stringify(ledger),
  );
}

/** Approvals wait for hours, and images do not wait for approvals. */
export async function imageMeanwhile(stage: Stage): Promise<void> {
  const [prepared, made] = await prepareTrace(stage, 'image', 'trace', 'debug');
  await pipelineSetsTheImage(stage.world, 'cd');
  const gone = !(made in (await stage.world.changeSets()));
  const deployed = await stage.deploy(prepared, APPROVER);
  const [service] = stage.world.look().services;
  report(
    'a change that was deployed and is taken back is seen, although the oldest base has never known it: everything is taken',
    /A comparison with that base would miss (it|them)/.test(prepared.checked.output),
    prepared.checked.output,
  );
  report(
    'an image deployed while the approval waits takes the change set away; another one that says the same is executed',
    gone && deployed.succeeded && service?.images.some((image) => image.endsWith('cd'.repeat(32))) === true,
    `${gone} ${JSON.stringify([deployed.failed, service])}\n${deployed.output}`,
  );
}

/** Somebody deploys something else of that stack from a terminal. */
export async function templateMeanwhile(stage: Stage): Promise<void> {
  const [prepared] = await prepareTrace(stage, 'late', 'debug', 'error');
  stage.world.commit('feat: warn', 'apps/medmo/api/service.yaml', (text) =>
    text.replace('LOG_LEVEL: error', 'LOG_LEVEL: warn'),
  );
  stage.world.synth();
  mustSucceed(stage.world.deploy());
  const [executed, records] = [await stage.world.asked('ExecuteChangeSet'), stage.world.ledger()];
  const deployed = await stage.deploy(prepared, APPROVER);
  report(
    'another template deployed while the approval waits: refused, nothing is executed, and it says which stack and why',
    !deployed.succeeded &&
      /medmo-api-staging: another template was deployed after the change sets were prepared/.test(deployed.output) &&
      (await stage.world.asked('ExecuteChangeSet')) === executed &&
      same(stage.world.ledger(), records),
    `${JSON.stringify(deployed.failed)}\n${deployed.output}`,
  );
}

async function prepareTrace(
  stage: Stage,
  name: string,
  from: string,
  to: string,
): Promise<readonly [prepared: PreparedBuild, made: string]> {
  const before = await stage.world.changeSets();
  const edit = (text: string) => text.replace(`LOG_LEVEL: ${from}`, `LOG_LEVEL: ${to}`);
  stage.world.commit(`feat: ${to}`, 'apps/medmo/api/service.yaml', edit);
  const prepared = await stage.prepare(name);
  const made = Object.keys(await stage.world.changeSets()).find((arn) => !(arn in before));
  if (!prepared.succeeded || made === undefined) throw new Error(prepared.output);
  return [prepared, made];
}
