// The runs of the platform's pipeline, from an empty account on.
import { report } from '../harness.mjs';

export async function firstRun(stage) {
  const p = await stage.prepare('first');
  console.log(p.output, p.failed, p.exported, stage.evidence(), await stage.changeSets());
  return p;
}
