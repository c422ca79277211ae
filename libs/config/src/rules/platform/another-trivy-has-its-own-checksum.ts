import { TRIVY } from '../../schema/pipelines';
import type { PlatformRule } from '../rule';

export const anotherTrivyHasItsOwnChecksum: PlatformRule = ({ trivy }) =>
  trivy.version !== TRIVY.version && trivy.sha256 === TRIVY.sha256
    ? [
        {
          path: ['trivy', 'version'],
          restsOn: [
            ['trivy', 'version'],
            ['trivy', 'sha256'],
          ],
          message: `has no checksum: the default checksum belongs to ${TRIVY.version}, so every build would refuse the download`,
          allowed: `version and sha256 together, or ${TRIVY.version}`,
          fix: `write trivy.sha256 from trivy_${trivy.version}_checksums.txt of the release`,
        },
      ]
    : [];
