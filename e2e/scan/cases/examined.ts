// No findings are good news only where something was examined: images that Trivy cannot look into are not pushed.
import { report } from '../../harness';
import { buildImage, checkOut } from '../stage';
import { refuses } from './push';
import { VULNERABLE } from './verdict';
import type { Stage } from '../stage';

const OS_RELEASE = 'rootfs/etc/os-release';
const DEBIAN_VERSION = 'rootfs/etc/debian_version';
const STATUS = 'rootfs/var/lib/dpkg/status';

/** What is done to the image with a known critical vulnerability, so that Trivy no longer finds it, and what is printed then. */
const HIDDEN: Readonly<Record<string, { readonly files: Readonly<Record<string, string>>; readonly says: string }>> = {
  'no os-release': { files: { [OS_RELEASE]: '', [DEBIAN_VERSION]: '' }, says: 'the image was not examined' },
  'an unknown distribution': {
    files: { [OS_RELEASE]: 'ID=homemade\nVERSION_ID=1\n', [DEBIAN_VERSION]: '' },
    says: 'the image was not examined',
  },
  'no package database': { files: { [STATUS]: '' }, says: 'Trivy lists none' },
  'a release without data': {
    files: { [OS_RELEASE]: 'ID=debian\nVERSION_ID="99"\n', [DEBIAN_VERSION]: '99.1\n' },
    says: 'not on the EOL list',
  },
};

/** Removing what Trivy reads does not let a blocked image pass. */
export async function whatWasNotExamined(stage: Stage): Promise<void> {
  for (const [kind, { files, says }] of Object.entries(HIDDEN)) {
    const name = kind.replaceAll(' ', '-');
    const env = { COMMIT: 'e'.repeat(40), EXECUTION: `run-${name}` };
    const built = await buildImage(stage, name, checkOut(stage, name, { packages: VULNERABLE, files }), env);
    if (!report(`an image with ${kind} is built`, built.succeeded, built.output)) continue;
    const { failed, output } = await refuses(stage, `an image with ${kind}`, built.handedOn, env, {
      at: 'careplane-scan gate',
    });
    // Tables wrap their lines.
    const printed = output.replace(/\s+/g, ' ').includes(says);
    report(`an image with ${kind}: the gate says that it was not examined`, failed?.code === 1 && printed, output);
  }
}
