// The last environment, the platform and its baseline leave the account.
import { DeleteParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { ACCOUNT, COPY_REGION, REGION } from '../deploy/world';
import type { World } from '../deploy/world';
import { report } from '../harness';
import { disposals, evidenceBucket } from './evidence';
import { killedAndContinued } from './kill';

const RUN = [
  'retire',
  'apps/medmo',
  '--whole-platform',
  '--run',
  '--reason',
  'the hospital has closed',
  '--yes',
  'medmo',
];

/** Services first, then the platform, then the baseline, as soon as no other platform of the account needs it. */
export async function platformIsRetired(world: World): Promise<void> {
  const bucket = evidenceBucket(world);
  const credentials = { accessKeyId: `AKIA${ACCOUNT}TEST`, secretAccessKey: 'emulator' };
  const ssm = new SSMClient({ region: REGION, endpoint: world.emulator.url, credentials });
  const Name = '/careplane/clinic/deployed/clinic/production';
  await ssm.send(new PutParameterCommand({ Name, Type: 'String', Value: '{}' }));
  const before = await world.stacks();
  const refused = world.careplane(RUN);
  report(
    'refused while another platform needs the baseline, which reads what the platform has; nothing is deleted',
    refused.status === 1 &&
      /stack medmo-baseline still reads \/careplane\/medmo\/\S+ of medmo-pipelines/.test(
        refused.stdout.replace(/\s+/g, ' '),
      ) &&
      JSON.stringify(await world.stacks()) === JSON.stringify(before),
    `exit ${refused.status}\n${refused.stdout}${refused.stderr}`,
  );
  await ssm.send(new DeleteParameterCommand({ Name }));
  const last = await killedAndContinued(world, RUN, 500);
  const copies = await world.cloudFormation(COPY_REGION).config.region();
  const left = Object.keys(await world.stacks()).filter((name) => name.startsWith('medmo'));
  const records = (await disposals(world, bucket)).filter(({ reason }) => reason === 'the hospital has closed');
  report(
    `the platform and its baseline are retired, ${last.kills} times killed (${last.points.join(', ')}): the access stack is left, and every unit has one record`,
    last.status === 0 &&
      copies === COPY_REGION &&
      left.join() === 'medmo-access' &&
      records
        .map(({ unit }) => unit)
        .sort()
        .join() === 'medmo,medmo-admin,medmo-api,medmo-baseline,medmo-frontend',
    `exit ${last.status}, ${left.join()}\n${JSON.stringify(records.map(({ unit, environments }) => [unit, environments]))}\n${last.stdout}${last.stderr}`,
  );
  const again = world.careplane(RUN);
  report('the second run does nothing', again.status === 0, `exit ${again.status}\n${again.stdout}${again.stderr}`);
}
