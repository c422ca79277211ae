import { deploys, putsTheTagBack } from '../scan/cases/deploy.mjs';
import { whatWasNotExamined } from '../scan/cases/examined.mjs';
import { exceptions, namesAreOnlyNames, scansThatCannotSee, toolsAreThePinnedOnes } from '../scan/cases/input.mjs';
import { everyBuild } from '../scan/cases/pipelines.mjs';
import { cannotBePassed, keepsTheCommitsImage, needsEverythingElse } from '../scan/cases/push.mjs';
import { blocks, passes } from '../scan/cases/verdict.mjs';
import { getParts } from '../scan/parts.mjs';
import { permissions } from '../scan/permissions.mjs';
import { openStage } from '../scan/stage.mjs';
import { timed } from '../scan/timed.mjs';

/**
 * The generated buildspecs of the services' pipelines, phase by phase and each under its own role, with a real scanner, a real
 * registry, and the emulator as AWS: from an empty account to the running digest.
 */
export default async function scanGate(scratch) {
  const parts = getParts();
  if (parts === undefined) return;
  const stage = await timed(openStage, scratch, parts);
  if (stage === undefined) return;
  try {
    const blocked = await timed(blocks, stage);
    const passed = await timed(passes, stage);
    if (blocked === undefined || passed === undefined) return;
    await timed(deploys, stage, passed);
    await timed(keepsTheCommitsImage, stage, passed);
    await timed(everyBuild, stage);
    // What follows is refused on purpose.
    await timed(permissions, stage);
    await timed(cannotBePassed, stage, blocked);
    await timed(needsEverythingElse, stage);
    await timed(namesAreOnlyNames, stage);
    await timed(toolsAreThePinnedOnes, stage, passed);
    await timed(scansThatCannotSee, stage, passed, parts);
    await timed(whatWasNotExamined, stage);
    await timed(exceptions, stage);
    await timed(putsTheTagBack, stage, passed);
  } finally {
    await stage.close();
  }
}
