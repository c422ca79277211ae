import { deploys, putsTheTagBack } from '../scan/cases/deploy.mjs';
import { whatWasNotExamined } from '../scan/cases/examined.mjs';
import { exceptions, namesAreOnlyNames, scansThatCannotSee, toolsAreThePinnedOnes } from '../scan/cases/input.mjs';
import { everyBuild } from '../scan/cases/pipelines.mjs';
import { cannotBePassed, keepsTheCommitsImage, needsEverythingElse } from '../scan/cases/push.mjs';
import { blocks, passes } from '../scan/cases/verdict.mjs';
import { getParts } from '../scan/parts.mjs';
import { permissions } from '../scan/permissions.mjs';
import { openStage } from '../scan/stage.mjs';

/**
 * The generated buildspecs of the services' pipelines, phase by phase and each under its own role, with a real scanner, a real
 * registry, and the emulator as AWS: from an empty account to the running digest.
 */
export default async function scanGate(scratch) {
  const parts = getParts();
  if (parts === undefined) return;
  const stage = await openStage(scratch, parts);
  if (stage === undefined) return;
  try {
    const blocked = await blocks(stage);
    const passed = await passes(stage);
    if (blocked === undefined || passed === undefined) return;
    await deploys(stage, passed);
    await keepsTheCommitsImage(stage, passed);
    await everyBuild(stage);
    // What follows is refused on purpose.
    await permissions(stage);
    await cannotBePassed(stage, blocked);
    await needsEverythingElse(stage);
    await namesAreOnlyNames(stage);
    await toolsAreThePinnedOnes(stage, passed);
    await scansThatCannotSee(stage, passed, parts);
    await whatWasNotExamined(stage);
    await exceptions(stage);
    await putsTheTagBack(stage, passed);
  } finally {
    await stage.close();
  }
}
