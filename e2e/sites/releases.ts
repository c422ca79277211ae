// Releases of a static site through its pipeline: built, scanned, stopped or let through, uploaded, shown, and taken back.
import { CodePipelineClient, ListPipelineExecutionsCommand } from '@aws-sdk/client-codepipeline';
import { ECRClient, PutImageCommand } from '@aws-sdk/client-ecr';
import { ACCOUNT, REGION } from '../deploy/world';
import { access } from '../everything/deployed';
import { left, report } from '../harness';
import type { BuildResult } from '../scan/codebuild';
import { APPROVED } from '../scan/cases/deploy';
import { EXPRESS } from '../scan/database';
import { tagsOf } from '../scan/registry';
import { evidenceOf, findingsOf, runPipeline, scanAtNight } from '../scan/stage';
import type { RunActions } from '../scan/stage';
import { siteSource } from './sources';
import { visit } from './stage';
import type { Sites } from './stage';

/** Versions of express that the database of the suite knows: with a critical vulnerability, and with its fix. */
export const VULNERABLE = '4.18.2';
export const FIXED = '99.0.0';
export const REPOSITORY = 'medmo/portal';
const commit = (digit: string) => digit.repeat(40);

/** A run of the site's pipeline for a commit. @returns its builds, and the digest of the release */
export async function release(
  sites: Sites,
  digit: string,
  text: string,
  express = FIXED,
  {
    actions = APPROVED,
    byHand = false,
    more = '',
  }: { readonly actions?: RunActions; readonly byHand?: boolean; readonly more?: string } = {},
) {
  const { site, scratch } = sites;
  const source = siteSource(scratch, `portal-${text}`, text, express, more);
  const env = { COMMIT: commit(digit), EXECUTION: `run-${text}` };
  const builds = await runPipeline(site, { name: text, source, env, actions, byHand });
  return { builds, digest: builds.ScanAndPush?.exported['DIGEST'] ?? '', source, env };
}

function failedOf(builds: Partial<Record<string, BuildResult>>): BuildResult | undefined {
  return Object.values(builds).find((build) => build?.succeeded === false);
}

const keysOf = ({ site }: Sites, prefix: string): string[] => {
  const bucket = left(site.builds.Deploy.env['SITE_BUCKET'], 'the bucket of the site');
  const args = ['s3api', 'list-objects-v2', '--bucket', bucket, '--prefix', prefix];
  const { Contents = [] } = site.aws<{ Contents?: { Key: string }[] }>(...args);
  return Contents.map(({ Key }) => Key);
};

/** A critical finding in a package of the site stops it before anything is pushed. */
export async function isStopped(sites: Sites): Promise<void> {
  const { builds, digest } = await release(sites, 'a', 'vulnerable', VULNERABLE);
  const { failed, output } = left(builds.ScanAndPush, 'the scan');
  report(
    'site: a critical finding in a lock file ends the scan with the exit code of the gate',
    failed?.code === 1 && failed.command.startsWith('careplane-scan gate') && builds.Deploy === undefined,
    `${JSON.stringify(failed)}\n${output}`,
  );
  const tags = await tagsOf(sites.registry.url, REPOSITORY);
  report('site: nothing of it is in the registry', Object.keys(tags).length === 0, JSON.stringify(tags));
  report('site: Security Hub has the finding', EXPRESS in findingsOf(sites.site), digest);
  report('site: nothing of it is in the bucket', keysOf(sites, '').length === 0, keysOf(sites, '').join());
}

/** A push releases the site. */
export async function isReleased(sites: Sites): Promise<void> {
  const unapproved = await release(sites, '9', 'unapproved', FIXED, { actions: [] });
  report(
    'site: without an approval nothing is released',
    unapproved.builds.Deploy?.failed?.phase === 'pre_build' && (await visit(sites, '/')).status === 404,
    unapproved.builds.Deploy?.output,
  );
  const byHand = await release(sites, '8', 'by-hand', FIXED, { byHand: true });
  report(
    'site: a commit that no push has brought is not released, though a person has approved it',
    byHand.builds.Deploy?.failed?.phase === 'pre_build' &&
      byHand.builds.Deploy.output.includes('No push to its branch has brought commit 8888') &&
      (await visit(sites, '/')).status === 404,
    byHand.builds.Deploy?.output,
  );
  const { builds, digest, env } = await release(sites, 'b', 'first');
  const failed = failedOf(builds);
  if (!report('site: build, scan and deploy succeed under their roles', failed === undefined, failed?.output)) return;
  const page = await visit(sites, '/');
  report(
    'site: a visitor gets the page that was built, and browsers ask for it again',
    page.status === 200 && page.body.includes('first') && page.headers['cache-control'] === 'no-cache',
    JSON.stringify(page),
  );
  report(
    'site: with the headers of security',
    (page.headers['content-security-policy'] ?? '').includes("default-src 'self'") &&
      (page.headers['strict-transport-security'] ?? '').startsWith('max-age='),
    JSON.stringify(page.headers),
  );
  const routed = await visit(sites, '/patients/42');
  report('site: a route of the application gets the fallback page', routed.body.includes('first'), routed.body);
  const folder = `releases/${digest.slice('sha256:'.length)}/`;
  const asset = left(
    keysOf(sites, folder).find((key) => key.includes('/assets/')),
    'the asset',
  );
  const script = await visit(sites, `/${asset.slice(folder.length)}`);
  report(
    'site: a file whose name changes with its content is kept for a year',
    script.status === 200 && (script.headers['cache-control'] ?? '').includes('immutable'),
    JSON.stringify(script),
  );
  const lockFile = await visit(sites, '/source/package-lock.json');
  report('site: the lock files are in no release', lockFile.status === 404, JSON.stringify(lockFile));
  const { BRANCH_TAG = '' } = sites.site.builds.Deploy.env;
  const tags = await tagsOf(sites.registry.url, REPOSITORY);
  report(
    'site: the registry has the digest under its branch, and under its commit with the environment of its variables',
    tags[BRANCH_TAG] === digest && tags[`${env.COMMIT}-production`] === digest && tags[env.COMMIT] === undefined,
    JSON.stringify(tags),
  );
  const night = await scanAtNight(sites.site, {
    name: 'night',
    source: siteSource(sites.scratch, 'portal-night', 'first', FIXED),
    env: { ...env, EXECUTION: 'run-night' },
  });
  const { EVIDENCE_PREFIX = '' } = sites.site.builds.ScanRunningImage.env;
  report(
    'site: at night the release that runs is scanned',
    night.succeeded && evidenceOf(sites.site).includes(`${EVIDENCE_PREFIX}/nightly/run-night/scan/findings.json`),
    night.output,
  );
}

/** What CloudFront refuses changes nothing for visitors. */
export async function failureChangesNothing(sites: Sites): Promise<void> {
  const { emulator } = sites.world;
  const STACK = left(sites.site.builds.Deploy.env['STACK'], 'the stack');
  const { BRANCH_TAG = '' } = sites.site.builds.Deploy.env;
  const before = (await tagsOf(sites.registry.url, REPOSITORY))[BRANCH_TAG];
  const shown = (await visit(sites, '/')).body;
  await emulator.fault({
    stack: STACK,
    logicalId: '*Distribution*',
    action: 'UPDATE',
    reason: 'for testing',
    times: 1,
  });
  const { builds } = await release(sites, 'c', 'refused');
  await emulator.clearFaults();
  const page = await visit(sites, '/');
  const after = (await tagsOf(sites.registry.url, REPOSITORY))[BRANCH_TAG];
  report(
    'site: a change that CloudFront refuses leaves visitors with the release before, and the branch tag at it',
    builds.Deploy?.failed?.phase === 'build' && page.status === 200 && page.body === shown && before === after,
    `${builds.Deploy?.output}\n${page.body}`,
  );
}

/** A rollback goes back to the release before, whose files are still there. */
export async function isTakenBack(sites: Sites): Promise<void> {
  const second = await release(sites, 'd', 'second');
  const failed = failedOf(second.builds);
  const shown = await visit(sites, '/');
  report('site: the second release is shown', failed === undefined && shown.body.includes('second'), failed?.output);

  const { world } = sites;
  const PIPELINE = sites.site.pipeline.name;
  // The emulator's ECR has no image of the registry: it is told of the tag of the commit before.
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  await new ECRClient(access(world)).send(
    new PutImageCommand({
      ...{ repositoryName: REPOSITORY, imageTag: `${commit('b')}-production`, imageManifestMediaType: mediaType },
      imageManifest: JSON.stringify({ schemaVersion: 2, mediaType, layers: [] }),
    }),
  );
  const runs = ['d', 'b'].map((digit, index) => ({
    ...{ pipelineExecutionId: digit, status: 'Succeeded', startTime: Date.UTC(2026, 10, 28 - index) / 1000 },
    sourceRevisions: [{ actionName: 'Source', revisionId: commit(digit), revisionSummary: `feat: ${digit}` }],
  }));
  await world.emulator.executions({ account: ACCOUNT, region: REGION, pipeline: PIPELINE, runs });
  const rollback = world.careplane(['rollback', 'apps/medmo/portal', '--env', 'production']);
  const { pipelineExecutionSummaries = [] } = await new CodePipelineClient(access(world)).send(
    new ListPipelineExecutionsCommand({ pipelineName: PIPELINE }),
  );
  const started = pipelineExecutionSummaries.find(({ status }) => status === 'InProgress');
  const going = started?.sourceRevisions?.[0]?.revisionId;
  if (
    !report(
      'site: careplane rollback starts a run of the pipeline for the commit before',
      rollback.status === 0 && going === commit('b'),
      `${rollback.stdout}${rollback.stderr}\n${JSON.stringify(pipelineExecutionSummaries)}`,
    )
  )
    return;
  const source = siteSource(sites.scratch, 'portal-back', 'first', FIXED);
  const env = { COMMIT: commit('b'), EXECUTION: 'run-back' };
  const builds = await runPipeline(sites.site, { name: 'back', source, env, actions: APPROVED });
  const page = await visit(sites, '/');
  report(
    'site: its builds scan the release again, upload nothing, and visitors get it',
    failedOf(builds) === undefined &&
      page.body.includes('first') &&
      (builds.Deploy?.output ?? '').includes('is in the bucket already'),
    `${failedOf(builds)?.output}\n${page.body}`,
  );
  const third = await release(sites, 'e', 'third');
  const folders = new Set(keysOf(sites, 'releases/').map((key) => key.split('/')[1]));
  report(
    'site: keepReleases keeps the two newest, by when they were deployed last',
    failedOf(third.builds) === undefined &&
      folders.size === 2 &&
      folders.has(third.digest.slice('sha256:'.length)) &&
      !folders.has(second.digest.slice('sha256:'.length)),
    `${failedOf(third.builds)?.output}\n${[...folders].join()}`,
  );
}
