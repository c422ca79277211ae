// What comes after the first run: nothing to do, and one service.
import { same } from '../deploy/first.mjs';
import { pipelineSetsTheImage } from '../deploy/image.mjs';
import { report } from '../harness.mjs';

/** A commit that concerns no unit. */
export async function nothingAffected(stage) {
  const base = stage.world.revision();
  stage.world.commit('docs: a note', 'docs/note.md', () => '# A note\n');
  const before = await stage.changeSets();
  const prepared = await stage.prepare('nothing');
  report(
    'a commit that concerns no unit: prepare ends well, says so, and makes no change set',
    prepared.succeeded &&
      prepared.exported.BASE === base &&
      /No tasks were run/.test(prepared.output) &&
      same(await stage.changeSets(), before),
    `${JSON.stringify([prepared.failed, prepared.exported])}\n${prepared.output}`,
  );
  const deployed = await stage.deploy(prepared, true);
  report(
    'its deploy build ends well, says so, and executes nothing',
    deployed.succeeded && /No tasks were run/.test(deployed.output) && same(await stage.changeSets(), before),
    `${JSON.stringify(deployed.failed)}\n${deployed.output}`,
  );
}

/** One service in one environment: what is prepared is what is executed, by its ARN. */
export async function oneService(stage) {
  // Without an image nothing runs, and no variable of it is a change.
  await pipelineSetsTheImage(stage.world);
  const before = await stage.changeSets();
  const records = stage.world.ledger();
  const edit = (text) => text.replace('LOG_LEVEL: debug', 'LOG_LEVEL: trace');
  const revision = stage.world.commit('feat: trace the API in staging', 'apps/medmo/api/service.yaml', edit);
  const prepared = await stage.prepare('one');
  const then = await stage.changeSets();
  const made = Object.keys(then).filter((arn) => !(arn in before));
  report(
    'one service changes: one change set is prepared, of its stack in that environment',
    prepared.succeeded && made.length === 1 && same(then[made[0]].stack, 'medmo-api-staging'),
    `${JSON.stringify([prepared.failed, made.map((arn) => then[arn])])}\n${prepared.output}`,
  );
  const text = stage.readEvidence(prepared, 'prepared/change-sets.txt');
  report('the approver can read how many resources it changes', /^medmo-api-staging +\d/m.test(text), text);
  const asked = await stage.world.asked('ExecuteChangeSet');
  const deployed = await stage.deploy(prepared, true);
  const executions = (await stage.world.asked('ExecuteChangeSet')) - asked;
  const after = await stage.changeSets();
  report(
    'the deploy build executes that very change set, by its ARN, and no other',
    deployed.succeeded &&
      executions === 1 &&
      after[made[0]]?.execution === 'EXECUTE_COMPLETE' &&
      Object.keys(after).every((arn) => arn in before || arn === made[0]),
    `${made}: ${executions} executed\n${JSON.stringify([deployed.failed, after])}\n${deployed.output}`,
  );
  const ledger = stage.world.ledger();
  const moved = Object.keys(ledger).filter((pair) => !same(ledger[pair], records[pair]));
  report(
    'the ledger has the new commit for that service, and nothing else moved',
    same(moved.sort(), ['medmo-api/production', 'medmo-api/staging']) &&
      moved.every((pair) => ledger[pair].revision === revision),
    JSON.stringify(ledger),
  );
}
