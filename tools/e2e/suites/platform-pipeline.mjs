import { firstRun } from '../platform/scenes.mjs';
import { openStage } from '../platform/stage.mjs';

/** The generated buildspecs of the platform's own pipeline, phase by phase, with real Nx and the emulator as AWS. */
export default async function platformPipeline(scratch) {
  const stage = await openStage(scratch);
  if (stage === undefined) return;
  try {
    await firstRun(stage);
  } finally {
    stage.world.stop();
  }
}
