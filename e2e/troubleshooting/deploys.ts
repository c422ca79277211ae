// The trees "A target is unhealthy" and "A deploy was rolled back": the emulator is told what the containers of an image do.
import { report } from '../harness';
import { mustSucceed } from '../deploy/world';
import type { ContainerBehaviour } from '../../tools/emulator/start';
import { commitOf, isGreen } from './builds';
import type { Reader } from './follow';
import { change, REASON, shown, STACK } from './stacks';

const TARGET = 'A target is unhealthy';
const ROLLED_BACK = 'A deploy was rolled back';

/** No image was ever pushed, so that nothing runs. */
export async function noTarget(reader: Reader): Promise<void> {
  const tree = reader.tree(TARGET);
  const asked = reader.type(tree.steps[0]);
  report(
    `${TARGET}: without an image no target is listed`,
    asked.status === 0 && asked.stdout.trim() === '',
    shown(asked),
  );
  const answer = tree.answers.get('no target is listed');
  const before = reader.type(answer);
  const empty = before.status === 0 && /COMPLETE\s*$/.test(before.stdout.trim());
  report(`${TARGET}: the stack has no image`, empty, shown(before));
  const ended = await reader.pipeline().push(commitOf(reader, 'first'));
  report(`${TARGET}: the first push goes through the pipeline`, ended.failed === undefined, ended.output);
  const { digest } = reader.pipeline();
  const after = reader.type(answer);
  report(
    `${TARGET}: with an image the service runs, and the command shows its digest`,
    runs(reader, digest) && after.stdout.includes(digest),
    shown(after),
  );
  isHealthy(reader, 'with an image');
}

/** What runs answers otherwise than before; what the balancer finds is the answer to follow. */
export async function targetsAreUnhealthy(reader: Reader): Promise<void> {
  const tree = reader.tree(TARGET);
  const { emulator } = reader.world;
  const image = `*@${reader.pipeline().digest}`;
  const cases: readonly (readonly [Partial<ContainerBehaviour>, string, string])[] = [
    [{ hangs: true }, 'Target.Timeout', 'Target.Timeout or Target.FailedHealthChecks'],
    [{ listens: false }, 'Target.FailedHealthChecks', 'Target.Timeout or Target.FailedHealthChecks'],
    [{ answers: 503 }, 'Target.ResponseCodeMismatch', 'Target.ResponseCodeMismatch'],
  ];
  for (const [behaviour, reason, answer] of cases) {
    await emulator.containers({ image, ...behaviour });
    const asked = reader.type(tree.steps[0]);
    report(`${TARGET}: the balancer says ${reason}`, asked.stdout.includes(`unhealthy\t${reason}`), shown(asked));
    const log = reader.type(tree.answers.get(answer));
    report(`${TARGET}: the commands of “${answer}” show the service’s log`, log.status === 0, shown(log));
  }
  const ended = await reader.pipeline().push(commitOf(reader, 'answers'));
  report(`${TARGET}: a repaired service is pushed`, ended.failed === undefined, ended.output);
  isHealthy(reader, 'with the repair');
  const log = reader.type(tree.answers.get('all are healthy again'));
  report(`${TARGET}: afterwards the log of the tasks before is still there`, log.status === 0, shown(log));
  await emulator.workingContainers();
}

/** A release whose tasks fail: ECS and CloudFormation go back, and the tree says why. */
export async function deployRolledBack(reader: Reader): Promise<void> {
  const { emulator } = reader.world;
  const tree = reader.tree(ROLLED_BACK);
  const pipeline = reader.pipeline();
  const before = pipeline.digest;
  const deploys = [
    {
      behaviour: { exits: 1, prints: ['DATABASE_HOST is not set'] },
      says: 'tasks failed to start',
      answer: 'tasks stopped, or the deployment circuit breaker was triggered',
      shows: ['DATABASE_HOST is not set', 'Essential container in task exited'],
    },
    {
      behaviour: { alarms: true, prints: ['500 for /patients'] },
      says: 'alarm detected',
      answer: 'an alarm was triggered',
      shows: ['500 for /patients'],
    },
    { behaviour: { placed: false }, says: 'Capacity is unavailable', answer: 'no capacity in a zone', shows: [] },
  ] as const;
  for (const [index, { behaviour, says, answer, shows }] of deploys.entries()) {
    const settings = { beforeDeploy: (digest: string) => emulator.containers({ image: `*@${digest}`, ...behaviour }) };
    const ended =
      index === 0 ? await pipeline.push(commitOf(reader, 'fails'), settings) : await pipeline.retried(settings);
    report(`${ROLLED_BACK}: ${says}: Deploy fails in the pipeline`, ended.failed === 'Deploy', ended.output);
    const read = reader.type(tree.steps[0]);
    const reason = says === 'alarm detected' ? 'ECS Deployment Alarm' : 'ECS Deployment Circuit Breaker';
    report(
      `${ROLLED_BACK}: ${says}: the log of the build and CloudFormation’s events say so`,
      read.status === 0 && read.stdout.includes(reason),
      shown(read),
    );
    const asked = reader.type(tree.steps[1]);
    report(`${ROLLED_BACK}: ${says}: ECS says so`, asked.status === 0 && asked.stdout.includes(says), shown(asked));
    report(`${ROLLED_BACK}: ${says}: the release before is running`, runs(reader, before), '');
    const typed = reader.type(tree.answers.get(answer));
    report(
      `${ROLLED_BACK}: ${says}: the commands of its answer end, and show the reason`,
      typed.status === 0 && shows.every((text) => typed.stdout.includes(text)),
      shown(typed),
    );
  }
  // The last answer has started the pipeline again: there is room now.
  await emulator.workingContainers();
  const again = await pipeline.started();
  report(`${ROLLED_BACK}: the pipeline, started again, deploys`, again.failed === undefined, again.output);
  isGreen(reader, ROLLED_BACK, 'with room for its tasks');

  const answers = { beforeDeploy: (digest: string) => emulator.containers({ image: `*@${digest}`, answers: 500 }) };
  const unhealthy = await pipeline.push(commitOf(reader, 'unhealthy'), answers);
  const asked = reader.type(tree.steps[1]);
  report(
    `${ROLLED_BACK}: ECS says that targets are unhealthy, with the code`,
    unhealthy.failed === 'Deploy' && /is unhealthy in \(target-group .*codes: \[500\]/.test(asked.stdout),
    unhealthy.output + shown(asked),
  );
  isHealthy(reader, 'because the release before runs on');
  await emulator.workingContainers();
  const repaired = await pipeline.push(commitOf(reader, 'healthy'));
  report(`${ROLLED_BACK}: the repaired change is pushed`, repaired.failed === undefined, repaired.output);
  isGreen(reader, ROLLED_BACK, 'with the repair');
}

/** A release fails, and the one that runs has the fault as well: the one before it goes through the pipeline again. */
export async function goesBack(reader: Reader): Promise<void> {
  const { emulator } = reader.world;
  const tree = reader.tree(ROLLED_BACK);
  const pipeline = reader.pipeline();
  const [running = '', before = ''] = [...new Set(pipeline.released)];
  await pipeline.listImages();
  const fails = { beforeDeploy: (digest: string) => emulator.containers({ image: `*@${digest}`, exits: 1 }) };
  const ended = await pipeline.push(commitOf(reader, 'fails-again'), fails);
  report(
    `${ROLLED_BACK}: another release fails, and the one before it runs`,
    ended.failed === 'Deploy' && runs(reader, running),
    ended.output,
  );
  await emulator.workingContainers();
  const typed = reader.type(tree.answers.get('it has the fault as well'));
  report(
    `${ROLLED_BACK}: careplane rollback lists the releases, and starts the pipeline for the one before the running one`,
    typed.status === 0 && typed.stdout.includes(before),
    shown(typed),
  );
  const back = await pipeline.started();
  report(
    `${ROLLED_BACK}: the pipeline deploys the same image as then`,
    back.failed === undefined && pipeline.digest === before && runs(reader, before) && !runs(reader, running),
    `${running} ${before} ${pipeline.digest}\n${back.output}`,
  );
  isGreen(reader, ROLLED_BACK, 'with the release before');
  isHealthy(reader, 'with the release before');
}

/** A change of the platform's files cannot be deployed; the one before stays; taking the change back is deployed. */
export async function changeRolledBack(reader: Reader): Promise<void> {
  const { world } = reader;
  const tree = reader.tree(ROLLED_BACK);
  const before = world.ledger()['medmo-admin/production']?.digest;
  change(reader, 'codes: 200-299', 'codes: 200-397');
  await world.emulator.fault({ stack: STACK, logicalId: 'Service*', action: 'UPDATE', reason: REASON });
  const failed = world.deploy();
  const status = (await world.stacks())[STACK];
  report(
    'a change of the files is rolled back',
    failed.status === 3 && status === 'UPDATE_ROLLBACK_COMPLETE',
    `${status}\n${shown(failed)}`,
  );
  const reported = reader.type(tree.steps[0]);
  report(
    `${ROLLED_BACK}: CloudFormation’s events have the reason`,
    reported.status === 0 && reported.stdout.includes(REASON),
    shown(reported),
  );
  report(`${ROLLED_BACK}: the image of before is running`, runs(reader, reader.pipeline().digest), '');
  await world.emulator.clearFaults();
  mustSucceed(world.inClone('git', ['revert', '--no-edit', 'HEAD']));
  world.synth();
  const deployed = world.deploy();
  // What failed was never recorded, so that there may be nothing left to deploy.
  const digest = world.ledger()['medmo-admin/production']?.digest;
  report(
    `${ROLLED_BACK}: the change is taken back, and the account is green`,
    deployed.status === 0 && digest !== undefined && digest === before,
    shown(deployed),
  );
}

function runs({ world }: Reader, digest: string): boolean {
  return world.look().services.some(({ images }) => images.some((image) => image.endsWith(digest)));
}

function isHealthy(reader: Reader, why: string): void {
  const asked = reader.type(reader.tree(TARGET).steps[0]);
  const states = asked.stdout.trim().split('\n');
  report(
    `${TARGET}: ${why}, all targets are healthy`,
    asked.status === 0 && states.every((line) => line.includes('\thealthy\t')),
    shown(asked),
  );
}
