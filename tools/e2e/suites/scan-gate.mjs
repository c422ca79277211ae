import { deploys, putsTheTagBack } from '../scan/cases/deploy.mjs';
import { whatWasNotExamined } from '../scan/cases/examined.mjs';
import { exceptions, namesAreOnlyNames, scansThatCannotSee, toolsAreThePinnedOnes } from '../scan/cases/input.mjs';
import { cannotBePassed, keepsTheCommitsImage, needsEverythingElse } from '../scan/cases/push.mjs';
import { blocks, passes } from '../scan/cases/verdict.mjs';
import { generatedBuilds } from '../scan/generated.mjs';
import { getParts } from '../scan/parts.mjs';
import { openStage } from '../scan/stage.mjs';

/** The generated buildspecs, phase by phase, with a real scanner, a real registry, and moto in place of AWS. */
export default async function scanGate(scratch) {
  const parts = getParts();
  if (parts === undefined) return;
  const stage = await openStage(scratch, parts, generatedBuilds(scratch));
  try {
    const blocked = await blocks(stage);
    const passed = await passes(stage);
    if (blocked === undefined || passed === undefined) return;
    await deploys(stage, passed);
    await keepsTheCommitsImage(stage, passed);
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
