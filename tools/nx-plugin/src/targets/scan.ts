import { IMAGES } from './image';
import { bundleOf } from './target';
import type { TargetMaker } from './target';

/**
 * Scan and gate the image. Never cached: yesterday's verdict says nothing about the vulnerabilities that became known
 * since.
 */
export const scan: TargetMaker = ({ name, file, platform, source, isSite }, toolkit) =>
  platform === undefined || source === undefined || isSite === true
    ? undefined
    : {
        executor: '@careplane/nx:scan',
        options: {
          unit: name,
          archive: `${IMAGES}/${name}.tar`,
          platform: platform.file,
          service: file,
          source,
          repository: `${platform.name}/${name.slice(platform.name.length + 1)}`,
          out: `dist/scans/${name}`,
        },
        cache: false,
        dependsOn: ['image', ...bundleOf(toolkit.scan)],
        outputs: [`{workspaceRoot}/dist/scans/${name}`],
        metadata: {
          description: `Scan the image of ${name} with Trivy, and gate it. The results go to dist/scans/${name}.`,
        },
      };
