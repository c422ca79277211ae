// The push asks for the verdict itself: no order of phases, no lost file and no forged one gets an image past it.
import { join } from 'node:path';
import { script } from '../../../tools/script';
import { report } from '../../harness';
import { root } from '../../machine';
import type { Env } from '../../machine';
import type { BuildResult } from '../codebuild';
import { commandBefore, movedToPostBuild } from '../changed';
import { tagsOf } from '../registry';
import { buildImage, checkOut, REPOSITORY, scanImage } from '../stage';
import { FIXED } from './verdict';
import type { BuiltImage, Stage } from '../stage';
import type { Passed } from './verdict';

const GATE = 'careplane-scan gate';
const SCAN = 'careplane-scan image';
/** Changes a result; plain JavaScript, which the build's Node.js runs. */
const FORGE = `node "${script(join(root, 'e2e/scan/forge.ts'))}"`;

/** Ways past the verdict. Each runs on the image that was blocked, ends in the push, and leaves the registry as it is. */
export async function cannotBePassed(stage: Stage, { handedOn }: BuiltImage): Promise<void> {
  const spec = stage.builds.ScanAndPush.buildspec;
  const before = (command: string) => commandBefore(spec, GATE, command);
  const forged = (...files: string[]) => before(files.map((file) => `${FORGE} "$SCAN_DIR/${file}"`).join(' && '));
  const ways = {
    'post_build after a build that failed before the scan': movedToPostBuild(commandBefore(spec, SCAN, 'false'), GATE),
    'post_build after a scan that failed': movedToPostBuild(spec.replace('--trivy-cache', '--no-such-option'), GATE),
    'post_build with the verdict in place, after something else failed': movedToPostBuild(before('false'), GATE),
    'post_build with a forged verdict, after something else failed': movedToPostBuild(
      commandBefore(forged('verdict.json'), GATE, 'false'),
      GATE,
    ),
    'a verdict that was forged': forged('verdict.json'),
    'verdict and findings that were forged': forged('verdict.json', 'findings.json'),
    'a report that was forged': forged('report.json', 'verdict.json', 'findings.json'),
    'a report that was forged, and its checksum left out': forged('report.json', 'scan.json'),
    'a verdict that is missing': before('rm "$SCAN_DIR/verdict.json"'),
    'results that are missing': before('rm -r "$SCAN_DIR"'),
  };
  for (const [way, buildspec] of Object.entries(ways)) {
    await refuses(stage, way, handedOn, { COMMIT: '3'.repeat(40), EXECUTION: 'run-3' }, { at: GATE, buildspec });
  }
}

/** An image that passes is not pushed either where its findings or its evidence did not arrive, or in a failed build. */
export async function needsEverythingElse(stage: Stage): Promise<void> {
  const env = { COMMIT: '4'.repeat(40), EXECUTION: 'run-4' };
  const source = checkOut(stage, 'other', { packages: FIXED, files: { 'app/other': 'x' } });
  const { handedOn } = await buildImage(stage, 'other', source, env);
  const spec = stage.builds.ScanAndPush.buildspec;
  // Nobody listens on the port for discarding.
  const deaf = { ...env, AWS_ENDPOINT_URL_SECURITYHUB: 'http://127.0.0.1:9' };
  await refuses(stage, 'Security Hub that does not answer', handedOn, deaf, {
    at: GATE,
    says: 'not every finding reached',
  });
  const lost = { ...env, EVIDENCE_BUCKET: 'no-such-bucket' };
  await refuses(stage, 'an evidence bucket that is not there', handedOn, lost, {
    at: GATE,
    says: 'evidence was not kept',
  });
  const late = movedToPostBuild(commandBefore(spec, GATE, 'false'), GATE);
  await refuses(stage, 'post_build of a build that failed, though the verdict is good', handedOn, env, {
    at: GATE,
    says: 'Passed: sha256:',
    buildspec: late,
  });
  const other = commandBefore(spec, GATE, 'export DIGEST="sha256:$(printf other | sha256sum | cut -c1-64)"');
  await refuses(stage, 'the results of another image', handedOn, env, {
    at: GATE,
    says: 'The scanned image is',
    buildspec: other,
  });
}

/** A commit has one image: when its pipeline runs again, the image in the registry is looked at, and stays. */
export async function keepsTheCommitsImage(stage: Stage, passed: Passed): Promise<void> {
  const env = { COMMIT: passed.tag, EXECUTION: 'run-5' };
  const source = checkOut(stage, 'again', { packages: FIXED, files: { 'app/built-later': 'x' } });
  const { handedOn } = await buildImage(stage, 'again', source, env);
  const scan = await scanImage(stage, 'again', handedOn, env);
  const tags = await tagsOf(stage.registry.url, REPOSITORY);
  const kept = scan.exported['DIGEST'] === passed.digest && tags[passed.tag] === passed.digest;
  report('again: the commit keeps its image, though another was built', scan.succeeded && kept, scan.output);
}

/** How a scan build must fail. */
export interface Refusal {
  /** The command at which it ends. */
  readonly at?: string;
  readonly says?: string;
  /** @default the generated one */
  readonly buildspec?: string;
  /** Folder of the commit. */
  readonly commit?: string;
}

/** A scan build that must fail and push nothing. */
export async function refuses(
  stage: Stage,
  what: string,
  artifact: string,
  env: Env,
  { at = '', says = '', buildspec, commit }: Refusal = {},
): Promise<BuildResult> {
  const tags = async () => JSON.stringify(await tagsOf(stage.registry.url, REPOSITORY));
  const before = await tags();
  const scan = await scanImage(stage, what.replace(/\W+/g, '-'), artifact, env, { buildspec, commit });
  const after = await tags();
  const asExpected = scan.failures.at(-1)?.command.startsWith(at) === true && scan.output.includes(says);
  const pushed = before !== after || scan.output.includes('pushed blob');
  report(
    `not pushed: ${what}`,
    asExpected && !pushed,
    `${scan.output}\n${JSON.stringify(scan.failures)}\n${before} ${after}`,
  );
  return scan;
}
