// A service leaves the files and then the account.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipelineSetsTheImage } from '../deploy/image';
import { mustSucceed } from '../deploy/world';
import type { World } from '../deploy/world';
import { report } from '../harness';
import { disposals, evidenceBucket, unlisted } from './evidence';
import { killedAndContinued } from './kill';

const LAB = 'name: lab\nsource: { github: medmo/lab }\nroutes: [{ host: lab }]\n';
const RUN = ['--run', '--reason', 'the laboratory has closed', '--yes', 'medmo-lab'];

/** All of medmo and a laboratory, from an empty account; the API runs. */
export async function deployed(world: World): Promise<void> {
  world.commit('feat: the laboratory', 'apps/medmo/lab/service.yaml', () => LAB);
  world.synth();
  mustSucceed(world.bootstrap());
  mustSucceed(world.deploy());
  await pipelineSetsTheImage(world);
  mustSucceed(world.deploy());
}

/** Everything that a person may get wrong; nothing is changed by any of it. */
export async function serviceIsNotRetired(world: World): Promise<void> {
  const before = JSON.stringify([await world.stacks(), world.ledger()]);
  refused(world, 'a service that is still in the files', ['medmo-lab'], 2, [
    /medmo-lab is still in the files of medmo/,
    /Delete the folder with its service.yaml/,
  ]);
  refused(world, 'an environment that is still in the files', ['staging'], 2, [
    /Remove the environment from platform.yaml/,
  ]);
  refused(world, 'the platform by its name', ['medmo'], 2, [/--whole-platform/]);
  refused(world, 'nothing in particular', [], 2, [/nothing that is in no file/]);
  rmSync(join(world.clone, 'apps/medmo/lab'), { recursive: true });
  mustSucceed(world.inClone('git', ['commit', '--quiet', '--all', '--message', 'feat: no laboratory']));
  world.synth();
  refused(world, 'a name with a letter wrong', ['medmo-lap'], 2, [/Did you mean medmo-lab\?/]);
  refused(world, 'without a reason', ['medmo-lab', '--run'], 2, [/--reason/, /164\.310/]);
  refused(world, 'without a terminal and without --yes', ['medmo-lab', '--run', '--reason', 'closed'], 2, [
    /There is no terminal/,
    /--yes medmo-lab/,
  ]);
  refused(world, 'with another name in --yes', ['medmo-lab', '--run', '--reason', 'closed', '--yes', 'lab'], 1, [
    /--yes must give every name/,
  ]);
  const planned = world.careplane(['retire', 'apps/medmo', 'medmo-lab']);
  report(
    'without --run: what would be done in order, what is kept, and the command to do it',
    planned.status === 0 &&
      /1\. delete \d+ listener rules?.*delete the stack medmo-lab-staging.*delete the stack medmo-lab-repository.*record the disposal.*end the ledger entries/.test(
        planned.stdout.replace(/\s+/g, ' '),
      ) &&
      /KEPT, AND BILLED AS BEFORE[^]*ECR::Repository +medmo\/lab +name taken/.test(planned.stdout) &&
      planned.stderr.includes('careplane retire apps/medmo medmo-lab --run --reason'),
    `exit ${planned.status}\n${planned.stdout}${planned.stderr}`,
  );
  const listed = world.careplane(['diff', 'apps/medmo', '--assembly', world.assembly]);
  report(
    'diff lists the service with the command that retires it',
    listed.stdout.includes('  careplane retire apps/medmo medmo-lab\n') ||
      listed.stdout.trimEnd().endsWith('careplane retire apps/medmo medmo-lab'),
    listed.stdout,
  );
  const after = JSON.stringify([await world.stacks(), world.ledger()]);
  report('none of this changed a stack or the ledger', before === after, `${before}\n${after}`);
}

/** With kill -9 in between. */
export async function serviceIsRetired(world: World): Promise<void> {
  const bucket = evidenceBucket(world);
  const ran = await killedAndContinued(world, ['retire', 'apps/medmo', 'medmo-lab', ...RUN], 120);
  const left = Object.keys(await world.stacks()).filter((name) => name.startsWith('medmo-lab'));
  const seen = world.look();
  const records = (await disposals(world, bucket)).filter(({ unit }) => unit === 'medmo-lab');
  report(
    `a service is retired, ${ran.kills} times killed (${ran.points.join(', ')})`,
    ran.status === 0 && left.length === 0 && !JSON.stringify(seen.balancers).includes('lab.'),
    `exit ${ran.status}, ${left.join(' ')}\n${ran.stdout}${ran.stderr}`,
  );
  const [record] = records;
  const resources = record?.stacks.flatMap((stack) => stack.resources) ?? [];
  report(
    'its disposal is recorded once and completely, and no ledger entry or lock is left',
    records.length === 1 &&
      record?.reason === 'the laboratory has closed' &&
      record.environments.join() === 'production,staging' &&
      record.stacks.length === 4 &&
      resources.some(({ fate }) => fate === 'deleted') &&
      record.kept.includes('medmo/lab') &&
      !Object.keys(seen.parameters).some((name) => /medmo-lab|\/deploying\//.test(name)),
    JSON.stringify([records, Object.keys(seen.parameters)], null, 1),
  );
  report(
    'what holds data is kept: the images, and the logs',
    seen.repositories.some(({ name }) => name === 'medmo/lab') &&
      seen.logGroups.some((name) => name.endsWith('/staging/lab')),
    JSON.stringify([seen.repositories, seen.logGroups]),
  );
  const again = world.careplane(['retire', 'apps/medmo', 'medmo-lab', ...RUN]);
  const still = await disposals(world, bucket);
  report(
    'the second run says when it was retired, and does nothing',
    again.status === 0 &&
      /Nothing is left to retire/.test(again.stderr) &&
      /was retired on .*closed/.test(again.stdout) &&
      still.length === 1,
    `exit ${again.status}\n${again.stdout}${again.stderr}`,
  );
  report('no stack is in no ledger entry', (await unlisted(world)).length === 0, await unlisted(world));
}

/** Refused with an exit code and sentences, without a stack trace. */
export function refused(
  world: World,
  what: string,
  args: readonly string[],
  status: number,
  sentences: readonly RegExp[],
): void {
  const ran = world.careplane(['retire', 'apps/medmo', ...args]);
  const text = ran.stdout + ran.stderr;
  report(
    `refused: ${what}`,
    ran.status === status &&
      sentences.every((sentence) => sentence.test(text.replace(/\s+/g, ' '))) &&
      !/^\s+at /m.test(ran.stderr),
    `exit ${ran.status}\n${text}`,
  );
}
