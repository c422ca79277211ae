// What the scan finds decides: a known critical stops the image, its fix lets it go on, and the finding is closed.
import { report } from '../../harness';
import { CRITICAL, HIGH, MEDIUM } from '../database';
import { digestOf, manifestOf, tagsOf } from '../registry';
import { buildImage, checkOut, evidenceOf, findingsOf, readEvidence, REPOSITORY, scanImage } from '../stage';
import type { BuiltImage, Finding, Packages, Stage } from '../stage';

/** An image that was pushed. */
export interface Passed extends BuiltImage {
  readonly digest: string;
  /** Its commit. */
  readonly tag: string;
}

/** A commit, and the run of the pipeline for it. */
interface Commit {
  readonly COMMIT: string;
  readonly EXECUTION: string;
}

export const VULNERABLE: Packages = { libssl3: ['openssl', '3.0.11-1~deb12u1'], zlib1g: ['zlib', '1:1.2.13.dfsg-1'] };
export const FIXED: Packages = { ...VULNERABLE, libssl3: ['openssl', '3.0.13-1~deb12u1'] };
/** Looks like a GitHub token, and is none. Put together here, so that no scanner finds it in this repository. */
const TOKEN = ['ghp', 'Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MGFiY2Rl'].join('_');
const SECRET_FILE = { 'rootfs/etc/api.conf': `before=nothing\ntoken=${TOKEN}\nafter=nothing\n` };

/** An image with a known critical vulnerability and a secret. Returns its artifact for later cases. */
export async function blocks(stage: Stage): Promise<BuiltImage | undefined> {
  const env = { COMMIT: '1'.repeat(40), EXECUTION: 'run-1' };
  const source = checkOut(stage, 'vulnerable', { packages: VULNERABLE, files: SECRET_FILE });
  const built = await buildImage(stage, 'vulnerable', source, env);
  if (!report('an image is built from the service', built.succeeded, built.output)) return undefined;
  const scan = await scanImage(stage, 'vulnerable', built.handedOn, env);
  const { failed, exported, output } = scan;
  const { DIGEST: digest = '' } = exported;
  report(
    'known critical: the build fails with the exit code of the gate',
    failed?.code === 1 && failed.command.startsWith('careplane-scan gate'),
    JSON.stringify(failed) + output,
  );
  report('known critical: nothing runs after that', scan.ran.at(-1) === 'build', scan.ran.join());
  const tags = await tagsOf(stage.registry.url, REPOSITORY);
  report('known critical: the registry has no new tag', Object.keys(tags).length === 0, JSON.stringify(tags));
  report(
    'known critical: the registry has no new digest',
    /^sha256:/.test(digest) && (await digestOf(stage.registry.url, REPOSITORY, digest)) === undefined,
    digest,
  );
  publishedWhatBlocks(stage, digest);
  keptEvidence(stage, output, env);
  return built;
}

function publishedWhatBlocks(stage: Stage, digest: string): void {
  const found = findingsOf(stage);
  const active = Object.values(found).every(({ RecordState }) => RecordState === 'ACTIVE');
  const rules = [CRITICAL, HIGH, MEDIUM, 'github-pat'];
  report(
    'Security Hub has every finding, active',
    active && rules.every((rule) => rule in found),
    Object.keys(found).join(),
  );
  const { FindingProviderFields, ProductFields, Resources } = found[CRITICAL] ?? ({} as Partial<Finding>);
  report(
    'Security Hub: the critical is CRITICAL, of this digest, and what stopped the image',
    FindingProviderFields?.Severity.Label === 'CRITICAL' &&
      ProductFields?.['careplane/decision'] === 'blocked' &&
      Resources?.[0]?.Details.AwsEcrContainerImage.ImageDigest === digest,
    JSON.stringify(found[CRITICAL]),
  );
  report(
    'Security Hub: the secret is in no finding',
    !JSON.stringify(found).includes(TOKEN.slice(8)),
    JSON.stringify(found['github-pat']),
  );
}

function keptEvidence(stage: Stage, output: string, { COMMIT, EXECUTION }: Commit): void {
  const keys = evidenceOf(stage).filter((key) => key.includes(`/${COMMIT}/${EXECUTION}/`));
  const names = keys.map((key) => key.split('/').at(-1));
  const wanted = ['report.json', 'sbom.cdx.json', 'verdict.json', 'findings.json'];
  report(
    'the evidence is kept: report, bill of materials, findings, verdict',
    wanted.every((name) => names.includes(name)),
    names.join(),
  );
  const leaks = keys.filter((key) => readEvidence(stage, key).includes(TOKEN.slice(8)));
  report(
    'the secret is neither in the evidence nor in the log',
    leaks.length === 0 && !output.includes(TOKEN.slice(8)),
    leaks.join(),
  );
}

/** The same service, fixed. Returns its digest. */
export async function passes(stage: Stage): Promise<Passed | undefined> {
  const before = findingsOf(stage);
  const env = { COMMIT: '2'.repeat(40), EXECUTION: 'run-2' };
  const built = await buildImage(stage, 'fixed', checkOut(stage, 'fixed', { packages: FIXED }), env);
  const scan = await scanImage(stage, 'fixed', built.handedOn, env);
  if (!report('fixed: the build succeeds', built.succeeded && scan.succeeded, scan.output)) return undefined;
  const { DIGEST = '' } = scan.exported;
  const tags = await tagsOf(stage.registry.url, REPOSITORY);
  report(
    'fixed: pushed under the tag of its commit, and no other',
    JSON.stringify(tags) === JSON.stringify({ [env.COMMIT]: DIGEST }),
    JSON.stringify(tags),
  );
  await sameImage(stage, env, DIGEST);
  closedWhatIsGone(before, findingsOf(stage));
  return { ...built, digest: DIGEST, tag: env.COMMIT };
}

/** What was scanned is what was pushed: by the digest that the scan got, and by the image that Trivy itself saw. */
async function sameImage(stage: Stage, { COMMIT, EXECUTION }: Commit, digest: string): Promise<void> {
  const key = evidenceOf(stage).find((one) => one.endsWith(`/${COMMIT}/${EXECUTION}/scan/report.json`));
  const trivy = JSON.parse(readEvidence(stage, key ?? '').toString()) as { Metadata: { ImageID: string } };
  const manifest = await manifestOf(stage.registry.url, REPOSITORY, COMMIT);
  const scanned = findingsOf(stage)[HIGH]?.ProductFields?.['careplane/imageDigest'];
  report(
    'fixed: the digest pushed is the digest scanned',
    scanned === digest && manifest.digest === digest,
    `${scanned} ${manifest.digest}`,
  );
  report(
    'fixed: the image pushed is the one that Trivy looked at',
    manifest.config.digest === trivy.Metadata.ImageID,
    `${manifest.config.digest} ${trivy.Metadata.ImageID}`,
  );
}

function closedWhatIsGone(before: Readonly<Record<string, Finding>>, after: Readonly<Record<string, Finding>>): void {
  const states = Object.fromEntries(Object.entries(after).map(([rule, { RecordState }]) => [rule, RecordState]));
  report(
    'fixed: what is gone is archived',
    states[CRITICAL] === 'ARCHIVED' && states['github-pat'] === 'ARCHIVED',
    JSON.stringify(states),
  );
  report(
    'fixed: what is left stays active',
    states[HIGH] === 'ACTIVE' && states[MEDIUM] === 'ACTIVE',
    JSON.stringify(states),
  );
  const kept = [CRITICAL, HIGH].every((rule) => {
    const [then, now] = [before[rule], after[rule]];
    if (then === undefined || now === undefined) return false;
    return now.Id === then.Id && now.CreatedAt === then.CreatedAt && now.UpdatedAt > then.UpdatedAt;
  });
  report(
    'fixed: findings keep their id and the day they were made; their update is later',
    kept,
    JSON.stringify([before[HIGH], after[HIGH]]),
  );
}
