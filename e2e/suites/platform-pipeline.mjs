import { dataIsData, deploysEverything, preparesEverything, refuses } from '../platform/first-run.mjs';
import { imageMeanwhile, nothingAffected, oneService, templateMeanwhile } from '../platform/later-runs.mjs';
import { permissions } from '../platform/permissions.mjs';
import { openStage } from '../platform/stage.mjs';

/**
 * The generated buildspecs of the platform's own pipeline, phase by phase and each under its own role, with real Nx and the
 * emulator as AWS: from an empty account.
 */
export default async function platformPipeline(scratch) {
  const stage = await openStage(scratch);
  if (stage === undefined) return;
  try {
    const prepared = await preparesEverything(stage);
    await refuses(stage, prepared);
    await deploysEverything(stage, prepared);
    await nothingAffected(stage);
    await oneService(stage);
    await imageMeanwhile(stage);
    await templateMeanwhile(stage);
    await dataIsData(stage, await stage.prepare('forged'));
    await permissions(stage);
  } finally {
    stage.world.stop();
  }
}
