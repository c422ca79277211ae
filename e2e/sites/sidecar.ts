// A release of a service with a sidecar: the image of another maker is scanned, stopped or copied, and runs from its copy.
import { parse } from 'yaml';
import { ACCOUNT } from '../deploy/world';
import { left, report } from '../harness';
import { APPROVED, runningImage } from '../scan/cases/deploy';
import { FIXED, VULNERABLE } from '../scan/cases/verdict';
import { CRITICAL } from '../scan/database';
import { digestOf, tagsOf } from '../scan/registry';
import { checkOut, evidenceOf, findingsOf, runPipeline, scanAtNight } from '../scan/stage';
import type { Stage } from '../scan/stage';
import { imageOfMaker } from './sources';
import type { Sites } from './stage';

const COPIES = 'medmo/api/proxy';

/** The variable with the sidecars, with another image in it. */
function variableWith(stage: Stage, image: string): string {
  const { env } = parse(stage.builds.ScanAndPush.buildspec) as { env?: { variables?: Record<string, string> } };
  const written = left(env?.variables?.['SIDECARS'], 'the sidecars');
  const [source = '', digest = ''] = image.split('@');
  const [name, , , platform] = written.split(',');
  return [name, source, digest, platform].join(',');
}

/** A critical finding in the sidecar stops the release of the service. */
export async function sidecarIsStopped(sites: Sites): Promise<void> {
  const { api, registry, scratch, parts } = sites;
  const image = imageOfMaker({ scratch, crane: parts.crane, host: registry.host }, 'bad', VULNERABLE);
  const source = checkOut(api, 'api-bad-proxy', { packages: FIXED, files: { 'app/for': 'bad proxy' } });
  const env = { COMMIT: '1'.repeat(40), EXECUTION: 'run-bad', SIDECARS: variableWith(api, image) };
  const { ScanAndPush, Deploy } = await runPipeline(api, { name: 'bad-proxy', source, env, actions: APPROVED });
  const { failed, output } = left(ScanAndPush, 'the scan');
  report(
    'sidecar: a critical finding in its image stops the release, and says in which',
    failed !== undefined && Deploy === undefined && output.includes('The gate stops the sidecar proxy'),
    `${JSON.stringify(failed)}\n${output}`,
  );
  const copy = await digestOf(registry.url, COPIES, image.split('@')[1] ?? '');
  report('sidecar: its image is not copied, not even without a tag', copy === undefined, copy);
  report(
    'sidecar: Security Hub has its finding',
    Object.values(findingsOf(api)).some(({ GeneratorId }) => GeneratorId.endsWith(CRITICAL)),
    Object.keys(findingsOf(api)).join(),
  );
}

/** What passes is copied between the registries, and runs from its copy by its digest. */
export async function sidecarIsReleased(sites: Sites): Promise<void> {
  const { api, registry, proxy } = sites;
  const source = checkOut(api, 'api-proxy', { packages: FIXED, files: { 'app/for': 'proxy' } });
  const env = { COMMIT: '2'.repeat(40), EXECUTION: 'run-proxy' };
  const builds = await runPipeline(api, { name: 'proxy', source, env, actions: APPROVED });
  const failed = Object.values(builds).find(({ succeeded }) => !succeeded);
  if (!report('sidecar: build, scan and deploy succeed under their roles', failed === undefined, failed?.output))
    return;
  const digest = proxy.split('@')[1] ?? '';
  const { BRANCH_TAG = '' } = api.builds.Deploy.env;
  const tags = await tagsOf(registry.url, COPIES);
  report(
    'sidecar: the copy has the digest of service.yaml, under commit and branch',
    (await digestOf(registry.url, COPIES, digest)) === digest &&
      tags[env.COMMIT] === digest &&
      tags[BRANCH_TAG] === digest,
    JSON.stringify(tags),
  );
  const images = runningImage(api);
  report(
    'sidecar: it runs beside the service from the copy, by its digest',
    images.includes(`${ACCOUNT}.dkr.ecr.`) && images.includes(`/${COPIES}@${digest}`) && !images.includes('makers'),
    images,
  );
  report(
    'sidecar: its scan is kept as evidence',
    evidenceOf(api).some((key) => key.includes(`/${env.COMMIT}/${env.EXECUTION}/sidecars/proxy/`)),
    evidenceOf(api).join('\n'),
  );
  const night = await scanAtNight(api, { name: 'night-proxy', source, env: { ...env, EXECUTION: 'run-night-proxy' } });
  report(
    'sidecar: at night it is scanned as well',
    night.succeeded && evidenceOf(api).some((key) => key.includes('/nightly/run-night-proxy/sidecars/proxy/')),
    night.output,
  );
}
