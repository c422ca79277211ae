// Every build of every service's pipelines, under its own role: from a commit to the running digest, and its scan at night.
import { same } from '../../deploy/first';
import { report } from '../../harness';
import { tagsOf } from '../registry';
import { checkOut, evidenceOf, runPipeline, scanAtNight, scanImage, stageOf } from '../stage';
import { APPROVED, runningImage } from './deploy';
import { FIXED } from './verdict';
import type { Action } from '../account';
import type { Stage } from '../stage';

const SERVICES = ['admin', 'api', 'frontend'];
/** Environments, and the letter that their commits are made of. */
const COMMITS = { staging: 'b', production: 'c' } as const;
type Environment = keyof typeof COMMITS;
const ENVIRONMENTS: readonly Environment[] = ['staging', 'production'];

/** Run the pipelines of all services: those of one environment after the other, the services at the same time. */
export async function everyBuild(stage: Stage): Promise<void> {
  const ran: string[] = [];
  for (const environment of ENVIRONMENTS) {
    const ends = SERVICES.map(async (service) => {
      const own = await stageOf(stage, `medmo-${service}`, environment);
      ran.push(...(await oneService(own, service, environment)));
    });
    await Promise.all(ends);
  }
  const all = stage.account.projects().filter((project) => !project.startsWith('medmo-main-'));
  report(
    `all ${all.length} builds of the services’ pipelines have run, each with a session of its own role`,
    same(ran.sort(), all),
    JSON.stringify([ran, all]),
  );
}

/** @returns names of the builds that succeeded */
async function oneService(stage: Stage, service: string, environment: Environment): Promise<string[]> {
  const { name } = stage.pipeline;
  const env = { COMMIT: COMMITS[environment].repeat(40), EXECUTION: `run-${environment}` };
  // Another file makes another image: one that the registry has already would not be pushed.
  const files = { 'app/for': `${service} ${environment}` };
  const source = checkOut(stage, name, { packages: FIXED, files });
  const builds = await runPipeline(stage, { name: 'whole', source, env, actions: APPROVED });
  const failed = Object.values(builds).find(({ succeeded }) => !succeeded);
  report(`${name}: build, scan and deploy succeed under their roles`, failed === undefined, failed?.output);
  if (failed !== undefined) return [];
  const { REPOSITORY = '', BRANCH_TAG = '' } = stage.builds.Deploy.env;
  const digest = builds.ScanAndPush?.exported['DIGEST'];
  const tags = await tagsOf(stage.registry.url, REPOSITORY);
  const image = runningImage(stage);
  report(
    `${name}: the service runs the digest that was built, scanned and pushed`,
    image.includes(`/${REPOSITORY}@${digest}`) && tags[BRANCH_TAG] === digest && tags[env.COMMIT] === digest,
    `${image} ${JSON.stringify(tags)}`,
  );
  // A second run for the same commit: the image in the registry is looked at.
  const again = await scanImage(stage, `${name}-again`, source, { ...env, EXECUTION: 'run-again' });
  report(`${name}: a second run pulls the commit’s image and scans it`, again.succeeded, again.output);
  const night = await scanAtNight(stage, { name: 'night', source, env: { ...env, EXECUTION: 'run-night' } });
  const { EVIDENCE_PREFIX = '' } = stage.builds.ScanRunningImage.env;
  report(
    `${name}: at night the running digest is scanned, and no finding is new`,
    night.succeeded && evidenceOf(stage).includes(`${EVIDENCE_PREFIX}/nightly/run-night/scan/findings.json`),
    night.output,
  );
  const ran: Action[] = [
    ...(Object.keys(builds) as Action[]),
    ...(night.succeeded ? (['ScanRunningImage'] as const) : []),
  ];
  return ran.map((action) => stage.builds[action].project);
}
