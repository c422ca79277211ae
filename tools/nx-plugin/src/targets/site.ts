import { IMAGE_ARCHIVE, IMAGE_OUTPUT } from '../site-archive';
import type { TargetMaker } from './target';

/**
 * Build a static site whose source is here, and pack its files as the pipelines do. Never cached: the command of the build may read
 * what Nx does not know of, and differs between environments.
 */
export const site: TargetMaker = ({ name, file, source, isSite }) =>
  source === undefined || isSite !== true
    ? undefined
    : {
        executor: '@careplane/nx:site',
        options: { context: source, service: file },
        cache: false,
        metadata: {
          description: `Build the site ${name} with the settings of an environment, and pack it into ${IMAGE_OUTPUT}/${IMAGE_ARCHIVE}. Needs crane.`,
        },
      };
