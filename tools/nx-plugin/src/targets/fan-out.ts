import type { TargetMaker } from './target';

/**
 * Spread the affected units of a platform over machines, where one is not enough. What is affected depends on the base, so
 * it is asked each time.
 */
export const fanOut: TargetMaker = ({ name, platform }) =>
  platform !== undefined
    ? undefined
    : {
        executor: '@careplane/nx:fan-out',
        options: { platform: name, out: `dist/ci/${name}-batch.json` },
        cache: false,
        metadata: {
          description: `Write the buildspec of a CodeBuild batch for the affected units of ${name}. Needs --base.`,
        },
      };
