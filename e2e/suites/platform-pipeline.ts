import { left, suite } from '../harness';
import { dataIsData, deploysEverything, preparesEverything, refuses } from '../platform/first-run';
import { imageMeanwhile, nothingAffected, oneService, templateMeanwhile } from '../platform/later-runs';
import { permissions } from '../platform/permissions';
import { openStage } from '../platform/stage';
import type { Build } from '../platform/stage';

/** What the first run has prepared, for later tests. */
let first: Build | undefined;
const prepared = (): Build => left(first, 'what the first run has prepared');

/**
 * The generated buildspecs of the platform's own pipeline, phase by phase and each under its own role, with real Nx and the
 * emulator as AWS: from an empty account.
 */
suite('platform-pipeline', {
  setUp: openStage,
  tearDown: (stage) => stage.stop(),
  tests: {
    'everything is prepared': async (stage) => {
      first = await preparesEverything(stage);
    },
    'what is not approved, or forged, is refused': (stage) => refuses(stage, prepared()),
    'everything is deployed': (stage) => deploysEverything(stage, prepared()),
    'nothing is affected': nothingAffected,
    'one service changes': oneService,
    'an image is deployed meanwhile': imageMeanwhile,
    'another template is deployed meanwhile': templateMeanwhile,
    'data is data': async (stage) => dataIsData(stage, await stage.prepare('forged')),
    'the permissions of the builds': permissions,
  },
});
