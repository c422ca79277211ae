import { IMAGES } from './image';
import { bundleOf } from './target';
import type { TargetMaker } from './target';

/**
 * Scan and gate the image. Never cached: yesterday's verdict says nothing about the vulnerabilities that became known
 * since.
 */
export const scan: TargetMaker = ({ name, source }, toolkit) =>
  source === undefined
    ? undefined
    : {
        executor: 'nx:run-commands',
        options: { command: `careplane-scan image ${IMAGES}/${name}.tar` },
        cache: false,
        dependsOn: ['image', ...bundleOf(toolkit.scan)],
        metadata: {
          description: `Scan the image of ${name} with Trivy, and gate it.`,
        },
      };
